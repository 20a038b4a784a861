import type { Storage } from '../../../src/storage/storage.js';
import type { Backend, Place } from '../backend.js';

/** What a contract's tests work on: two openings of one new database, as two processes would have it. */
export interface Stage {
  readonly place: Place;
  readonly storage: Storage;
  readonly other: Storage;
  /** A further empty place; the test removes it. */
  readonly fresh: Backend;
}
