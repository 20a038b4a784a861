import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../clock.js';
import { YishiError } from '../errors.js';
import type { Identifiers } from '../identifiers.js';
import type { BlobStore, ListedBlob, StoredBlob } from './blob-store.js';
import { beganAt, unfinishedName } from './unfinished.js';

interface BlobFolderDeps {
  /** Absolute; made where it is missing. */
  readonly folder: string;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
}

const HASH = /^[0-9a-f]{64}$/;
const REMOVED = /^([0-9a-f]{64})\.removed$/;

/** Folder, below a blob folder, of what is being written: uploads on their way may stand there too. */
export function unfinishedFolder(folder: string): string {
  return join(folder, 'unfinished');
}

/** Contents as files `ab/cdef…` below one folder, which several processes may share. */
export function createBlobFolder(deps: BlobFolderDeps): BlobStore {
  const { folder, clock } = deps;
  const aside = unfinishedFolder(folder);
  const removedPath = (hash: string) => join(aside, `${checked(hash)}.removed`);
  const restore = (hash: string) => moveInto(removedPath(hash), pathOf(folder, hash));
  return {
    async put(content) {
      await mkdir(aside, { recursive: true });
      const part = join(aside, unfinishedName(deps));
      try {
        const blob = await write(part, content);
        await keep(part, pathOf(folder, blob.hash), clock.now());
        return blob;
      } finally {
        await rm(part, { force: true });
      }
    },
    async open(hash) {
      const handle = await orNull(open(pathOf(folder, hash)));
      return handle?.createReadStream() ?? null;
    },
    has: (hash) => exists(pathOf(folder, hash)),
    async remove(hash, isUsed) {
      await mkdir(aside, { recursive: true });
      if (!(await exists(pathOf(folder, hash)))) return true;
      await orNull(rename(pathOf(folder, hash), removedPath(hash)));
      return decide(hash, isUsed, removedPath(hash), restore);
    },
    list: () => list(folder),
    async sweep(before, isUsed) {
      for (const name of (await orNull(readdir(aside))) ?? []) {
        const began = beganAt(name);
        if (began !== null && began < before) await rm(join(aside, name), { force: true });
        const hash = REMOVED.exec(name)?.[1];
        if (hash !== undefined) await decide(hash, () => isUsed(hash), removedPath(hash), restore);
      }
    },
  };
}

async function write(part: string, content: Readable | Buffer): Promise<StoredBlob> {
  const digest = createHash('sha256');
  let size = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      digest.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  const source = Buffer.isBuffer(content) ? Readable.from([content]) : content;
  await pipeline(source, counted, createWriteStream(part, { flags: 'wx', flush: true }));
  return { hash: digest.digest('hex'), size };
}

/** The time is the clock's, not the machine's, so that the age of a blob is measured by one clock. */
async function keep(part: string, path: string, now: Date): Promise<void> {
  // Read streams hold their file open, and some systems put no other in its place: what is there stays.
  const touched = await orNull(utimes(path, now, now).then(() => true));
  if (touched !== null) return;
  await moveInto(part, path);
  await orNull(utimes(path, now, now));
}

/** A rename is durable once its folder is. Somebody may have been faster with the same content. */
async function moveInto(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  try {
    await rename(from, to);
  } catch (error) {
    if (!(await exists(to))) throw error;
    await rm(from, { force: true });
  }
  // Windows opens no folder; its own journal keeps the rename.
  const folder = await open(dirname(to)).catch(() => null);
  await folder?.sync();
  await folder?.close();
}

async function decide(
  hash: string,
  isUsed: () => Promise<boolean>,
  removed: string,
  restore: (hash: string) => Promise<void>,
): Promise<boolean> {
  const used = await isUsed();
  if (used && (await exists(removed))) await restore(hash);
  else await rm(removed, { force: true });
  return !used;
}

async function* list(folder: string): AsyncIterable<ListedBlob> {
  for (const shelf of (await orNull(readdir(folder))) ?? []) {
    if (!/^[0-9a-f]{2}$/.test(shelf)) continue;
    for (const rest of await readdir(join(folder, shelf))) {
      const hash = shelf + rest;
      const found = HASH.test(hash) ? await orNull(stat(join(folder, shelf, rest))) : null;
      if (found !== null) yield { hash, size: found.size, storedAt: found.mtime };
    }
  }
}

function pathOf(folder: string, hash: string): string {
  return join(folder, checked(hash).slice(0, 2), hash.slice(2));
}

/** A hash becomes part of a path. */
function checked(hash: string): string {
  if (!HASH.test(hash)) throw new YishiError('internal', 'not the hash of a blob');
  return hash;
}

async function exists(path: string): Promise<boolean> {
  return (await orNull(access(path).then(() => true))) ?? false;
}

/** Null where a path is not there. */
async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
    if (code === 'ENOENT') return null;
    throw error;
  }
}
