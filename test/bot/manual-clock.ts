import type { Clock } from '../../src/clock.js';

/** A clock whose hands the test moves. */
export class ManualClock implements Clock {
  #time: number;
  readonly #waiting = new Set<{ readonly until: number; readonly finish: () => void }>();

  constructor(start = '2026-11-24T02:00:00.000Z') {
    this.#time = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#time);
  }

  wait(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted || ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const waiter = {
        until: this.#time + ms,
        finish: () => {
          this.#waiting.delete(waiter);
          signal?.removeEventListener('abort', waiter.finish);
          resolve();
        },
      };
      this.#waiting.add(waiter);
      signal?.addEventListener('abort', waiter.finish, { once: true });
    });
  }

  advance(ms: number): void {
    this.moveTo(this.#time + ms);
  }

  moveTo(time: number): void {
    this.#time = Math.max(time, this.#time);
    for (const waiter of [...this.#waiting]) if (waiter.until <= this.#time) waiter.finish();
  }
}
