import { type Clock, isoNow } from '../src/clock.js';
import {
  current,
  currentKeys,
  type EditionKey,
  edition,
  editionsOf,
  type RecordEdition,
} from '../src/storage/records.js';
import type { Storage } from '../src/storage/storage.js';
import type { KnowledgeRecord, RecordKind } from './records/record.js';
import { relatedIds } from './records/relations.js';
import { parseRecord } from './records/schema.js';

/** A record together with the edition that an answer pins. */
export interface StoredRecord<R extends KnowledgeRecord = KnowledgeRecord> {
  readonly record: R;
  readonly edition: string;
}

export type RecordOf<K extends RecordKind> = Extract<KnowledgeRecord, { kind: K }>;

/** A record as its page shows it. */
export interface RecordPage {
  readonly record: KnowledgeRecord;
  readonly edition: string;
  readonly status: 'published' | 'withdrawn' | 'superseded';
  readonly importedAt: string;
  /** Editions of this record that may be shown, newest first. */
  readonly editions: readonly string[];
  /** Records that this one points to or is pointed to by, for links. */
  readonly related: readonly { readonly id: string; readonly title: string; readonly kind: string }[];
}

/** Reads published records. Every look-up asks the database, so that a withdrawal acts at once. */
export interface Library {
  /** The published edition of each id; ids that are withdrawn, expired or unknown are left out. */
  get(ids: readonly string[]): Promise<Map<string, StoredRecord>>;
  /** Of this kind what was published for all, and what was published for `province` where that is given. */
  all<K extends RecordKind>(kind: K, province?: string | null): Promise<StoredRecord<RecordOf<K>>[]>;
  /** The published edition, or the named one; null where there is none that the public, or `province`, may see. */
  page(id: string, edition?: string, province?: string | null): Promise<RecordPage | null>;
}

/** Identifiers in one query: databases limit them. */
const MOST_IDS = 1000;

export function createLibrary(storage: Storage, clock: Clock): Library {
  const { db } = storage;
  const read = createReader();
  /** Asks the database which editions are current, and reads the contents of those that are new to us. */
  const look = async (
    only: Parameters<typeof currentKeys>[2],
    province: string | null = null,
  ): Promise<StoredRecord[]> => {
    const now = isoNow(clock);
    const keys = (await currentKeys(db, now, only)).filter(isShownTo(province));
    const unread = keys.filter((key) => !read.has(key)).map(({ id }) => id);
    for (let from = 0; from < unread.length; from += MOST_IDS)
      for (const row of await current(db, unread.slice(from, from + MOST_IDS), now)) read.parse(row);
    return keys.map(read.kept).filter((stored) => stored !== null);
  };
  return {
    async get(ids) {
      return new Map((await look({ ids })).map((stored) => [stored.record.id, stored]));
    },
    async all<K extends RecordKind>(kind: K, province: string | null = null) {
      const rows = await look({ kind }, province);
      return rows.filter((stored): stored is StoredRecord<RecordOf<K>> => stored.record.kind === kind);
    },
    async page(id, name, province = null) {
      const isShown = isShownTo(province);
      const row = await edition(db, id, name);
      if (row === null || !isShown(row) || row.status === 'draft') return null;
      const stored = read.parse(row);
      if (stored === null) return null;
      const editions = (await editionsOf(db, id)).filter((one) => one.status !== 'draft' && isShown(one));
      return {
        ...stored,
        status: row.status,
        importedAt: row.importedAt,
        editions: editions.map((one) => one.edition),
        related: relatedTo(stored.record, await look({})),
      };
    },
  };
}

/** What was published for one province only is there for those who may act for it. */
function isShownTo(province: string | null): (row: EditionKey) => boolean {
  return ({ visibility, region }) => visibility === 'public' || (province !== null && region === province);
}

/** Parsing a record costs more than reading it; an edition never changes, so its parsed form is kept. */
function createReader() {
  const parsed = new Map<string, StoredRecord | null>();
  const keyOf = ({ id, edition }: EditionKey) => `${id}@${edition}`;
  return {
    has: (key: EditionKey): boolean => parsed.has(keyOf(key)),
    /** The parsed form where it has been read before; null where it has not, or did not parse. */
    kept: (key: EditionKey): StoredRecord | null => parsed.get(keyOf(key)) ?? null,
    parse: (row: RecordEdition): StoredRecord | null => {
      const known = parsed.get(keyOf(row));
      if (known !== undefined) return known;
      const result = parseRecord(row.content);
      const stored = result.ok ? { record: result.record, edition: row.edition } : null;
      parsed.set(keyOf(row), stored);
      return stored;
    },
  };
}

function relatedTo(record: KnowledgeRecord, all: readonly StoredRecord[]): RecordPage['related'] {
  const pointed = new Set(relatedIds(record));
  return all
    .map((stored) => stored.record)
    .filter((other) => other.id !== record.id)
    .filter((other) => pointed.has(other.id) || relatedIds(other).includes(record.id))
    .map(({ id, title, kind }) => ({ id, title, kind }));
}
