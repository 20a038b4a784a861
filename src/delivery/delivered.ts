import { type ActDeps, act } from '../demand/act.js';
import type { Actor } from '../directory/authorize.js';
import { SERVICE_ACTOR } from '../directory/demand-parts.js';
import * as callTasks from '../storage/call-tasks.js';
import * as demandEvents from '../storage/demand-events.js';
import * as demands from '../storage/demands.js';
import * as notices from '../storage/notices.js';
import * as deliveries from '../storage/outbox-deliveries.js';
import type { Executor, WriteExecutor } from '../storage/tables.js';
import * as textMessages from '../storage/text-messages.js';
import * as timers from '../storage/timers.js';
import { noticeSubject } from './watch-timers.js';

/** Why a text message that nobody needs any more was not sent. */
const ARRIVED_MEANWHILE = 'delivered_meanwhile';
/** Notices looked for in one query. */
const CHUNK = 500;

/**
 * A client of the conversation has read it up to a number: its messages are delivered from now on, what watched over
 * them ends, and a reply among them waits for the asker's word. Nothing where it had read so far before.
 */
export async function markRead(
  tx: WriteExecutor,
  deps: ActDeps,
  { conversationId, through, now }: deliveries.Stretch & { readonly now: string },
): Promise<void> {
  const ids = await deliveries.markDelivered(tx, { conversationId, through, now });
  for (let start = 0; start < ids.length; start += CHUNK) {
    for (const notice of await notices.ofOutbox(tx, ids.slice(start, start + CHUNK))) {
      // Whoever changes a demand takes its row first, so that two never wait for each other.
      await demands.lock(tx, notice.demandId);
      await endWatch(tx, notice.id, now);
      await callTasks.closeDelivered(tx, { noticeId: notice.id, now });
      await replyArrived(tx, deps, { notice, by: 'chat', now });
    }
  }
}

/** Nobody looks after a notice any more, and what was about to follow it stays. */
export async function endWatch(tx: WriteExecutor, noticeId: string, now: string): Promise<void> {
  await timers.cancelAll(tx, { subject: noticeSubject(noticeId), now });
  const text = await textMessages.ofNotice(tx, noticeId);
  if (text !== null) await textMessages.fail(tx, { id: text.id, error: ARRIVED_MEANWHILE, now });
}

/**
 * Moves the demand on when a notice of its last reply is known to have arrived. What the demand does not wait for any
 * more (confirmed, withdrawn) changes nothing.
 */
export async function replyArrived(
  tx: WriteExecutor,
  deps: ActDeps,
  arrival: {
    readonly notice: Pick<notices.Notice, 'id' | 'kind' | 'demandId' | 'position'>;
    readonly by: 'chat' | 'call' | 'unreachable';
    /** Who says so; the service where a client read it. */
    readonly actor?: Actor;
    readonly now: string;
  },
): Promise<void> {
  const { notice, by, actor = SERVICE_ACTOR, now } = arrival;
  if (notice.kind !== 'reply' || !(await isLastReply(tx, notice))) return;
  const command = {
    demandId: notice.demandId,
    event: 'reply_delivered',
    data: { by },
    version: null,
  } as const;
  await act(tx, deps, actor, { ...command, key: `delivered:${notice.id}` }, now);
}

/** A reply that was completed by a later one is only a part of it. */
async function isLastReply(
  db: Executor,
  { demandId, position }: Pick<notices.Notice, 'demandId' | 'position'>,
): Promise<boolean> {
  const events = await demandEvents.list(db, demandId);
  return events.findLast(({ event }) => event === 'reply')?.position === position;
}
