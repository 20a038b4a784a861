import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createBlobFolder, unfinishedFolder } from '../../src/files/blob-folder.js';
import type { BlobStore, ListedBlob } from '../../src/files/blob-store.js';
import { eraseFiles, sweepFiles } from '../../src/files/kept-files.js';
import { randomIdentifiers } from '../../src/identifiers.js';
import * as files from '../../src/storage/files.js';
import { openStorage } from '../../src/storage/storage.js';
import { FixedClock } from './fixed-clock.js';

const DAY = 86_400_000;
const identifiers = randomIdentifiers();

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'yishi-blobs-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function openStore() {
  const folder = await emptyFolder();
  const clock = new FixedClock();
  return { folder, clock, blobs: createBlobFolder({ folder, clock, identifiers }) };
}

async function listed(blobs: BlobStore): Promise<ListedBlob[]> {
  const all: ListedBlob[] = [];
  for await (const blob of blobs.list()) all.push(blob);
  return all;
}

async function read(blobs: BlobStore, hash: string): Promise<Buffer | null> {
  const stream = await blobs.open(hash);
  return stream === null ? null : buffer(stream);
}

describe('the blob folder', () => {
  test('gives back what was put, by its hash, from buffers and streams', async () => {
    const { folder, clock, blobs } = await openStore();
    expect(await listed(blobs)).toEqual([]);
    const content = randomBytes(300_000);
    const hash = createHash('sha256').update(content).digest('hex');
    expect(await blobs.put(content)).toEqual({ hash, size: 300_000 });
    const pieces = [content.subarray(0, 7), content.subarray(7)];
    expect(await blobs.put(Readable.from(pieces))).toEqual({ hash, size: 300_000 });
    expect((await blobs.put(Buffer.alloc(0))).size).toBe(0);
    expect((await read(blobs, hash))?.equals(content)).toBe(true);
    expect(await listed(blobs)).toContainEqual({ hash, size: 300_000, storedAt: clock.now() });
    expect(await listed(blobs)).toHaveLength(2);
    expect(await readdir(join(folder, hash.slice(0, 2)))).toEqual([hash.slice(2)]);
    expect(await readdir(unfinishedFolder(folder))).toEqual([]);
    expect(await read(blobs, '0'.repeat(64))).toBeNull();
  });

  test('keeps the same content once when many put it at once', async () => {
    const { folder, blobs } = await openStore();
    const content = randomBytes(100_000);
    const puts = await Promise.all(Array.from({ length: 20 }, () => blobs.put(content)));
    expect(new Set(puts.map(({ hash }) => hash)).size).toBe(1);
    expect(await listed(blobs)).toHaveLength(1);
    expect(await readdir(unfinishedFolder(folder))).toEqual([]);
  });

  test('keeps nothing of a put that fails', async () => {
    const { folder, blobs } = await openStore();
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw new Error('the line broke');
      })(),
    );
    await expect(blobs.put(broken)).rejects.toThrow('the line broke');
    expect(await listed(blobs)).toEqual([]);
    expect(await readdir(unfinishedFolder(folder))).toEqual([]);
  });

  test('takes only hashes for names', async () => {
    const { blobs } = await openStore();
    for (const name of ['../../etc/passwd', '', 'ab', 'G'.repeat(64)]) {
      await expect(blobs.open(name)).rejects.toMatchObject({ code: 'internal' });
    }
  });

  test('puts a content back that is used again while it is removed', async () => {
    const { blobs } = await openStore();
    const { hash } = await blobs.put(Buffer.from('甲'));
    expect(await blobs.remove(hash, async () => true)).toBe(false);
    expect(await blobs.has(hash)).toBe(true);
    expect(await blobs.remove(hash, async () => !(await blobs.has(hash)))).toBe(false);
    expect(await blobs.has(hash)).toBe(true);
    expect(await blobs.remove(hash, async () => false)).toBe(true);
    expect(await blobs.remove(hash, async () => false)).toBe(true);
    expect(await blobs.has(hash)).toBe(false);
  });

  test('clears what a crash left half written, and decides removals that it left half done', async () => {
    const { folder, clock, blobs } = await openStore();
    const used = createHash('sha256').update('用').digest('hex');
    const unused = createHash('sha256').update('弃').digest('hex');
    const aside = unfinishedFolder(folder);
    await mkdir(aside, { recursive: true });
    const now = clock.now().getTime();
    await writeFile(join(aside, `${now - 1}-crashed.part`), 'half');
    await writeFile(join(aside, `${now}-running.part`), 'half');
    await writeFile(join(aside, `${used}.removed`), '用');
    await writeFile(join(aside, `${unused}.removed`), '弃');
    await blobs.sweep(new Date(now), async (hash) => hash === used);
    expect(await readdir(aside)).toEqual([`${now}-running.part`]);
    expect((await read(blobs, used))?.toString()).toBe('用');
    expect(await blobs.has(unused)).toBe(false);
  });
});

describe('kept files', () => {
  async function openKept() {
    const { folder, clock, blobs } = await openStore();
    const storage = await openStorage({ databaseUrl: null, dataDir: join(folder, 'data'), clock });
    onTestFinished(() => storage.close());
    const add = async (id: string, content: string) => {
      const { hash, size } = await blobs.put(Buffer.from(content));
      const row = { id, hash, size, name: `${id}.txt`, mediaType: 'text/plain', subject: 'demand:d1' };
      const now = clock.now().toISOString();
      await storage.write((tx) => files.add(tx, { ...row, visibility: 'subject', addedBy: 'a', now }));
      return hash;
    };
    return { folder, add, deps: { storage, blobs, clock } };
  }

  test('are erased with their content, unless another file has the same', async () => {
    const { add, deps } = await openKept();
    const [shared, alone] = [await add('a', '同'), await add('b', '独')];
    await add('c', '同');
    await eraseFiles(deps, ['a', 'b', 'unknown']);
    expect([await deps.blobs.has(shared), await deps.blobs.has(alone)]).toEqual([true, false]);
    await eraseFiles(deps, ['c', 'a']);
    expect(await listed(deps.blobs)).toEqual([]);
  });

  test('survive the sweep, which takes contents that have had no file for a day', async () => {
    const { folder, add, deps } = await openKept();
    const kept = await add('a', '留');
    const { hash: orphan } = await deps.blobs.put(Buffer.from('孤'));
    await sweepFiles(deps);
    expect(await deps.blobs.has(orphan)).toBe(true);
    const later = new FixedClock(new Date(deps.clock.now().getTime() + DAY + 1).toISOString());
    const blobs = createBlobFolder({ folder, clock: later, identifiers });
    const { hash: again } = await blobs.put(Buffer.from('新'));
    await sweepFiles({ ...deps, blobs, clock: later });
    expect((await listed(deps.blobs)).map(({ hash }) => hash).sort()).toEqual([kept, again].sort());
  });
});
