import * as activities from '../../../src/storage/activities.js';
import { lastSequences } from '../../../src/storage/conversations.js';
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
  /** The watermark at the end of each of these conversations. */
  ends(conversationIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** Enough that nobody notices the seams, small enough for one frame. */
const PAGE = 100;
/** Conversations in one query. */
const CHUNK = 500;

export function createHistory(storage: Storage): History {
  return {
    async after(conversationId, watermark) {
      const rows = await activities.after(storage.db, conversationId, watermark, PAGE);
      return { activities: rows.map(encode), watermark: String(rows.at(-1)?.seq ?? watermark) };
    },
    async ends(conversationIds) {
      const found = new Map<string, number>();
      for (let start = 0; start < conversationIds.length; start += CHUNK) {
        const chunk = conversationIds.slice(start, start + CHUNK);
        for (const [id, end] of await lastSequences(storage.db, chunk)) found.set(id, end);
      }
      return found;
    },
  };
}

/** The number in a watermark; 0, the beginning, where none is given; null for what we never gave out. */
export function parseWatermark(text: unknown): number | null {
  // The client writes its not yet known watermark as "", "undefined" or "null".
  if (text === undefined || text === '' || text === 'undefined' || text === 'null') return 0;
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
