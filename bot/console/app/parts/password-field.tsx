import { useState } from 'react';
import Input from 'tdesign-react/es/input';
import { texts } from '../texts.js';
import { Field } from './field.js';

interface PasswordFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fault?: string | undefined;
  readonly hint?: string;
  /** Tells the browser's password keeper which one this is. */
  readonly kind: 'current-password' | 'new-password';
}

/** A password that can be looked at, since it is often typed on a phone. */
export function PasswordField({ label, value, onChange, kind, fault, ...rest }: PasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <Field label={label} fault={fault} needed {...rest}>
      <Input
        key={isShown ? 'text' : 'password'}
        type={isShown ? 'text' : 'password'}
        autocomplete={kind}
        value={value}
        onChange={onChange}
        // TDesign's own eye can be reached neither by keyboard nor by a screen reader.
        suffixIcon={<span />}
        suffix={
          <button type="button" className="plain-button" onClick={() => setShown(!isShown)}>
            {isShown ? texts.form.hide : texts.form.show}
          </button>
        }
      />
    </Field>
  );
}
