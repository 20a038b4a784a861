import type { Storage } from '../../../src/storage/storage.js';
import type { Command } from './protocol.js';
import type { Arrival } from './sink.js';

/** What is there after the last kill. */
export interface Remains {
  readonly storage: Storage;
  /** Everything that was acknowledged, repetitions included. */
  readonly taken: readonly Command[];
  readonly arrivals: readonly Arrival[];
}
