import { isoNow } from '../../src/clock.js';
import { hastenWatches } from '../../src/delivery/watch-timers.js';
import * as outbox from '../../src/storage/outbox.js';
import { type DeliveryDeps, deliver } from './delivery.js';
import { KeyPool } from './key-pool.js';

export interface SenderDeps extends DeliveryDeps {
  /** Most conversations sent to at once by this process. */
  readonly concurrency: number;
  readonly pollMs: number;
}

/** Rows looked at for each free place: some are being paced. */
const LOOK_AHEAD = 4;

/** Drains the outbox: in order within a conversation, different conversations beside each other. */
export function createSender(deps: SenderDeps): KeyPool {
  const { storage, clock, log, observer } = deps;

  async function expire(): Promise<void> {
    const now = isoNow(clock);
    if (!(await outbox.hasOverdue(storage.db, now))) return;
    const expired = await storage.write(async (tx) => {
      const ids = await outbox.expireOverdue(tx, now);
      await hastenWatches(tx, ids, now);
      return ids;
    });
    const count = expired.length;
    observer.expired(count);
    log.error({ count }, 'messages expired undelivered');
  }

  return new KeyPool({
    ...deps,
    look: async (pool) => {
      await expire();
      const rows = await outbox.due(storage.db, isoNow(clock), LOOK_AHEAD * deps.concurrency);
      for (const row of rows) {
        pool.begin(row.conversationId, async () => ((await deliver(deps, row)) ? 'progressed' : 'contended'));
      }
      return rows.length;
    },
  });
}
