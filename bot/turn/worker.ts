import { isoNow } from '../../src/clock.js';
import * as inbox from '../../src/storage/inbox.js';
import { KeyPool, type WorkResult } from './key-pool.js';
import { type HeldLease, holdLease, type LeaseDeps, leaseKey } from './lease.js';
import type { TurnFailure } from './turn-failure.js';
import type { TurnRunner } from './turn-runner.js';

export interface WorkerDeps extends LeaseDeps {
  readonly runner: TurnRunner;
  readonly failure: TurnFailure;
  /** Most turns at once in this process. */
  readonly concurrency: number;
  readonly pollMs: number;
  /** True once no further turn may begin. */
  readonly stopping: () => boolean;
}

/** Candidates looked at for each free place: some are in other processes' hands. */
const LOOK_AHEAD = 4;

/** Plays pending turns: one at a time for each key over all processes, different keys beside each other. */
export function createWorker(deps: WorkerDeps): KeyPool {
  const { storage, clock, stopping } = deps;

  async function workOff(key: inbox.TurnKey): Promise<WorkResult> {
    const held = await holdLease(deps, leaseKey(key));
    if (held === null) return 'contended';
    try {
      return await playAll(key, held);
    } finally {
      await held.release();
    }
  }

  /** The key's messages in order until none is due. */
  async function playAll(key: inbox.TurnKey, { lease, abandoned }: HeldLease): Promise<WorkResult> {
    let result: WorkResult = 'nothing';
    let death = abandoned;
    while (!stopping()) {
      const row = await inbox.oldestPending(storage.db, key, isoNow(clock));
      if (row === null) break;
      if (death) await deps.failure.countDeath(row, lease);
      else if (!(await deps.runner.run(row, lease))) return 'contended';
      death = false;
      result = 'progressed';
    }
    return result;
  }

  return new KeyPool({
    ...deps,
    look: async (pool) => {
      const keys = await inbox.pendingKeys(storage.db, isoNow(clock), LOOK_AHEAD * deps.concurrency);
      for (const key of keys) pool.begin(leaseKey(key), () => workOff(key));
      return keys.length;
    },
  });
}
