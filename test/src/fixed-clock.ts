import type { Clock } from '../../src/clock.js';

/** A clock that stands still. */
export class FixedClock implements Clock {
  readonly #now: string;

  constructor(now = '2026-03-02T01:00:00.000Z') {
    this.#now = now;
  }

  now(): Date {
    return new Date(this.#now);
  }

  async wait(): Promise<void> {}
}
