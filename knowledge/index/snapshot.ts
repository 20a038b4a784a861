import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { YishiError } from '../../src/errors.js';
import type { RecordKind } from '../records/record.js';
import { type Facts, factsSchema } from './facts.js';
import { decodeLexicalIndex, type LexicalIndex } from './lexical.js';
import {
  type Expected,
  isIntact,
  type Manifest,
  manifestSchema,
  SNAPSHOT_FORMAT,
  sha256,
} from './manifest.js';
import { createExactIndex, type VectorIndex } from './vectors.js';

/** One indexed record; `facts` are the vocabulary's names for what it is about. */
export interface IndexedRecord {
  readonly id: string;
  readonly edition: string;
  readonly facts: Facts;
}

/** Everything of one kind. Row i of the three indexes is passage i; `recordOf[i]` is its place in `records`. */
export interface Partition {
  readonly kind: RecordKind;
  readonly records: readonly IndexedRecord[];
  readonly texts: readonly string[];
  readonly recordOf: readonly number[];
  readonly words: LexicalIndex;
  readonly bigrams: LexicalIndex;
  readonly vectors: VectorIndex;
}

/** Read-only, whole in memory: its files may be deleted while it is in use. */
export interface Snapshot {
  readonly manifest: Manifest;
  readonly partitions: ReadonlyMap<RecordKind, Partition>;
}

/** Name of the file that names the current snapshot's folder. */
export const CURRENT_FILE = 'current';
export const MANIFEST_FILE = 'manifest.json';

export function partitionFiles(kind: RecordKind) {
  return {
    passages: `${kind}.passages.json`,
    words: `${kind}.words.bin`,
    bigrams: `${kind}.bigrams.bin`,
    vectors: `${kind}.vectors.bin`,
  } as const;
}

const passagesFileSchema = z.strictObject({
  records: z.array(z.strictObject({ id: z.string(), edition: z.string(), facts: factsSchema })),
  texts: z.array(z.string()),
  recordOf: z.array(z.number()),
});

function invalid(message: string, cause?: unknown): YishiError {
  return new YishiError('snapshot_invalid', message, { cause });
}

/** Id of the current snapshot under `dir`, or null when none was ever built. */
export function currentSnapshotId(dir: string): string | null {
  try {
    return readFileSync(join(dir, CURRENT_FILE), 'utf8').trim();
  } catch {
    return null;
  }
}

/**
 * Opens the current snapshot under `dir`. Throws YishiError('snapshot_invalid') when there is none, when a byte of it
 * changed since it was built, or when it was made with another model, tokenizer or vocabulary than `expected`.
 */
export function openSnapshot(dir: string, expected?: Expected): Snapshot {
  const id = currentSnapshotId(dir);
  if (id === null) throw invalid('there is no index yet');
  return readSnapshot(join(dir, id), expected);
}

/** Opens the snapshot in one folder, with the same checks. */
export function readSnapshot(folder: string, expected?: Expected): Snapshot {
  const manifest = readManifest(folder);
  for (const key of ['model', 'tokenizer', 'vocabulary'] as const) {
    if (expected !== undefined && expected[key] !== manifest[key])
      throw invalid(`the index was made with another ${key} (${manifest[key]}, now ${expected[key]})`);
  }
  const files = new Map<string, Buffer>();
  for (const file of manifest.files) {
    const bytes = readBytes(join(folder, file.name));
    if (bytes.length !== file.bytes || sha256(bytes) !== file.sha256)
      throw invalid(`${file.name} is not the file that was built`);
    files.set(file.name, bytes);
  }
  const partitions = manifest.partitions.map(({ kind }) => readPartition(kind, manifest, files));
  return { manifest, partitions: new Map(partitions.map((partition) => [partition.kind, partition])) };
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw invalid(`${path} cannot be read`, error);
  }
}

function parseJson<T>(schema: z.ZodType<T>, bytes: Buffer, name: string): T {
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    throw invalid(`${name} cannot be understood`, error);
  }
}

function readManifest(folder: string): Manifest {
  const manifest = parseJson(manifestSchema, readBytes(join(folder, MANIFEST_FILE)), MANIFEST_FILE);
  if (manifest.format !== SNAPSHOT_FORMAT) throw invalid(`the index has format ${manifest.format}`);
  if (!isIntact(manifest)) throw invalid('the manifest does not have the id that its content gives');
  return manifest;
}

function readPartition(kind: RecordKind, manifest: Manifest, files: ReadonlyMap<string, Buffer>): Partition {
  const names = partitionFiles(kind);
  const bytesOf = (name: string): Buffer => {
    const bytes = files.get(name);
    if (bytes === undefined) throw invalid(`the manifest does not list ${name}`);
    return bytes;
  };
  const passages = parseJson(passagesFileSchema, bytesOf(names.passages), names.passages);
  const vectors = new Float32Array(new Uint8Array(bytesOf(names.vectors)).buffer);
  const partition = {
    kind,
    ...passages,
    words: decodeLexicalIndex(bytesOf(names.words)),
    bigrams: decodeLexicalIndex(bytesOf(names.bigrams)),
    vectors: createExactIndex(vectors, manifest.dimensions),
  };
  checkCounts(partition, manifest);
  return partition;
}

function checkCounts(partition: Partition, manifest: Manifest): void {
  const stated = manifest.partitions.find(({ kind }) => kind === partition.kind);
  const rows = [partition.texts, partition.recordOf].map((list) => list.length);
  rows.push(partition.words.rows, partition.bigrams.rows, partition.vectors.rows);
  if (rows.some((count) => count !== stated?.passages) || partition.records.length !== stated?.records)
    throw invalid(`the ${partition.kind} part does not hold what the manifest states`);
}
