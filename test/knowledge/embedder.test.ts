import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createEmbeddedEmbedder, EMBEDDED_MODEL } from '../../knowledge/models/embedded-embedder.js';
import type { Embedder } from '../../knowledge/models/ports.js';
import { ProcessLine } from '../../knowledge/models/process-line.js';
import { createWordpiece } from '../../knowledge/models/wordpiece.js';
import { YishiError } from '../../src/errors.js';

const root = join(import.meta.dirname, '../..');
const folder = join(root, EMBEDDED_MODEL.folder);
const referenceSchema = z.object({
  items: z.array(z.object({ text: z.string(), ids: z.array(z.number()), vector: z.array(z.number()) })),
});

async function json(file: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, file), 'utf8'));
}

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    dot += a[i]! * b[i]!;
    aa += a[i]! ** 2;
    bb += b[i]! ** 2;
  }
  return dot / Math.sqrt(aa * bb);
}

describe('embedded embedder', () => {
  let embedder: Embedder;
  let reference: z.infer<typeof referenceSchema>;
  beforeAll(async () => {
    reference = referenceSchema.parse(await json('reference.json'));
    embedder = await createEmbeddedEmbedder({ root, threads: 1 });
  });
  afterAll(() => embedder.close());

  test('gives the token ids of the reference', async () => {
    const wordpiece = createWordpiece(z.looseObject({}).parse(await json('tokenizer.json')));
    expect(reference.items.length).toBe(50);
    for (const item of reference.items) expect(wordpiece.ids(item.text), item.text).toEqual(item.ids);
  });

  test('gives the vectors of the reference, of unit length', async () => {
    const vectors = await embedder.embed(reference.items.map((item) => item.text));
    for (const [i, item] of reference.items.entries()) {
      expect(vectors[i]!.length).toBe(512);
      expect(cosine(vectors[i]!, item.vector), item.text).toBeGreaterThanOrEqual(0.9999);
      expect(cosine(vectors[i]!, vectors[i]!)).toBeCloseTo(1, 5);
      expect(Math.hypot(...vectors[i]!)).toBeCloseTo(1, 5);
    }
  });

  test('answers concurrent callers each with their own vectors', async () => {
    const texts = reference.items.slice(0, 8).map((item) => item.text);
    const many = await Promise.all(texts.map((text) => embedder.embed([text])));
    for (const [i, [vector]] of many.entries())
      expect(cosine(vector!, reference.items[i]!.vector)).toBeGreaterThanOrEqual(0.9999);
  });

  test('survives hostile texts', async () => {
    const texts = ['', '\u0000\ufffd', '🌊'.repeat(2000), 'a'.repeat(100_000), '[CLS][SEP][MASK]'];
    const vectors = await embedder.embed(texts);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });
});

describe('process line', () => {
  const file = join(import.meta.dirname, 'fake-process.mjs');

  test('a crash rejects what is pending and the next request starts a new process', async () => {
    const line = new ProcessLine(file, {});
    await line.start();
    const results = await Promise.allSettled([
      line.request({ say: 'crash' }),
      line.request({ say: 'hello' }),
    ]);
    for (const result of results) {
      expect(result.status).toBe('rejected');
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(YishiError);
    }
    expect(await line.request({ say: 'hello' })).toMatchObject({ heard: 'hello' });
    await line.close();
  });

  test('an error of one request reaches its caller only', async () => {
    const line = new ProcessLine(file, {});
    const [bad, good] = await Promise.allSettled([
      line.request({ say: 'fail' }),
      line.request({ say: 'on' }),
    ]);
    expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'internal', retryable: true } });
    expect(good).toMatchObject({ status: 'fulfilled', value: { heard: 'on' } });
    await line.close();
    await expect(line.request({ say: 'late' })).rejects.toBeInstanceOf(YishiError);
  });

  test('closing rejects what is pending', async () => {
    const line = new ProcessLine(file, {});
    await line.start();
    const silent = line.request({ say: 'nothing' });
    const rejected = expect(silent).rejects.toBeInstanceOf(YishiError);
    await line.close();
    await rejected;
  });

  test('a model with the wrong checksum is refused', async () => {
    const line = new ProcessLine(join(root, 'knowledge/models/embedding-process.mjs'), {
      modelFile: join(folder, 'NOTICE.md'),
      sha256: EMBEDDED_MODEL.modelSha256,
      threads: 1,
    });
    const error: unknown = await line.start().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(YishiError);
    expect(String(error instanceof YishiError && error.cause)).toContain('expected ed20f46f');
  });
});
