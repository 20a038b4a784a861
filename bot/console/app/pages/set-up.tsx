import { type FormEvent, useState } from 'react';
import Button from 'tdesign-react/es/button';
import Input from 'tdesign-react/es/input';
import { api, BASE } from '../client.js';
import { useLinkCode } from '../link-code.js';
import { Door } from '../parts/door.js';
import { Field } from '../parts/field.js';
import { NewPasswordFields, NO_PASSWORD } from '../parts/new-password.js';
import { ProblemNote } from '../parts/problem-note.js';
import { fieldProblem, useSubmission } from '../submit.js';
import { texts } from '../texts.js';

/** The first administrator, by the link that the service printed when it started. */
export function SetUpPage() {
  const code = useLinkCode();
  const [form, setForm] = useState({ name: '', login: '' });
  const [passwords, setPasswords] = useState(NO_PASSWORD);
  const submission = useSubmission();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void submission.run(async () => {
      if (passwords.password !== passwords.again) throw fieldProblem('again', texts.setUp.differs);
      await api('POST', '/set-up', { code, ...form, password: passwords.password });
      window.location.assign(BASE);
    });
  };
  return (
    <Door title={texts.setUp.title} lead={texts.setUp.lead}>
      <form className="stack" onSubmit={submit} noValidate>
        <ProblemNote problem={submission.problem} />
        <Field label={texts.setUp.name} fault={submission.fault('name')} needed>
          <Input value={form.name} onChange={(name) => setForm({ ...form, name })} autocomplete="name" />
        </Field>
        <Field label={texts.setUp.login} hint={texts.loginRule} fault={submission.fault('login')} needed>
          <Input
            value={form.login}
            onChange={(login) => setForm({ ...form, login })}
            autocomplete="username"
          />
        </Field>
        <NewPasswordFields
          label={texts.setUp.password}
          againLabel={texts.setUp.again}
          value={passwords}
          onChange={setPasswords}
          submission={submission}
        />
        <Button type="submit" size="large" block loading={submission.busy}>
          {texts.setUp.submit}
        </Button>
      </form>
    </Door>
  );
}
