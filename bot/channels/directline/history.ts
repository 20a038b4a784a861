import * as activities from '../../../src/storage/activities.js';
import type { JsonObject } from '../../../src/storage/json.js';
import type { Storage } from '../../../src/storage/storage.js';
import { encode } from './messages.js';

/** What Direct Line calls an activity set: `watermark` is the number of the last activity in it, as text. */
export interface ActivitySet {
  readonly activities: readonly JsonObject[];
  readonly watermark: string;
}

export interface History {
  /** Activities after `watermark`, the oldest first, at most `PAGE`. */
  after(conversationId: string, watermark: number): Promise<ActivitySet>;
}

/** Enough that nobody notices the seams, small enough for one frame. */
const PAGE = 100;

export function createHistory(storage: Storage): History {
  return {
    async after(conversationId, watermark) {
      const rows = await activities.after(storage.db, conversationId, watermark, PAGE);
      return { activities: rows.map(encode), watermark: String(rows.at(-1)?.seq ?? watermark) };
    },
  };
}

/** The number in a watermark; 0, the beginning, where none is given; null for what we never gave out. */
export function parseWatermark(text: unknown): number | null {
  // The client writes its not yet known watermark as "", "undefined" or "null".
  if (text === undefined || text === '' || text === 'undefined' || text === 'null') return 0;
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
