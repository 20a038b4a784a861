import { allCurrent, current, type RecordEdition } from '../src/storage/records.js';
import type { Storage } from '../src/storage/storage.js';
import type { KnowledgeRecord, RecordKind } from './records/record.js';
import { parseRecord } from './records/schema.js';

/** A record together with the edition that an answer pins. */
export interface StoredRecord<R extends KnowledgeRecord = KnowledgeRecord> {
  readonly record: R;
  readonly edition: string;
}

export type RecordOf<K extends RecordKind> = Extract<KnowledgeRecord, { kind: K }>;

/** Reads published records. Every look-up asks the database, so that a withdrawal acts at once. */
export interface Library {
  /** The published edition of each id; ids that are withdrawn, expired or unknown are left out. */
  get(ids: readonly string[]): Promise<Map<string, StoredRecord>>;
  all<K extends RecordKind>(kind: K): Promise<StoredRecord<RecordOf<K>>[]>;
}

export function createLibrary(storage: Storage): Library {
  // Parsing a record costs more than reading it; an edition never changes, so its parsed form may be kept.
  const parsed = new Map<string, StoredRecord>();
  const read = (row: RecordEdition): StoredRecord | null => {
    const key = `${row.id}@${row.edition}`;
    const known = parsed.get(key);
    if (known !== undefined) return known;
    const result = parseRecord(row.content);
    if (!result.ok) return null;
    const stored = { record: result.record, edition: row.edition };
    parsed.set(key, stored);
    return stored;
  };
  const readAll = (rows: readonly RecordEdition[]) => rows.map(read).filter((stored) => stored !== null);
  return {
    async get(ids) {
      if (ids.length === 0) return new Map();
      const rows = readAll(await current(storage.db, ids));
      return new Map(rows.map((stored) => [stored.record.id, stored]));
    },
    async all<K extends RecordKind>(kind: K) {
      const rows = readAll(await allCurrent(storage.db, kind));
      return rows.filter((stored): stored is StoredRecord<RecordOf<K>> => stored.record.kind === kind);
    },
  };
}
