import * as callTasks from '../storage/call-tasks.js';
import * as notices from '../storage/notices.js';
import * as deliveries from '../storage/outbox-deliveries.js';
import type { Executor } from '../storage/tables.js';
import * as textMessages from '../storage/text-messages.js';

/** How far one notice has come. */
export type DeliveryState =
  /** About to be sent. */
  | 'pending'
  /** Waits for the end of the quiet hours. */
  | 'held'
  /** Given to the chat; nobody is known to have read it. */
  | 'sent'
  | 'delivered'
  /** The chat takes it only after the recipient writes again. */
  | 'waiting'
  | 'failed'
  | 'expired'
  /** The recipient has no chat and sees it in the console. */
  | 'console'
  /** No longer needed: the demand had moved on. */
  | 'cancelled'
  /** A text message is on its way, or was sent. */
  | 'text_message'
  /** A coordinator has to ring. */
  | 'call_task'
  /** A coordinator told the asker. */
  | 'told'
  | 'unreachable';

/** One notice of a demand as the console shows it. */
export interface NoticeDelivery {
  readonly noticeId: string;
  readonly kind: string;
  readonly audience: notices.Notice['audience'];
  readonly personId: string | null;
  /** Of the event that it tells of. */
  readonly position: number;
  readonly state: DeliveryState;
  /** Since when; for `held` until when. ISO-8601 UTC. */
  readonly at: string;
  /** Technical reason of a failure, or of the call (CallReason); null where there is none. */
  readonly reason: string | null;
  readonly attempts: number;
  /** When a person opened it on a page. */
  readonly readAt: string | null;
  readonly textMessage: textMessages.TextMessage | null;
  readonly callTask: callTasks.CallTask | null;
}

/** How every notice of a demand stands at `now`, in the order of its events. */
export async function deliveryOf(db: Executor, demandId: string, now: string): Promise<NoticeDelivery[]> {
  const all = await notices.ofDemand(db, demandId);
  const texts = await textMessages.ofDemand(db, demandId);
  const calls = await callTasks.ofDemand(db, demandId);
  const outboxIds = all.flatMap(({ outboxId }) => (outboxId === null ? [] : [outboxId]));
  const standings = await deliveries.standings(db, outboxIds);
  return all.map((notice) => {
    const textMessage = texts.find(({ noticeId }) => noticeId === notice.id) ?? null;
    const callTask = calls.find(({ noticeId }) => noticeId === notice.id) ?? null;
    const standing = standings.get(notice.outboxId ?? '') ?? null;
    const { id: noticeId, kind, audience, personId, position, attempts, readAt } = notice;
    const stand = standOf({ notice, standing, textMessage, callTask, now });
    return {
      noticeId,
      kind,
      audience,
      personId,
      position,
      attempts,
      readAt,
      textMessage,
      callTask,
      ...stand,
    };
  });
}

interface Ways {
  readonly notice: notices.Notice;
  readonly standing: deliveries.Standing | null;
  readonly textMessage: textMessages.TextMessage | null;
  readonly callTask: callTasks.CallTask | null;
  readonly now: string;
}

type Stand = Pick<NoticeDelivery, 'state' | 'at' | 'reason'>;

/** The furthest way counts: arrival, then a call, then a text message, then the chat. */
function standOf({ notice, standing, textMessage, callTask, now }: Ways): Stand {
  if (standing !== null && standing.deliveredAt !== null)
    return { state: 'delivered', at: standing.deliveredAt, reason: null };
  if (callTask !== null) return ofCall(callTask);
  if (textMessage !== null && textMessage.state !== 'failed')
    return {
      state: 'text_message',
      at: textMessage.finishedAt ?? textMessage.createdAt,
      reason: textMessage.error,
    };
  if (notice.state === 'pending') return ofPending(notice, now);
  if (notice.state !== 'sent' || standing === null)
    return {
      state: notice.state === 'cancelled' ? 'cancelled' : 'console',
      at: notice.finishedAt ?? now,
      reason: notice.error,
    };
  return ofOutbox(standing);
}

function ofCall({ state, outcome, doneAt, createdAt, reason }: callTasks.CallTask): Stand {
  if (state === 'open') return { state: 'call_task', at: createdAt, reason };
  const ends = { told: 'told', unreachable: 'unreachable', delivered_meanwhile: 'delivered' } as const;
  return { state: ends[outcome ?? 'told'], at: doneAt ?? createdAt, reason: null };
}

function ofPending({ attempts, notBefore, createdAt, error }: notices.Notice, now: string): Stand {
  if (attempts === 0 && notBefore > now) return { state: 'held', at: notBefore, reason: null };
  return { state: 'pending', at: createdAt, reason: error };
}

function ofOutbox({ state, error, createdAt, finishedAt }: deliveries.Standing): Stand {
  const shown = state === 'sending' ? 'pending' : state;
  return { state: shown, at: finishedAt ?? createdAt, reason: error };
}
