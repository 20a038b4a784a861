import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Embedder } from '../models/ports.js';
import type { IndexedRecord, RecordKind } from '../records/record.js';
import { type FactVocabulary, factsOf } from './facts.js';
import { buildLexicalIndex } from './lexical.js';
import { type Manifest, recordKindSchema, SNAPSHOT_FORMAT, sealManifest, sha256 } from './manifest.js';
import { passagesOf } from './passages.js';
import { selfCheck } from './self-check.js';
import { CURRENT_FILE, currentSnapshotId, MANIFEST_FILE, partitionFiles, readSnapshot } from './snapshot.js';
import { createTokenizer, type TextTokenizer } from './tokens.js';
import { embedCached, type VectorCache } from './vector-cache.js';

export interface RecordToIndex {
  readonly record: IndexedRecord;
  readonly edition: string;
}

export interface BuildOptions {
  readonly records: readonly RecordToIndex[];
  readonly embedder: Embedder;
  readonly vectorCache: VectorCache;
  /** The index folder (`${dataDir}/index`). */
  readonly dir: string;
  readonly vocabulary: FactVocabulary;
  /** Passages embedded so far, and in all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** The current snapshot and the one before it stay; a process may be about to open the latter. */
const SNAPSHOTS_KEPT = 2;

/**
 * Builds a snapshot beside the current one, checks it by opening and asking it, and only then makes it current. On any
 * error the current one stays as it was. Equal records, model and vocabulary give the same manifest id.
 */
export async function buildSnapshot(options: BuildOptions): Promise<Manifest> {
  const { dir } = options;
  await mkdir(dir, { recursive: true });
  const tokenizer = createTokenizer(options.vocabulary);
  const { manifest, files } = await makeFiles({ ...options, tokenizer });
  const folder = join(dir, manifest.id);
  if (!isReadable(folder)) {
    const aside = `${folder}.tmp`;
    try {
      await writeAside(aside, manifest, files);
      selfCheck(aside, manifest, tokenizer);
      await rm(folder, { recursive: true, force: true });
      await rename(aside, folder);
    } finally {
      await rm(aside, { recursive: true, force: true });
    }
  }
  await makeCurrent(dir, manifest.id);
  return manifest;
}

/** The same snapshot was built before and is whole. */
function isReadable(folder: string): boolean {
  try {
    readSnapshot(folder);
    return true;
  } catch {
    return false;
  }
}

async function writeAside(aside: string, manifest: Manifest, files: Made['files']): Promise<void> {
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside);
  for (const [name, bytes] of files) await writeDurably(join(aside, name), bytes);
  await writeDurably(join(aside, MANIFEST_FILE), JSON.stringify(manifest));
  await syncFolder(aside);
}

interface Made {
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

async function makeFiles(options: BuildOptions & { tokenizer: TextTokenizer }): Promise<Made> {
  const files = new Map<string, Uint8Array>();
  const partitions: Manifest['partitions'] = [];
  const total = options.records.reduce((sum, { record }) => sum + passagesOf(record).length, 0);
  let before = 0;
  for (const kind of recordKindSchema.options) {
    const records = options.records.filter(({ record }) => record.kind === kind);
    if (records.length === 0) continue;
    const progress = (done: number) => options.onProgress?.(before + done, total);
    const part = await makePartition(kind, records, { ...options, progress });
    for (const [name, bytes] of part.files) files.set(name, bytes);
    partitions.push({ kind, records: records.length, passages: part.passages });
    before += part.passages;
  }
  const manifest = sealManifest({
    format: SNAPSHOT_FORMAT,
    model: options.embedder.model,
    dimensions: options.embedder.dimensions,
    tokenizer: options.tokenizer.version,
    vocabulary: options.vocabulary.hash,
    records: recordSetHash(options.records),
    partitions,
    files: [...files].map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
  });
  return { manifest, files };
}

interface PartitionOptions extends BuildOptions {
  readonly tokenizer: TextTokenizer;
  readonly progress: (done: number) => void;
}

async function makePartition(kind: RecordKind, records: readonly RecordToIndex[], options: PartitionOptions) {
  const { tokenizer, vocabulary, embedder, vectorCache } = options;
  const rows = records.flatMap(({ record }, i) =>
    passagesOf(record).map(({ text }) => ({ text, record: i })),
  );
  const texts = rows.map(({ text }) => text);
  const vectors = await embedCached(texts, embedder, vectorCache, options.progress);
  const names = partitionFiles(kind);
  const passages = {
    records: records.map(({ record, edition }) => ({
      id: record.id,
      edition,
      facts: factsOf(record, vocabulary),
    })),
    texts,
    recordOf: rows.map((row) => row.record),
  };
  const files: [string, Uint8Array][] = [
    [names.passages, Buffer.from(JSON.stringify(passages), 'utf8')],
    [names.words, buildLexicalIndex(texts.map((text) => tokenizer.words(text))).encode()],
    [names.bigrams, buildLexicalIndex(texts.map((text) => tokenizer.bigrams(text))).encode()],
    [names.vectors, Buffer.concat(vectors.map(bytesOf))],
  ];
  return { files, passages: texts.length };
}

function recordSetHash(records: readonly RecordToIndex[]): string {
  return sha256(records.map(({ record, edition }) => sha256(JSON.stringify([edition, record]))).join());
}

async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes renames and new names in a folder durable; some systems cannot open a folder, and there it is not needed. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function makeCurrent(dir: string, id: string): Promise<void> {
  const previous = currentSnapshotId(dir);
  const aside = join(dir, `${CURRENT_FILE}.tmp`);
  await writeDurably(aside, `${id}\n`);
  await rename(aside, join(dir, CURRENT_FILE));
  await syncFolder(dir);
  await removeOld(dir, [id, ...(previous === null ? [] : [previous])]);
}

async function removeOld(dir: string, kept: readonly string[]): Promise<void> {
  const folders = (await readdir(dir, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const aged = await Promise.all(
    folders.map(async ({ name }) => ({ name, at: (await stat(join(dir, name))).mtimeMs })),
  );
  const others = aged.filter(({ name }) => !kept.includes(name)).sort((a, b) => b.at - a.at);
  for (const { name } of others.slice(Math.max(0, SNAPSHOTS_KEPT - new Set(kept).size)))
    await rm(join(dir, name), { recursive: true, force: true });
}

/** A vector may be a view into a larger buffer. */
function bytesOf(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}
