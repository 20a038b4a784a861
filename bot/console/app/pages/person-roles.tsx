import { useState } from 'react';
import Button from 'tdesign-react/es/button';
import type { MembershipShape } from '../../shapes.js';
import { api } from '../client.js';
import { ConfirmDialog } from '../parts/confirm-dialog.js';
import { Modal } from '../parts/modal.js';
import { Panel } from '../parts/panel.js';
import { ProblemNote } from '../parts/problem-note.js';
import { RoleFields } from '../parts/role-fields.js';
import { sayDone } from '../parts/toast.js';
import { useSession } from '../session.js';
import { useSubmission } from '../submit.js';
import { roleName, texts } from '../texts.js';
import { day } from '../times.js';
import type { PersonPartProps } from './person-part.js';

const words = texts.person;

/** What the person is, and where; giving and ending it. */
export function PersonRoles({ person, onChanged }: PersonPartProps) {
  const { can } = useSession();
  const [isGranting, setGranting] = useState(false);
  const [ending, setEnding] = useState<MembershipShape | null>(null);
  const lasting = person.memberships.filter(({ endedAt }) => endedAt === null);
  const former = person.memberships.filter(({ endedAt }) => endedAt !== null);
  return (
    <Panel
      title={words.roles}
      action={
        can('roles.grant') && (
          <Button variant="outline" onClick={() => setGranting(true)}>
            {words.grant}
          </Button>
        )
      }
    >
      {lasting.length === 0 && <p className="soft">{words.noRoles}</p>}
      <Memberships of={lasting} onEnd={setEnding} />
      {former.length > 0 && (
        <details className="former">
          <summary>{words.former}</summary>
          <Memberships of={former} onEnd={setEnding} />
        </details>
      )}
      {isGranting && <GrantRole person={person} onChanged={onChanged} onClose={() => setGranting(false)} />}
      {ending !== null && (
        <ConfirmDialog
          title={words.endTitle(roleName(ending.role))}
          action={words.end}
          withReason
          danger
          onClose={() => setEnding(null)}
          onConfirm={async (reason) => {
            await api('POST', `/memberships/${ending.id}/end`, { reason });
            sayDone(words.ended);
            onChanged();
          }}
        >
          <p>{words.endLead(ending.regionName)}</p>
        </ConfirmDialog>
      )}
    </Panel>
  );
}

interface MembershipsProps {
  readonly of: readonly MembershipShape[];
  readonly onEnd: (membership: MembershipShape) => void;
}

function Memberships({ of, onEnd }: MembershipsProps) {
  return (
    <ul className="rows">
      {of.map((membership) => (
        <li key={membership.id} className="row">
          <span className="row-main">
            <strong>{roleName(membership.role)}</strong> {membership.regionName}
          </span>
          <span className="soft">{period(membership)}</span>
          {membership.canEnd && (
            <Button variant="text" theme="danger" onClick={() => onEnd(membership)}>
              {words.end}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function period({ since, endedAt }: MembershipShape): string {
  return endedAt === null ? words.since(day(since)) : words.until(day(since), day(endedAt));
}

function GrantRole({ person, onChanged, onClose }: PersonPartProps & { readonly onClose: () => void }) {
  const [form, setForm] = useState({ role: '', region: '' });
  const submission = useSubmission();
  const grant = () =>
    submission.run(async () => {
      await api('POST', `/people/${person.id}/memberships`, form);
      sayDone(words.granted);
      onChanged();
      onClose();
    });
  return (
    <Modal
      title={words.grantTitle}
      onClose={onClose}
      footer={
        <>
          <Button variant="outline" onClick={onClose}>
            {texts.form.cancel}
          </Button>
          <Button loading={submission.busy} onClick={() => void grant()}>
            {words.grant}
          </Button>
        </>
      }
    >
      <div className="stack">
        <ProblemNote problem={submission.problem} />
        <RoleFields value={form} onChange={(part) => setForm({ ...form, ...part })} submission={submission} />
      </div>
    </Modal>
  );
}
