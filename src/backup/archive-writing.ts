import { createWriteStream } from 'node:fs';
import { chmod, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Pack, pack } from 'tar-stream';

export interface NewEntry {
  readonly name: string;
  /** Bytes of the content, known beforehand: a tar has them before it. */
  readonly bytes: number;
  readonly content: AsyncIterable<Buffer>;
}

const OWNER_ONLY = 0o600;

/**
 * Writes a .tar.gz for its owner only. It is written aside and renamed when it is whole and on disk, so that a file of
 * this name is never a torn one; when `entries` throws or `signal` aborts, nothing is left.
 */
export async function writeArchive(
  path: string,
  entries: AsyncIterable<NewEntry>,
  { modifiedAt, signal }: { readonly modifiedAt: Date; readonly signal: AbortSignal },
): Promise<void> {
  const aside = `${path}.unfinished`;
  const tar = pack();
  try {
    const file = createWriteStream(aside, { mode: OWNER_ONLY, flush: true });
    const writing = pipeline(tar, createGzip(), file, { signal });
    // Whichever fails ends the other (a full disk, or a database that does not answer) and has the better reason.
    const ends = await Promise.allSettled([writing, fill(tar, entries, modifiedAt)]);
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    // The mode above is for a new file; one that a crash left keeps its own.
    await chmod(aside, OWNER_ONLY);
    await rename(aside, path);
  } catch (error) {
    tar.destroy();
    await rm(aside, { force: true });
    throw error;
  }
}

async function fill(tar: Pack, entries: AsyncIterable<NewEntry>, mtime: Date): Promise<void> {
  try {
    for await (const { name, bytes, content } of entries) {
      await add(tar, { name, size: bytes, mode: OWNER_ONLY, mtime }, content);
    }
    tar.finalize();
  } catch (error) {
    tar.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

function add(
  tar: Pack,
  header: { name: string; size: number; mode: number; mtime: Date },
  content: AsyncIterable<Buffer>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const entry = tar.entry(header, (error) => (error ? reject(error) : resolve()));
    pipeline(content, entry).catch(reject);
  });
}
