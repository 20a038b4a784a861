import { useState } from 'react';
import Button from 'tdesign-react/es/button';
import Input from 'tdesign-react/es/input';
import { api } from '../client.js';
import { Field } from '../parts/field.js';
import { Modal } from '../parts/modal.js';
import { ProblemNote } from '../parts/problem-note.js';
import { sayDone } from '../parts/toast.js';
import { useSubmission } from '../submit.js';
import { texts } from '../texts.js';
import type { PersonPartProps } from './person-part.js';

/** Name and number. On a conflict the newest is read beneath, and saving again is meant. */
export function EditPerson({
  person,
  onChanged,
  onClose,
}: PersonPartProps & { readonly onClose: () => void }) {
  const [form, setForm] = useState({ name: person.name, phone: '' });
  const submission = useSubmission();
  const save = () =>
    submission.run(async () => {
      const phone = form.phone === '' ? {} : { phone: form.phone };
      await api('PATCH', `/people/${person.id}`, { version: person.version, name: form.name, ...phone });
      sayDone(texts.person.saved);
      onChanged();
      onClose();
    });
  return (
    <Modal
      title={texts.person.editTitle}
      onClose={onClose}
      footer={
        <>
          <Button variant="outline" onClick={onClose}>
            {texts.form.cancel}
          </Button>
          <Button loading={submission.busy} onClick={() => void save()}>
            {texts.form.save}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ProblemNote problem={submission.problem}>
          {submission.problem?.code === 'conflict' && (
            <Button variant="outline" onClick={onChanged}>
              {texts.problem.reload}
            </Button>
          )}
        </ProblemNote>
        <Field label={texts.people.name} fault={submission.fault('name')} needed>
          <Input value={form.name} onChange={(name) => setForm({ ...form, name })} />
        </Field>
        <Field
          label={texts.people.phone}
          fault={submission.fault('phone')}
          hint={
            person.maskedPhone === null ? texts.people.phoneHint : texts.people.phoneKeep(person.maskedPhone)
          }
        >
          <Input value={form.phone} onChange={(phone) => setForm({ ...form, phone })} type="tel" />
        </Field>
      </div>
    </Modal>
  );
}
