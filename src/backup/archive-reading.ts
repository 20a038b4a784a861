import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { YishiError } from '../errors.js';
import { entriesOf, MANIFEST_NAME, type Manifest, parseManifest } from './manifest.js';
import { texts } from './texts.js';

/** One entry after the manifest; its content must be read to its end before the next one comes. */
export interface CheckedEntry {
  readonly name: string;
  readonly bytes: number;
  readonly content: AsyncIterable<Buffer>;
}

interface RawEntry {
  readonly name: string;
  readonly content: AsyncIterable<Buffer>;
}

/** Longest manifest in bytes: that of half a million files. */
const LONGEST_MANIFEST = 64 * 1024 * 1024;

/** What a backup says to hold. Throws YishiError('backup_refused') where there is none, or no backup of ours. */
export async function readManifest(path: string): Promise<Manifest> {
  for await (const { name, content } of rawEntries(path)) {
    if (name !== MANIFEST_NAME) break;
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of content) {
      bytes += chunk.length;
      if (bytes > LONGEST_MANIFEST) throw damaged(path);
      chunks.push(chunk);
    }
    const manifest = parseManifest(Buffer.concat(chunks).toString('utf8'));
    if (manifest === null) break;
    return manifest;
  }
  throw new YishiError('backup_refused', texts.notABackup(path));
}

/**
 * The entries that the manifest lists, in its order. Throws YishiError('backup_refused') as soon as one is missing, too
 * many, or not what it was: at the end of its content, which until then proves nothing.
 */
export async function* checkedEntries(path: string, manifest: Manifest): AsyncGenerator<CheckedEntry> {
  const expected = entriesOf(manifest);
  let index = -1;
  for await (const { name, content } of rawEntries(path)) {
    if (index >= 0) {
      const entry = expected[index];
      if (entry === undefined || entry.name !== name) throw damaged(path);
      yield { name, bytes: entry.bytes, content: checked(content, entry, path) };
    } else {
      for await (const _ of content);
    }
    index += 1;
  }
  if (index !== expected.length) throw damaged(path);
}

async function* checked(
  content: AsyncIterable<Buffer>,
  expected: { readonly bytes: number; readonly sha256: string },
  path: string,
): AsyncGenerator<Buffer> {
  const hash: Hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    bytes += chunk.length;
    yield chunk;
  }
  if (bytes !== expected.bytes || hash.digest('hex') !== expected.sha256) throw damaged(path);
}

/** Whatever is wrong with the file shows as one kind of error: which layer noticed first is chance. */
async function* rawEntries(path: string): AsyncGenerator<RawEntry> {
  const tar = extract();
  const reading = pipeline(createReadStream(path), createGunzip(), tar);
  const failed = reading.catch((error: unknown) => error);
  try {
    for await (const source of tar) {
      if (!isReadable(source)) throw damaged(path);
      yield { name: source.header.name, content: guarded(source, path) };
    }
    await reading;
  } catch (error) {
    tar.destroy();
    if (error instanceof YishiError) throw error;
    throw problemOf((await failed) ?? error, path);
  } finally {
    // A reader that has seen enough leaves the rest unread.
    tar.destroy();
    await failed;
  }
}

/** An entry ends early for the same reasons as the whole. */
async function* guarded(content: AsyncIterable<Buffer>, path: string): AsyncGenerator<Buffer> {
  try {
    yield* content;
  } catch (error) {
    throw problemOf(error, path);
  }
}

/** The library's streams can be iterated over, which its types do not say. */
function isReadable<S extends object>(source: S): source is S & AsyncIterable<Buffer> {
  return Symbol.asyncIterator in source;
}

function problemOf(error: unknown, path: string): YishiError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return new YishiError('backup_refused', texts.noSuchFile(path), { cause: error });
  if (code === 'EACCES' || code === 'EISDIR') {
    return new YishiError('backup_refused', texts.unreadable(path), { cause: error });
  }
  return damaged(path, error);
}

function damaged(path: string, cause?: unknown): YishiError {
  return new YishiError('backup_refused', texts.damaged(path), { cause });
}
