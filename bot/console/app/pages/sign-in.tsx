import { type FormEvent, useState } from 'react';
import Button from 'tdesign-react/es/button';
import Input from 'tdesign-react/es/input';
import { api } from '../client.js';
import { Door } from '../parts/door.js';
import { Field } from '../parts/field.js';
import { PasswordField } from '../parts/password-field.js';
import { ProblemNote } from '../parts/problem-note.js';
import { fieldProblem, useSubmission } from '../submit.js';
import { texts } from '../texts.js';

interface SignInProps {
  readonly onSignedIn: () => Promise<void>;
}

export function SignInPage({ onSignedIn }: SignInProps) {
  return (
    <Door title={texts.signIn.title} lead={texts.signIn.lead}>
      <SignInForm onSignedIn={onSignedIn} />
    </Door>
  );
}

/** Login and password; also laid over a page whose session has ended. */
export function SignInForm({ onSignedIn }: SignInProps) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const submission = useSubmission();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void submission.run(async () => {
      if (login.trim() === '' || password === '') throw fieldProblem('', texts.signIn.needed);
      await api('POST', '/session', { login, password });
      await onSignedIn();
    });
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <ProblemNote problem={submission.problem} />
      <Field label={texts.signIn.login} needed>
        <Input value={login} onChange={setLogin} autocomplete="username" name="login" />
      </Field>
      <PasswordField
        label={texts.signIn.password}
        value={password}
        onChange={setPassword}
        kind="current-password"
      />
      <Button type="submit" size="large" block loading={submission.busy}>
        {texts.signIn.submit}
      </Button>
      <p className="soft">{texts.signIn.forgot}</p>
    </form>
  );
}
