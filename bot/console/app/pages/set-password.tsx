import { type FormEvent, useEffect, useState } from 'react';
import Button from 'tdesign-react/es/button';
import Input from 'tdesign-react/es/input';
import { Link } from 'wouter';
import type { PasswordLinkShape } from '../../shapes.js';
import { ApiProblem, api, BASE } from '../client.js';
import { useLinkCode } from '../link-code.js';
import { Door } from '../parts/door.js';
import { EmptyState } from '../parts/empty-state.js';
import { Field } from '../parts/field.js';
import { Loading } from '../parts/loading.js';
import { NewPasswordFields, NO_PASSWORD } from '../parts/new-password.js';
import { ProblemNote } from '../parts/problem-note.js';
import { fieldProblem, useSubmission } from '../submit.js';
import { texts } from '../texts.js';

type Checked = { readonly link: PasswordLinkShape } | { readonly problem: ApiProblem } | null;

/** A person sets their password by the link that an administrator gave them. */
export function SetPasswordPage() {
  const code = useLinkCode();
  const [checked, setChecked] = useState<Checked>(null);
  useEffect(() => {
    api<PasswordLinkShape>('POST', '/password-link/check', { code }).then(
      (link) => setChecked({ link }),
      (problem: unknown) => problem instanceof ApiProblem && setChecked({ problem }),
    );
  }, [code]);
  if (checked === null) {
    return (
      <Door>
        <Loading />
      </Door>
    );
  }
  if ('link' in checked) return <SetPasswordForm code={code} link={checked.link} />;
  return (
    <Door>
      <EmptyState title={texts.link.badTitle} hint={checked.problem.message}>
        <Link href="/">{texts.link.toSignIn}</Link>
      </EmptyState>
    </Door>
  );
}

function SetPasswordForm({ code, link }: { readonly code: string; readonly link: PasswordLinkShape }) {
  const [login, setLogin] = useState('');
  const [passwords, setPasswords] = useState(NO_PASSWORD);
  const submission = useSubmission();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void submission.run(async () => {
      if (passwords.password !== passwords.again) throw fieldProblem('again', texts.setUp.differs);
      const chosen = link.login === null ? { login } : {};
      await api('POST', '/password-link', { code, ...chosen, password: passwords.password });
      window.location.assign(BASE);
    });
  };
  const title = link.login === null ? texts.link.titleNew : texts.link.titleReset;
  return (
    <Door title={title} lead={texts.link.lead(link.name)}>
      <form className="stack" onSubmit={submit} noValidate>
        <ProblemNote problem={submission.problem} />
        {link.login === null ? (
          <Field label={texts.setUp.login} hint={texts.loginRule} fault={submission.fault('login')} needed>
            <Input value={login} onChange={setLogin} autocomplete="username" />
          </Field>
        ) : (
          <p>{texts.link.account(link.login)}</p>
        )}
        <NewPasswordFields
          label={texts.setUp.password}
          againLabel={texts.setUp.again}
          value={passwords}
          onChange={setPasswords}
          submission={submission}
        />
        <Button type="submit" size="large" block loading={submission.busy}>
          {texts.link.submit}
        </Button>
      </form>
    </Door>
  );
}
