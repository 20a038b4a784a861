import { current, editionsOf, type RecordEdition } from '../src/storage/records.js';
import type { Storage } from '../src/storage/storage.js';
import type { IncomingRecord, Reading } from './reading.js';

/** What an import would do. Unchanged records cost one comparison and nothing else. */
export interface Plan {
  readonly created: readonly IncomingRecord[];
  readonly updated: readonly IncomingRecord[];
  readonly unchanged: number;
  /** Left as they are, since somebody changed or withdrew them here; only where the caller asks for it. */
  readonly kept: number;
  /** Published records that newer rows replace. */
  readonly withdrawn: readonly string[];
}

type Fate = 'created' | 'updated' | 'unchanged' | 'kept';

interface Options {
  readonly now: string;
  /** True for an edition that the import must leave alone. */
  readonly isForeign: (newest: RecordEdition) => boolean;
}

/** Ids per query, well below what any database takes. */
const CHUNK = 500;

/** Compares incoming records with the editions at hand; `db` null stands for an empty database. */
export async function planImport(
  db: Storage['db'] | null,
  reading: Reading,
  options: Options,
): Promise<Plan> {
  const { records, replaced } = reading;
  const published = await publishedOf(
    db,
    [...records.map(({ record }) => record.id), ...replaced.keys()],
    options.now,
  );
  const fates: Record<Fate, IncomingRecord[]> = { created: [], updated: [], unchanged: [], kept: [] };
  for (const incoming of records) fates[await fateOf(incoming)].push(incoming);
  return {
    created: fates.created,
    updated: fates.updated,
    unchanged: fates.unchanged.length,
    kept: fates.kept.length,
    withdrawn: [...replaced.keys()].filter((id) => published.has(id)),
  };

  async function fateOf({ record, hash }: IncomingRecord): Promise<Fate> {
    if (published.get(record.id)?.contentHash === hash) return 'unchanged';
    const [newest] = db === null ? [] : await editionsOf(db, record.id);
    if (newest === undefined) return 'created';
    if (newest.contentHash === hash) return 'unchanged';
    return options.isForeign(newest) ? 'kept' : 'updated';
  }
}

async function publishedOf(
  db: Storage['db'] | null,
  ids: readonly string[],
  now: string,
): Promise<Map<string, RecordEdition>> {
  const found = new Map<string, RecordEdition>();
  if (db === null) return found;
  for (let from = 0; from < ids.length; from += CHUNK) {
    for (const row of await current(db, ids.slice(from, from + CHUNK), now)) found.set(row.id, row);
  }
  return found;
}
