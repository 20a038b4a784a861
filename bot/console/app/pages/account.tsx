import { type FormEvent, useState } from 'react';
import Button from 'tdesign-react/es/button';
import type { PersonShape } from '../../shapes.js';
import { api } from '../client.js';
import { ChatList } from '../parts/chat-list.js';
import { Loaded, useLoaded } from '../parts/loaded.js';
import { NewPasswordFields, NO_PASSWORD } from '../parts/new-password.js';
import { PageHeader } from '../parts/page-header.js';
import { Panel } from '../parts/panel.js';
import { PasswordField } from '../parts/password-field.js';
import { ProblemNote } from '../parts/problem-note.js';
import { sayDone } from '../parts/toast.js';
import { fieldProblem, useSubmission } from '../submit.js';
import { roleName, texts } from '../texts.js';

const words = texts.account;

/** 我的账号: roles, password, other sign-ins, chats. */
export function AccountPage() {
  const { data, problem, retry } = useLoaded<PersonShape>('/account');
  return (
    <>
      <PageHeader title={words.title} />
      <Loaded data={data} problem={problem} retry={retry}>
        {(me) => (
          <div className="panels">
            <MyRoles me={me} />
            <ChangePassword />
            <OtherSignIns />
            <ChatList
              chats={me.chats}
              codePath="/account/binding-codes"
              onUnbind={async (chat) => {
                await api('DELETE', `/account/chats/${chat}`);
                retry();
              }}
            />
          </div>
        )}
      </Loaded>
    </>
  );
}

function MyRoles({ me }: { readonly me: PersonShape }) {
  const lasting = me.memberships.filter(({ endedAt }) => endedAt === null);
  return (
    <Panel title={words.roles}>
      {lasting.length === 0 && <p className="soft">{words.noRoles}</p>}
      <ul className="rows">
        {lasting.map(({ id, role, regionName }) => (
          <li key={id} className="row">
            <span className="row-main">
              <strong>{roleName(role)}</strong> {regionName}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** 修改密码 */
function ChangePassword() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState(NO_PASSWORD);
  const submission = useSubmission();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void submission.run(async () => {
      if (next.password !== next.again) throw fieldProblem('again', texts.setUp.differs);
      await api('POST', '/account/password', { current, password: next.password });
      setCurrent('');
      setNext(NO_PASSWORD);
      sayDone(words.changed);
    });
  };
  return (
    <Panel title={words.password}>
      <form className="stack narrow" onSubmit={submit} noValidate>
        <p className="soft">{words.passwordLead}</p>
        <ProblemNote problem={submission.problem} />
        <PasswordField
          label={words.current}
          value={current}
          onChange={setCurrent}
          fault={submission.fault('current')}
          kind="current-password"
        />
        <NewPasswordFields
          label={words.next}
          againLabel={words.again}
          value={next}
          onChange={setNext}
          submission={submission}
        />
        <div>
          <Button type="submit" loading={submission.busy}>
            {words.password}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function OtherSignIns() {
  const submission = useSubmission();
  const end = () =>
    submission.run(async () => {
      await api('DELETE', '/account/sessions');
      sayDone(words.elsewhereDone);
    });
  return (
    <Panel
      title={words.elsewhere}
      action={
        <Button variant="outline" loading={submission.busy} onClick={() => void end()}>
          {words.elsewhere}
        </Button>
      }
    >
      <ProblemNote problem={submission.problem} />
      <p className="soft">{words.elsewhereLead}</p>
    </Panel>
  );
}
