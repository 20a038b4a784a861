import { useState } from 'react';
import Button from 'tdesign-react/es/button';
import type { ChatShape, CodeShape } from '../../shapes.js';
import { api } from '../client.js';
import { useSubmission } from '../submit.js';
import { texts } from '../texts.js';
import { minute } from '../times.js';
import { CodeDialog } from './code-dialog.js';
import { ConfirmDialog } from './confirm-dialog.js';
import { Panel } from './panel.js';
import { ProblemNote } from './problem-note.js';
import { sayDone } from './toast.js';

const words = texts.person;

interface ChatListProps {
  readonly chats: readonly ChatShape[];
  /** Where a binding code is asked for. */
  readonly codePath: string;
  readonly onUnbind: (chatId: string) => Promise<void>;
}

/** The chats that are bound to somebody, and the code that binds another. */
export function ChatList({ chats, codePath, onUnbind }: ChatListProps) {
  const [code, setCode] = useState<CodeShape | null>(null);
  const [leaving, setLeaving] = useState<ChatShape | null>(null);
  const submission = useSubmission();
  const make = () => submission.run(async () => setCode(await api<CodeShape>('POST', codePath)));
  return (
    <Panel
      title={words.chats}
      action={
        <Button variant="outline" loading={submission.busy} onClick={() => void make()}>
          {words.makeCode}
        </Button>
      }
    >
      <ProblemNote problem={submission.problem} />
      {chats.length === 0 && <p className="soft">{words.noChats}</p>}
      <ul className="rows">
        {chats.map((chat) => (
          <li key={chat.id} className="row">
            <span className="row-main">{chat.displayName ?? chat.channel}</span>
            <span className="soft">{words.lastSeen(minute(chat.lastSeenAt))}</span>
            <Button variant="text" theme="danger" onClick={() => setLeaving(chat)}>
              {words.unbind}
            </Button>
          </li>
        ))}
      </ul>
      {code !== null && <CodeDialog code={code} onAgain={() => void make()} onClose={() => setCode(null)} />}
      {leaving !== null && (
        <ConfirmDialog
          title={words.unbindTitle}
          action={words.unbind}
          danger
          onClose={() => setLeaving(null)}
          onConfirm={async () => {
            await onUnbind(leaving.id);
            sayDone(words.unbound);
          }}
        >
          <p>{words.unbindLead}</p>
        </ConfirmDialog>
      )}
    </Panel>
  );
}
