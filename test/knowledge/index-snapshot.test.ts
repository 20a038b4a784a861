import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BuildOptions, buildSnapshot } from '../../knowledge/index/build.js';
import { currentSnapshotId, openSnapshot } from '../../knowledge/index/snapshot.js';
import { openVectorCache, type VectorCache } from '../../knowledge/index/vector-cache.js';
import { createFakeEmbedder, createFakeVocabulary } from './fake-embedder.js';
import { starterRecords } from './starter-records.js';

const invalid = expect.objectContaining({ code: 'snapshot_invalid' });
const all = starterRecords();

describe('snapshot', () => {
  let folder: string;
  let cache: VectorCache;
  const embedder = createFakeEmbedder();
  const dir = () => join(folder, 'index');
  const options = (count = 40): BuildOptions => ({
    records: all.slice(0, count),
    embedder,
    vectorCache: cache,
    dir: dir(),
    vocabulary: createFakeVocabulary(),
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'yishi-index-'));
    cache = openVectorCache(join(folder, 'cache'), embedder);
  });
  afterEach(() => {
    cache.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('opens as it was built', async () => {
    const progress: number[] = [];
    const manifest = await buildSnapshot({
      ...options(all.length),
      onProgress: (done, total) => progress.push(done / total),
    });
    const snapshot = openSnapshot(dir(), manifest);
    expect(snapshot.manifest).toEqual(manifest);
    expect(currentSnapshotId(dir())).toBe(manifest.id);
    const ids = [...snapshot.partitions.values()].flatMap((part) => part.records.map(({ id }) => id));
    expect(new Set(ids)).toEqual(new Set(all.map(({ record }) => record.id)));
    expect(progress.at(-1)).toBe(1);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
  });

  test('equal content gives the equal id and computes no vector again', async () => {
    const first = await buildSnapshot(options());
    const asked = embedder.asked;
    const second = await buildSnapshot(options());
    expect(second).toEqual(first);
    expect(embedder.asked).toBe(asked);
    const third = await buildSnapshot(options(41));
    expect(third.id).not.toBe(first.id);
  });

  test('is refused when any byte of any file changed', async () => {
    const { id } = await buildSnapshot(options());
    for (const name of readdirSync(join(dir(), id))) {
      const file = join(dir(), id, name);
      const bytes = readFileSync(file);
      for (const at of [0, Math.floor(bytes.length / 2), bytes.length - 1]) {
        const changed = Buffer.from(bytes);
        changed[at] = changed[at]! ^ 1;
        writeFileSync(file, changed);
        expect(() => openSnapshot(dir()), `${name}@${at}`).toThrow(invalid);
      }
      writeFileSync(file, bytes);
    }
    expect(openSnapshot(dir()).manifest.id).toBe(id);
  });

  test('is refused for another model, tokenizer or vocabulary, and when there is none', async () => {
    expect(() => openSnapshot(dir())).toThrow(invalid);
    const manifest = await buildSnapshot(options());
    for (const key of ['model', 'tokenizer', 'vocabulary'] as const)
      expect(() => openSnapshot(dir(), { ...manifest, [key]: 'another' })).toThrow(invalid);
  });

  test('a damaged one is built again', async () => {
    const { id } = await buildSnapshot(options());
    appendFileSync(join(dir(), id, 'technology.words.bin'), 'x');
    expect(() => openSnapshot(dir())).toThrow(invalid);
    await buildSnapshot(options());
    expect(openSnapshot(dir()).manifest.id).toBe(id);
  });

  test('the old one stays when a build fails', async () => {
    const { id } = await buildSnapshot(options());
    const wrong = { ...embedder, model: 'zero', embed: async () => [new Float32Array(embedder.dimensions)] };
    const failing = { ...embedder, model: 'gone', embed: () => Promise.reject(new Error('no model')) };
    for (const [bad, error] of [
      [wrong, invalid],
      [failing, expect.objectContaining({ message: 'no model' })],
    ] as const) {
      const badCache = openVectorCache(join(folder, 'cache'), bad);
      await expect(buildSnapshot({ ...options(50), embedder: bad, vectorCache: badCache })).rejects.toEqual(
        error,
      );
      badCache.close();
      expect(openSnapshot(dir()).manifest.id).toBe(id);
    }
    expect(readdirSync(dir()).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('an open one outlives its files, and two are kept', async () => {
    const { id } = await buildSnapshot(options(40));
    const open = openSnapshot(dir());
    for (const count of [41, 42, 43]) await buildSnapshot(options(count));
    expect(readdirSync(dir(), { withFileTypes: true }).filter((entry) => entry.isDirectory())).toHaveLength(
      2,
    );
    expect(readdirSync(dir())).not.toContain(id);
    expect(open.partitions.get('technology')?.records).toHaveLength(40);
  });
});

describe('vector cache', () => {
  let folder: string;
  const model = { model: 'fake-model-of-the-cache', dimensions: 3 };
  const file = () => join(folder, 'vectors-fake-model-of-th.bin');
  const vector = (x: number) => Float32Array.from([x, 0.25, -1]);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'yishi-cache-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function filled(): VectorCache {
    const cache = openVectorCache(folder, model);
    for (const x of [1, 2, 3]) cache.put(`text ${x}`, vector(x));
    return cache;
  }

  test('keeps vectors over a restart', () => {
    filled().close();
    const again = openVectorCache(folder, model);
    expect(again.size).toBe(3);
    expect(again.get('text 1')).toEqual(vector(1));
    expect(again.get('text 4')).toBeNull();
    again.put('text 4', vector(4));
    expect(again.get('text 4')).toEqual(vector(4));
    again.close();
  });

  test('two that share the file never give a wrong vector', () => {
    const [one, other] = [filled(), openVectorCache(folder, model)];
    for (const x of [10, 11, 12, 13]) (x % 2 === 0 ? one : other).put(`text ${x}`, vector(x));
    const third = openVectorCache(folder, model);
    for (const x of [1, 2, 3, 10, 11, 12, 13]) {
      expect(third.get(`text ${x}`)).toEqual(vector(x));
      for (const cache of [one, other]) expect([null, vector(x)]).toContainEqual(cache.get(`text ${x}`));
    }
    truncateSync(file(), statSync(file()).size - 5);
    expect(one.get('text 13')).toBeNull();
    expect(other.get('text 13')).toBeNull();
    for (const cache of [one, other, third]) cache.close();
  });

  test('a torn tail or a damaged row costs what follows it and nothing before it', () => {
    filled().close();
    const row = statSync(file()).size / 3;
    appendFileSync(file(), 'torn');
    const torn = openVectorCache(folder, model);
    expect(torn.size).toBe(3);
    torn.put('text 4', vector(4));
    torn.close();
    const bytes = readFileSync(file());
    bytes[row + 40] = bytes[row + 40]! ^ 1;
    writeFileSync(file(), bytes);
    const damaged = openVectorCache(folder, model);
    expect([1, 2, 3, 4].map((x) => damaged.get(`text ${x}`))).toEqual([vector(1), null, null, null]);
    damaged.close();
  });
});
