import type { Clock } from '../../src/clock.js';

/** Keeps a channel account below the vendor's rate. It counts in this process only. */
export interface Pace {
  /** Resolves when the account's next send may go; calls queue up. */
  next(channelAccountId: string, minimumIntervalMs: number): Promise<void>;
}

export function createPace(clock: Clock): Pace {
  /** When each account may send next, in milliseconds since 1970. */
  const free = new Map<string, number>();
  return {
    next: async (account, interval) => {
      if (interval <= 0) return;
      const now = clock.now().getTime();
      const slot = Math.max(now, free.get(account) ?? now);
      free.set(account, slot + interval);
      if (slot > now) await clock.wait(slot - now);
    },
  };
}
