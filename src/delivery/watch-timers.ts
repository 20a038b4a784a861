import * as notices from '../storage/notices.js';
import type { WriteExecutor } from '../storage/tables.js';
import * as timers from '../storage/timers.js';

/** The kind of the timers that look whether a notice arrived. */
export const WATCH_TIMER = 'notice.undelivered';

const HOUR_MS = 3_600_000;

/** The name under which a notice has timers. */
export function noticeSubject(id: string): string {
  return `notice:${id}`;
}

/** The notice's id in a timer's subject. */
export function noticeOfSubject(subject: string): string {
  return subject.slice(noticeSubject('').length);
}

/**
 * Looks after `hours` whether the notice arrived. `step` numbers the looks of one notice: each is planned once, however
 * often that is asked for.
 */
export async function scheduleWatch(
  tx: WriteExecutor,
  watch: { readonly noticeId: string; readonly step: number; readonly hours: number; readonly now: string },
): Promise<void> {
  const { noticeId, step, hours, now } = watch;
  const dueAt = new Date(Date.parse(now) + hours * HOUR_MS).toISOString();
  const subject = noticeSubject(noticeId);
  await timers.schedule(tx, {
    id: `${subject}:${step}`,
    kind: WATCH_TIMER,
    subject,
    payload: { step },
    dueAt,
    now,
  });
}

/** These messages will not be sent any more: whoever watches over their notices looks at once. */
export async function hastenWatches(
  tx: WriteExecutor,
  outboxIds: readonly string[],
  now: string,
): Promise<void> {
  for (const { id } of await notices.ofOutbox(tx, outboxIds)) {
    await timers.hasten(tx, { subject: noticeSubject(id), now });
  }
}
