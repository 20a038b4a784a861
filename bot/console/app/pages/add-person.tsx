import { useState } from 'react';
import Button from 'tdesign-react/es/button';
import Input from 'tdesign-react/es/input';
import { useLocation } from 'wouter';
import { api } from '../client.js';
import { Field } from '../parts/field.js';
import { Modal } from '../parts/modal.js';
import { ProblemNote } from '../parts/problem-note.js';
import { RoleFields } from '../parts/role-fields.js';
import { sayDone } from '../parts/toast.js';
import { useSubmission } from '../submit.js';
import { texts } from '../texts.js';

const words = texts.people;

/** A new person with a first role; then their own page opens. */
export function AddPerson({ onClose }: { readonly onClose: () => void }) {
  const [form, setForm] = useState({ name: '', phone: '', role: '', region: '' });
  const [, goTo] = useLocation();
  const submission = useSubmission();
  const add = () =>
    submission.run(async () => {
      const { id } = await api<{ readonly id: string }>('POST', '/people', form);
      sayDone(words.added(form.name));
      onClose();
      goTo(`/people/${id}`);
    });
  return (
    <Modal
      title={words.addTitle}
      onClose={onClose}
      footer={
        <>
          <Button variant="outline" onClick={onClose}>
            {texts.form.cancel}
          </Button>
          <Button loading={submission.busy} onClick={() => void add()}>
            {words.add}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ProblemNote problem={submission.problem} />
        <Field label={words.name} fault={submission.fault('name')} needed>
          <Input value={form.name} onChange={(name) => setForm({ ...form, name })} />
        </Field>
        <Field label={words.phone} hint={words.phoneHint} fault={submission.fault('phone')}>
          <Input value={form.phone} onChange={(phone) => setForm({ ...form, phone })} type="tel" />
        </Field>
        <RoleFields value={form} onChange={(part) => setForm({ ...form, ...part })} submission={submission} />
        <p className="soft">{words.addHint}</p>
      </div>
    </Modal>
  );
}
