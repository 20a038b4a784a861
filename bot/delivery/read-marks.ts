import type { WorkingCalendar } from '../../src/calendar/working-calendar.js';
import { type Clock, isoNow } from '../../src/clock.js';
import { markRead } from '../../src/delivery/delivered.js';
import { YishiError } from '../../src/errors.js';
import type { Identifiers } from '../../src/identifiers.js';
import type { Log } from '../../src/log.js';
import * as deliveries from '../../src/storage/outbox-deliveries.js';
import type { Storage } from '../../src/storage/storage.js';

export interface ReadMarksDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly calendar: WorkingCalendar;
  readonly log: Log;
}

/**
 * A client of the conversation has everything up to this number of the transcript. Costs one read, and a write only
 * where something was not known to be delivered; never throws: the client's next look says the same again.
 */
export type ReadMark = (conversationId: string, through: number) => Promise<void>;

/** Tries of one mark while other writers have precedence. */
const ATTEMPTS = 3;

export function createReadMarks(deps: ReadMarksDeps): ReadMark {
  const { storage, clock, log } = deps;
  async function mark(stretch: deliveries.Stretch, attempt: number): Promise<void> {
    try {
      if (!(await deliveries.hasUndelivered(storage.db, stretch))) return;
      await storage.write((tx) => markRead(tx, deps, { ...stretch, now: isoNow(clock) }));
    } catch (error) {
      if (error instanceof YishiError && error.retryable && attempt < ATTEMPTS)
        return mark(stretch, attempt + 1);
      log.warn({ conversationId: stretch.conversationId, error }, 'could not note what a client has read');
    }
  }
  return (conversationId, through) => mark({ conversationId, through }, 1);
}
