import type { Clock } from '../src/clock.js';

export interface RateLimit {
  /** Counts one; false when the key has used up its window. */
  take(key: string): boolean;
}

const MOST_KEYS = 10_000;

/**
 * At most `most` per key in each window of `windowMs` milliseconds, in this process. With `mostKeys` keys in a
 * window, a further one takes the place of the key that has been silent longest: whoever floods stays counted.
 */
export function createRateLimit(
  clock: Clock,
  most: number,
  windowMs: number,
  mostKeys: number = MOST_KEYS,
): RateLimit {
  // In the order of the last use.
  const counts = new Map<string, number>();
  let windowStart = clock.now().getTime();
  return {
    take(key) {
      const now = clock.now().getTime();
      if (now - windowStart >= windowMs || now < windowStart) {
        counts.clear();
        windowStart = now;
      }
      const count = (counts.get(key) ?? 0) + 1;
      counts.delete(key);
      if (counts.size >= mostKeys) dropFirst(counts);
      counts.set(key, count);
      return count <= most;
    },
  };
}

function dropFirst(counts: Map<string, number>): void {
  for (const key of counts.keys()) {
    counts.delete(key);
    return;
  }
}
