import { isoNow } from '../../src/clock.js';
import * as notices from '../../src/storage/notices.js';
import { KeyPool } from '../turn/key-pool.js';
import { type SendNoticeDeps, sendNotice } from './send-notice.js';

export interface NotifierDeps extends SendNoticeDeps {
  /** Most recipients told at once by this process. */
  readonly concurrency: number;
  /** Between two looks when nobody wakes it, in milliseconds. */
  readonly pollMs: number;
}

/** Notices looked at for each free place: one recipient may have several. */
const LOOK_AHEAD = 4;

/** Tells people what happened, each recipient in order, different ones beside each other (docs/turn.md). */
export function createNotifier(deps: NotifierDeps): KeyPool {
  const { storage, clock, concurrency } = deps;
  return new KeyPool({
    ...deps,
    look: async (pool) => {
      const due = await notices.due(storage.db, isoNow(clock), LOOK_AHEAD * concurrency);
      for (const notice of due) {
        pool.begin(recipientOf(notice), async () => {
          await sendNotice(deps, notice);
          return 'progressed';
        });
      }
      return due.length;
    },
  });
}

function recipientOf({ personId, conversationId, asker }: notices.Notice): string {
  return asker === null ? `person ${personId}` : `asker ${conversationId} ${asker}`;
}
