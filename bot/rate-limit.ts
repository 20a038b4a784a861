import type { Clock } from '../src/clock.js';

export interface RateLimit {
  /** Counts one; false when the key has used up its window. */
  take(key: string): boolean;
}

const MOST_KEYS = 10_000;

/** At most `most` per key in each window of `windowMs` milliseconds, in this process. */
export function createRateLimit(clock: Clock, most: number, windowMs: number): RateLimit {
  const counts = new Map<string, number>();
  let windowStart = clock.now().getTime();
  return {
    take(key) {
      const now = clock.now().getTime();
      if (now - windowStart >= windowMs || now < windowStart || counts.size > MOST_KEYS) {
        counts.clear();
        windowStart = now;
      }
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count <= most;
    },
  };
}
