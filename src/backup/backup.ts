import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.js';
import { YishiError } from '../errors.js';
import type { BlobStore } from '../files/blob-store.js';
import { newestVersion } from '../storage/migration.js';
import type { Executor, Storage } from '../storage/storage.js';
import { TABLE_KEYS } from '../storage/table-keys.js';
import { pagesOf, presentVersion, readSnapshot, tableNames } from '../storage/whole-tables.js';
import { texts as sharedTexts } from '../texts.js';
import { type NewEntry, writeArchive } from './archive-writing.js';
import {
  type FilePart,
  fileEntry,
  MANIFEST_NAME,
  type Manifest,
  sealManifest,
  tableEntry,
} from './manifest.js';
import { encodeRow } from './row-lines.js';
import { texts } from './texts.js';

export interface BackupDeps {
  /** Opened as it is: a backup changes nothing, the schema neither. */
  readonly storage: Storage;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress: (label: string, done: number, total: number) => void;
}

/**
 * Writes everything that the database has at one instant, and the contents of its files, to a new file at `path`. The
 * service may run meanwhile. Throws YishiError('backup_refused') where there is nothing to back up.
 */
export async function backUp(deps: BackupDeps, path: string): Promise<Manifest> {
  return readSnapshot(deps.storage, async (db) => {
    const modifiedAt = deps.clock.now();
    const manifest = await measure(deps, db, modifiedAt);
    await writeArchive(path, entries(deps, db, manifest), { modifiedAt, signal: deps.signal });
    return manifest;
  });
}

/** Reads everything once: the manifest stands first, and a tar has the size of an entry before its content. */
async function measure(deps: BackupDeps, db: Executor, madeAt: Date): Promise<Manifest> {
  const { dialect } = deps.storage;
  const schema = await presentVersion(db, dialect);
  if (schema > newestVersion()) {
    throw new YishiError('schema_newer', sharedTexts.schemaNewer(schema, newestVersion()));
  }
  if (schema === 0) throw new YishiError('backup_refused', texts.nothingThere);
  const present = await tableNames(db, dialect);
  const names = Object.keys(TABLE_KEYS).filter((name) => present.has(name));
  const hashes = await usedHashes(db);
  const total = names.length + hashes.length;
  const tables: Manifest['tables'] = [];
  for (const name of names) {
    deps.onProgress(texts.measuring, tables.length, total);
    tables.push(await measureTable(deps, db, name));
  }
  const files: FilePart[] = [];
  const missing: string[] = [];
  for (const hash of hashes) {
    deps.onProgress(texts.measuring, names.length + files.length + missing.length, total);
    const size = await soundSize(deps, hash);
    if (size === null) missing.push(hash);
    else files.push({ sha256: hash, bytes: size });
  }
  deps.onProgress(texts.measuring, total, total);
  return sealManifest({ madeAt: madeAt.toISOString(), schema, files, tables, missing });
}

/** Contents of files that are not erased, each once. */
async function usedHashes(db: Executor): Promise<string[]> {
  const rows = await db
    .selectFrom('files')
    .select('hash')
    .distinct()
    .where('erased_at', 'is', null)
    .orderBy('hash')
    .execute();
  return rows.map(({ hash }) => hash);
}

async function measureTable({ signal }: BackupDeps, db: Executor, name: string) {
  const hash = createHash('sha256');
  let rows = 0;
  let bytes = 0;
  for await (const page of encodedPages(db, name)) {
    signal.throwIfAborted();
    hash.update(page.text);
    rows += page.rows;
    bytes += page.text.length;
  }
  return { name, rows, bytes, sha256: hash.digest('hex') };
}

/** Bytes of a content that is what its name says; null for one that is lost or damaged. */
async function soundSize({ blobs, signal }: BackupDeps, expected: string): Promise<number | null> {
  const content = await blobs.open(expected);
  if (content === null) return null;
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of content) {
    signal.throwIfAborted();
    hash.update(chunk);
    bytes += chunk.length;
  }
  return hash.digest('hex') === expected ? bytes : null;
}

async function* entries(deps: BackupDeps, db: Executor, manifest: Manifest): AsyncGenerator<NewEntry> {
  const { files, tables } = manifest;
  const total = [...files, ...tables].reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  const told = async function* (content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of content) {
      done += chunk.length;
      deps.onProgress(texts.writing, done, total);
      yield chunk;
    }
  };
  const head = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
  yield { name: MANIFEST_NAME, bytes: head.length, content: once(head) };
  for (const { sha256, bytes } of files) {
    yield { name: fileEntry(sha256), bytes, content: told(blobContent(deps, sha256)) };
  }
  for (const { name, bytes } of tables) {
    yield { name: tableEntry(name), bytes, content: told(tableContent(db, name)) };
  }
}

async function* once(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
}

async function* blobContent({ blobs }: BackupDeps, hash: string): AsyncGenerator<Buffer> {
  const content = await blobs.open(hash);
  // Somebody's right to have it erased does not wait for us.
  if (content === null) throw new YishiError('backup_refused', texts.erasedMeanwhile);
  yield* content;
}

async function* tableContent(db: Executor, name: string): AsyncGenerator<Buffer> {
  for await (const { text } of encodedPages(db, name)) yield text;
}

async function* encodedPages(
  db: Executor,
  name: string,
): AsyncGenerator<{ readonly rows: number; readonly text: Buffer }> {
  const key = Object.entries(TABLE_KEYS).find(([table]) => table === name)?.[1] ?? [];
  for await (const page of pagesOf(db, name, key)) {
    yield { rows: page.length, text: Buffer.from(page.map(encodeRow).join('')) };
    // SQLite answers without the event loop, which would hear of no Ctrl-C until the end.
    await setImmediate();
  }
}
