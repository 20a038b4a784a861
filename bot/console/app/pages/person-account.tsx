import { useState } from 'react';
import Button from 'tdesign-react/es/button';
import type { LinkShape } from '../../shapes.js';
import { api } from '../client.js';
import { Copyable } from '../parts/copyable.js';
import { Modal } from '../parts/modal.js';
import { Panel } from '../parts/panel.js';
import { ProblemNote } from '../parts/problem-note.js';
import { useSubmission } from '../submit.js';
import { texts } from '../texts.js';
import type { PersonPartProps } from './person-part.js';

const words = texts.person;

/** Whether the person can sign in, and the link by which they set their password. */
export function PersonAccount({ person }: PersonPartProps) {
  const { account } = person;
  const [link, setLink] = useState<LinkShape | null>(null);
  const submission = useSubmission();
  const make = () =>
    submission.run(async () => setLink(await api<LinkShape>('POST', `/people/${person.id}/password-links`)));
  return (
    <Panel
      title={words.account}
      action={
        <Button variant="outline" loading={submission.busy} onClick={() => void make()}>
          {account === null ? words.makeLink : words.makeReset}
        </Button>
      }
    >
      <ProblemNote problem={submission.problem} />
      {account === null ? (
        <p className="soft">{words.noAccount}</p>
      ) : (
        <dl className="facts">
          <div>
            <dt>{words.login}</dt>
            <dd>{account.login}</dd>
          </div>
        </dl>
      )}
      {account?.lockedUntil != null && <p className="note">{words.locked}</p>}
      {link !== null && (
        <Modal title={words.linkTitle} onClose={() => setLink(null)}>
          <div className="stack">
            <p>{words.linkLead}</p>
            <Copyable text={link.url} label={words.linkTitle} />
          </div>
        </Modal>
      )}
    </Panel>
  );
}
