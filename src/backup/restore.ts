import { Readable } from 'node:stream';
import { type Clock, isoNow } from '../clock.js';
import { YishiError } from '../errors.js';
import type { BlobStore } from '../files/blob-store.js';
import { migrate, newestVersion } from '../storage/migration.js';
import type { Storage } from '../storage/storage.js';
import { TABLE_KEYS } from '../storage/table-keys.js';
import type { WriteExecutor } from '../storage/tables.js';
import { type CheckedEntry, checkedEntries, readManifest } from './archive-reading.js';
import { type Chains, loadTable, makeSchema, requireEmpty, requireIntact, verifyChains } from './loading.js';
import { entriesOf, fileEntry, type Manifest, tableEntry } from './manifest.js';
import { texts } from './texts.js';

export interface RestoreDeps {
  /** Opened as it is: what is there is looked at first, then made anew. */
  readonly storage: Storage;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress: (label: string, done: number, total: number) => void;
}

/** What a restore is made from: the file is read as a whole before anything is touched, and again to be restored. */
export interface CheckedBackup {
  readonly path: string;
  readonly manifest: Manifest;
}

/** Reads a backup to its end. Throws YishiError('backup_refused') with a sentence for the user when it does not do. */
export async function checkBackup(
  deps: Pick<RestoreDeps, 'signal' | 'onProgress'>,
  path: string,
): Promise<CheckedBackup> {
  const manifest = await readManifest(path);
  if (manifest.schema > newestVersion()) {
    throw new YishiError('backup_refused', texts.schemaNewer(manifest.schema, newestVersion()));
  }
  if (manifest.tables.some(({ name }) => !Object.hasOwn(TABLE_KEYS, name))) {
    throw new YishiError('backup_refused', texts.damaged(path));
  }
  const backup = { path, manifest };
  for await (const { content } of watched(deps, backup, texts.checking)) {
    for await (const _ of content);
  }
  return backup;
}

/**
 * Fills an empty database, and the folder of files, from a backup: everything or nothing. Throws
 * YishiError('backup_refused') with a sentence for the user when the database is not empty, or a chain is broken and
 * `acceptBroken` is not set.
 */
export async function restore(
  deps: RestoreDeps,
  backup: CheckedBackup,
  acceptBroken: boolean,
): Promise<Chains> {
  const added: string[] = [];
  try {
    return await deps.storage.write(async (tx) => {
      await requireEmpty(tx, deps.storage.dialect);
      return fill(deps, tx, { ...backup, acceptBroken, added });
    });
  } catch (error) {
    for (const hash of added) await deps.blobs.remove(hash, async () => false);
    throw error;
  }
}

interface Filling extends CheckedBackup {
  readonly acceptBroken: boolean;
  /** Contents that were not there before. */
  readonly added: string[];
}

async function fill(deps: RestoreDeps, tx: WriteExecutor, filling: Filling): Promise<Chains> {
  const { path, manifest, acceptBroken } = filling;
  const place = { dialect: deps.storage.dialect, now: isoNow(deps.clock) };
  await makeSchema(tx, place, manifest.schema);
  const tables = new Map(manifest.tables.map((table) => [tableEntry(table.name), table]));
  for await (const { name, content } of watched(deps, filling, texts.restoring)) {
    const table = tables.get(name);
    if (table === undefined) await keepFile(deps, filling, name.slice(fileEntry('').length), content);
    else if ((await loadTable(tx, table.name, content)) !== table.rows) {
      throw new YishiError('backup_refused', texts.damaged(path));
    }
  }
  await migrate(tx, place);
  const chains = await verifyChains(tx, deps.signal, (done, total) =>
    deps.onProgress(texts.verifying, done, total),
  );
  requireIntact(chains, acceptBroken);
  return chains;
}

/** A content that is there already is the same one: its name is its hash. */
async function keepFile(
  { blobs }: RestoreDeps,
  { added }: Filling,
  hash: string,
  content: AsyncIterable<Buffer>,
): Promise<void> {
  if (!(await blobs.has(hash))) added.push(hash);
  await blobs.put(Readable.from(content, { objectMode: false }));
}

/** The checked entries, telling how far they are read. */
async function* watched(
  { onProgress, signal }: Pick<RestoreDeps, 'signal' | 'onProgress'>,
  { path, manifest }: CheckedBackup,
  label: string,
): AsyncGenerator<CheckedEntry> {
  const total = entriesOf(manifest).reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  const told = async function* (content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of content) {
      signal.throwIfAborted();
      done += chunk.length;
      onProgress(label, done, total);
      yield chunk;
    }
  };
  for await (const entry of checkedEntries(path, manifest)) yield { ...entry, content: told(entry.content) };
}
