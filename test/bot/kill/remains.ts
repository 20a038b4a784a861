import type { Storage } from '../../../src/storage/storage.js';
import type { Command } from './protocol.js';
import type { Arrival } from './sink.js';
import type { Told } from './tellers.js';

/** What is there after the last kill. */
export interface Remains {
  readonly storage: Storage;
  /** Everything that was acknowledged, repetitions included. */
  readonly taken: readonly Command[];
  /** Every demand, with the story that was told of it to its end. */
  readonly told: readonly Told[];
  readonly arrivals: readonly Arrival[];
}
