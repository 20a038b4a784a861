import type { Submission } from '../submit.js';
import { texts } from '../texts.js';
import { PasswordField } from './password-field.js';

export interface NewPassword {
  readonly password: string;
  readonly again: string;
}

export const NO_PASSWORD: NewPassword = { password: '', again: '' };

interface NewPasswordProps {
  readonly label: string;
  readonly againLabel: string;
  readonly value: NewPassword;
  readonly onChange: (value: NewPassword) => void;
  readonly submission: Submission;
}

/** A new password, twice, with its rule before it is typed. */
export function NewPasswordFields({ label, againLabel, value, onChange, submission }: NewPasswordProps) {
  return (
    <>
      <PasswordField
        label={label}
        hint={texts.passwordRule}
        value={value.password}
        onChange={(password) => onChange({ ...value, password })}
        fault={submission.fault('password')}
        kind="new-password"
      />
      <PasswordField
        label={againLabel}
        value={value.again}
        onChange={(again) => onChange({ ...value, again })}
        fault={submission.fault('again')}
        kind="new-password"
      />
    </>
  );
}
