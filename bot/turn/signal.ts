import type { Clock } from '../../src/clock.js';

/** Wakes one loop: a raise during its work is kept, so that the next wait returns at once. */
export class Signal {
  #raised = false;
  #waiter: AbortController | null = null;

  raise(): void {
    this.#raised = true;
    this.#waiter?.abort();
  }

  /** Resolves when raised, or after `ms` milliseconds of the clock. */
  async wait(clock: Clock, ms: number): Promise<void> {
    if (!this.#raised) {
      this.#waiter = new AbortController();
      await clock.wait(ms, this.#waiter.signal);
      this.#waiter = null;
    }
    this.#raised = false;
  }
}
