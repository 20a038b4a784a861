import { sql } from 'kysely';
import { type JsonObject, objectFromJson, storable, toJson } from './json.js';
import type { Executor, WriteExecutor } from './tables.js';

export type EditionStatus = 'draft' | 'published' | 'superseded' | 'withdrawn';
export type Visibility = 'public' | 'province';

// Written out in the query, not bound: only then does SQLite see that a partial index holds these rows.
const PUBLISHED = sql<EditionStatus>`'published'`;

/** One edition of a knowledge record. */
export interface RecordEdition {
  readonly id: string;
  /** '1', '2', '3'… */
  readonly edition: string;
  readonly kind: string;
  readonly title: string;
  /** Hash of everything in `content`; the caller's choice of algorithm. */
  readonly contentHash: string;
  readonly status: EditionStatus;
  readonly visibility: Visibility;
  /** GB/T 2260 code, or null where none is known. */
  readonly region: string | null;
  readonly content: JsonObject;
  readonly sourceFile: string;
  readonly importedAt: string;
  /** The first instant at which it is no longer shown. */
  readonly validUntil: string | null;
}

type NewEdition = Omit<RecordEdition, 'edition' | 'status' | 'content'> & {
  readonly status: 'draft' | 'published';
  readonly content: object;
};

export interface RecordCount {
  readonly kind: string;
  readonly status: EditionStatus;
  readonly count: number;
}

const COLUMNS = [
  'record_id as id',
  'edition',
  'kind',
  'title',
  'content_hash as contentHash',
  'status',
  'visibility',
  'region',
  'content',
  'source_file as sourceFile',
  'imported_at as importedAt',
  'valid_until as validUntil',
] as const;

const KEY_COLUMNS = ['record_id as id', 'edition', 'visibility', 'region'] as const;

/** Names an edition and says who may see it. */
export type EditionKey = Pick<RecordEdition, 'id' | 'edition' | 'visibility' | 'region'>;

type Row = Omit<RecordEdition, 'edition' | 'content'> & {
  readonly edition: number;
  readonly content: string;
};

function toEdition(row: Row): RecordEdition {
  return { ...row, edition: String(row.edition), content: objectFromJson(row.content) };
}

/**
 * Imports a record. What equals the newest edition is 'unchanged', a withdrawn one included: importing the same
 * file again does not undo a withdrawal. Otherwise a new edition is stored, and the published one, if the new
 * one is published, becomes superseded.
 */
export async function saveEdition(
  tx: WriteExecutor,
  record: NewEdition,
): Promise<'created' | 'updated' | 'unchanged'> {
  const newest = await newestEdition(tx, record.id);
  if (newest !== undefined && isSame(newest, record)) return 'unchanged';
  const edition = (newest?.edition ?? 0) + 1;
  await upsertRecord(tx, record, edition);
  if (record.status === 'published') await supersede(tx, record.id);
  await tx
    .insertInto('editions')
    .values({
      record_id: storable(record.id),
      edition,
      kind: record.kind,
      title: storable(record.title),
      content_hash: record.contentHash,
      status: record.status,
      visibility: record.visibility,
      region: record.region,
      content: toJson(record.content),
      source_file: record.sourceFile,
      imported_at: record.importedAt,
      valid_until: record.validUntil,
    })
    .execute();
  return newest === undefined ? 'created' : 'updated';
}

type Newest = NonNullable<Awaited<ReturnType<typeof newestEdition>>>;

async function newestEdition(tx: WriteExecutor, id: string) {
  return tx
    .selectFrom('editions')
    .select(['edition', 'content_hash', 'status', 'visibility', 'region', 'valid_until'])
    .where('record_id', '=', storable(id))
    .orderBy('edition', 'desc')
    .limit(1)
    .executeTakeFirst();
}

function isSame(newest: Newest, record: NewEdition): boolean {
  return (
    newest.content_hash === record.contentHash &&
    newest.visibility === record.visibility &&
    newest.region === record.region &&
    newest.valid_until === record.validUntil &&
    (newest.status === record.status || newest.status === 'withdrawn')
  );
}

async function upsertRecord(tx: WriteExecutor, record: NewEdition, edition: number): Promise<void> {
  await tx
    .insertInto('records')
    .values({
      id: storable(record.id),
      kind: record.kind,
      latest_edition: edition,
      created_at: record.importedAt,
      updated_at: record.importedAt,
    })
    .onConflict((oc) =>
      oc
        .column('id')
        .doUpdateSet({ kind: record.kind, latest_edition: edition, updated_at: record.importedAt }),
    )
    .execute();
}

async function supersede(tx: WriteExecutor, id: string): Promise<void> {
  await tx
    .updateTable('editions')
    .set({ status: 'superseded' })
    .where('record_id', '=', storable(id))
    .where('status', '=', PUBLISHED)
    .execute();
}

function published(db: Executor, now: string) {
  return db
    .selectFrom('editions')
    .select(COLUMNS)
    .where('status', '=', PUBLISHED)
    .where((eb) => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>', now)]));
}

/** The published editions of these records that are valid at `now`, in no particular order. */
export async function current(db: Executor, ids: readonly string[], now: string): Promise<RecordEdition[]> {
  if (ids.length === 0) return [];
  const rows = await published(db, now).where('record_id', 'in', ids.map(storable)).execute();
  return rows.map(toEdition);
}

/** Every published edition that is valid at `now`, by record id. */
export async function allCurrent(db: Executor, now: string): Promise<RecordEdition[]> {
  const rows = await published(db, now).orderBy('record_id').execute();
  return rows.map(toEdition);
}

/**
 * What `allCurrent` (or `current`, where `ids` are given) would give, without the contents: cheap enough for every
 * look-up, so that whoever keeps contents (an edition never changes) still hears of every withdrawal.
 */
export async function currentKeys(
  db: Executor,
  now: string,
  { kind, ids }: { readonly kind?: string; readonly ids?: readonly string[] } = {},
): Promise<EditionKey[]> {
  if (ids?.length === 0) return [];
  let query = published(db, now).clearSelect().select(KEY_COLUMNS).orderBy('record_id');
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (ids !== undefined) query = query.where('record_id', 'in', ids.map(storable));
  return (await query.execute()).map((row) => ({ ...row, edition: String(row.edition) }));
}

/** The named edition whatever its status, or the published one; the caller decides what may be shown. */
export async function edition(db: Executor, id: string, name?: string): Promise<RecordEdition | null> {
  if (name !== undefined && !/^[1-9]\d{0,8}$/.test(name)) return null;
  const query = db.selectFrom('editions').select(COLUMNS).where('record_id', '=', storable(id));
  const row = await (name === undefined
    ? query.where('status', '=', PUBLISHED)
    : query.where('edition', '=', Number(name))
  ).executeTakeFirst();
  return row === undefined ? null : toEdition(row);
}

/** All editions of a record, newest first. */
export async function editionsOf(db: Executor, id: string): Promise<RecordEdition[]> {
  const rows = await db
    .selectFrom('editions')
    .select(COLUMNS)
    .where('record_id', '=', storable(id))
    .orderBy('edition', 'desc')
    .execute();
  return rows.map(toEdition);
}

/**
 * Takes a record back, its earlier editions too: from the commit on nobody is shown any of them. False when there
 * was nothing to take back.
 */
export async function withdraw(tx: WriteExecutor, id: string, now: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('editions')
    .set({ status: 'withdrawn', withdrawn_at: now })
    .where('record_id', '=', storable(id))
    .where('status', 'in', ['published', 'superseded'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** How many editions there are by kind and status. */
export async function counts(db: Executor): Promise<RecordCount[]> {
  return db
    .selectFrom('editions')
    .select((eb) => ['kind', 'status', eb.fn.countAll<number>().as('count')])
    .groupBy(['kind', 'status'])
    .orderBy('kind')
    .orderBy('status')
    .execute();
}
