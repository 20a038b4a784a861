import type { Submission } from '../submit.js';
import { roleName, texts } from '../texts.js';
import { Choice } from './choice.js';
import { Field } from './field.js';
import { RegionPicker } from './region-picker.js';

interface RoleInRegion {
  readonly role: string;
  readonly region: string;
}

interface RoleFieldsProps {
  readonly value: RoleInRegion;
  readonly onChange: (part: Partial<RoleInRegion>) => void;
  readonly submission: Submission;
}

export const ROLE_OPTIONS = Object.keys(texts.roles).map((value) => ({ value, label: roleName(value) }));

/** A role and where it is given. */
export function RoleFields({ value, onChange, submission }: RoleFieldsProps) {
  return (
    <>
      <Field label={texts.people.role} fault={submission.fault('role')} needed>
        <Choice
          value={value.role}
          options={ROLE_OPTIONS}
          placeholder={texts.people.role}
          onChange={(role) => onChange({ role })}
        />
      </Field>
      <RegionPicker
        onChange={(region) => onChange({ region })}
        fault={submission.fault('region')}
        grantable
      />
    </>
  );
}
