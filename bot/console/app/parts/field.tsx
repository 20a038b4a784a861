import { type ReactNode, useEffect, useId, useRef } from 'react';
import { texts } from '../texts.js';

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly fault?: string | undefined;
  readonly needed?: boolean;
  /** For filters, whose meaning is plain from what stands in them. */
  readonly hideLabel?: boolean;
  /** One TDesign input, select, textarea or cascader. */
  readonly children: ReactNode;
}

/**
 * A control with its label, hint and fault. TDesign gives its inner input neither id nor aria attributes, so they are
 * set on it here: screen readers and tests find it by its label.
 */
export function Field({ label, hint, fault, needed = false, hideLabel = false, children }: FieldProps) {
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const told = [hint === undefined ? null : `${id}-hint`, fault === undefined ? null : `${id}-fault`];
  const describedBy = told.filter((each) => each !== null).join(' ');
  useEffect(() => {
    const input = place.current?.querySelector('input, textarea');
    if (input === null || input === undefined) return;
    input.id = id;
    const attributes = {
      'aria-describedby': describedBy,
      'aria-invalid': fault === undefined ? '' : 'true',
      'aria-required': needed ? 'true' : '',
    };
    for (const [name, value] of Object.entries(attributes)) {
      if (value === '') input.removeAttribute(name);
      else input.setAttribute(name, value);
    }
  });
  return (
    <div className={fault === undefined ? 'field' : 'field field-faulty'} ref={place}>
      <div className={hideLabel ? 'unseen' : 'field-head'}>
        <label htmlFor={id}>{label}</label>
        {needed && (
          <span className="field-needed" aria-hidden="true">
            {texts.form.needed}
          </span>
        )}
      </div>
      {children}
      {hint !== undefined && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault !== undefined && (
        <p className="field-fault" id={`${id}-fault`} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
