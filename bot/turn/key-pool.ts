import type { Clock } from '../../src/clock.js';
import type { Log } from '../../src/log.js';
import { Signal } from './signal.js';

/** `contended`: another process has the key, so leave it alone for a moment. */
export type WorkResult = 'progressed' | 'nothing' | 'contended';

export interface KeyPoolDeps {
  readonly clock: Clock;
  readonly log: Log;
  /** Most keys at once. */
  readonly concurrency: number;
  /** Between two looks when nobody wakes the pool, and the rest of a contended key; in milliseconds. */
  readonly pollMs: number;
  /** Finds keys with work and hands them to `begin`; returns how many it found. */
  readonly look: (pool: KeyPool) => Promise<number>;
}

/** A loop that finds work by key and runs each key's alone, different keys beside each other. */
export class KeyPool {
  readonly #deps: KeyPoolDeps;
  readonly #signal = new Signal();
  /** Keys at work; true where the key was found again meanwhile. */
  readonly #running = new Map<string, boolean>();
  /** Contended keys and until when they rest, in milliseconds since 1970. */
  readonly #resting = new Map<string, number>();
  #refused = false;

  constructor(deps: KeyPoolDeps) {
    this.#deps = deps;
  }

  wake(): void {
    this.#signal.raise();
  }

  get busy(): boolean {
    return this.#running.size > 0;
  }

  /** Looks and works until `stopping` says so. Work that has begun may still run then: see `settle`. */
  async run(stopping: () => boolean): Promise<void> {
    while (!stopping()) {
      await this.#look();
      await this.#signal.wait(this.#deps.clock, this.#deps.pollMs);
    }
  }

  /** Waits for begun work; with `flush` also does what is still to be found, until `halted` says so. */
  async settle(flush: boolean, halted: () => boolean): Promise<void> {
    while (!halted() && ((flush && (await this.#look()) > 0) || this.busy)) {
      await this.#signal.wait(this.#deps.clock, this.#deps.pollMs);
    }
  }

  /** Starts `work` unless its key is at work, rests, or the pool is full. */
  begin(key: string, work: () => Promise<WorkResult>): void {
    if (this.#running.has(key)) this.#running.set(key, true);
    else if (this.#rests(key)) return;
    else if (this.#running.size >= this.#deps.concurrency) this.#refused = true;
    else void this.#work(key, work);
  }

  async #look(): Promise<number> {
    this.#refused = false;
    try {
      return await this.#deps.look(this);
    } catch (error) {
      this.#deps.log.error({ error }, 'could not look for work, will look again');
      return 0;
    }
  }

  async #work(key: string, work: () => Promise<WorkResult>): Promise<void> {
    this.#running.set(key, false);
    const result = await work().catch((error: unknown): WorkResult => {
      this.#deps.log.error({ key, error }, 'work broke off, will be taken up again');
      return 'contended';
    });
    const again = this.#running.get(key) === true || result === 'progressed';
    this.#running.delete(key);
    if (result === 'contended') this.#rest(key);
    if (again || this.#refused || !this.busy) this.#signal.raise();
  }

  #rest(key: string): void {
    const now = this.#deps.clock.now().getTime();
    for (const [other, until] of this.#resting) if (until <= now) this.#resting.delete(other);
    this.#resting.set(key, now + this.#deps.pollMs);
  }

  #rests(key: string): boolean {
    return (this.#resting.get(key) ?? 0) > this.#deps.clock.now().getTime();
  }
}
