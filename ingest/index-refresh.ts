import { join } from 'node:path';
import { buildSnapshot, type RecordToIndex } from '../knowledge/index/build.js';
import type { FactVocabulary } from '../knowledge/index/facts.js';
import type { Manifest } from '../knowledge/index/manifest.js';
import { openSnapshot, type Snapshot } from '../knowledge/index/snapshot.js';
import { TOKENIZER_VERSION, type UserWords } from '../knowledge/index/tokens.js';
import { openVectorCache } from '../knowledge/index/vector-cache.js';
import { createEmbeddedEmbedder, EMBEDDED_MODEL } from '../knowledge/models/embedded-embedder.js';
import { isIndexed } from '../knowledge/records/record.js';
import { parseRecord } from '../knowledge/records/schema.js';
import { YishiError } from '../src/errors.js';
import type { RecordEdition } from '../src/storage/records.js';

/** What the index needs of the vocabulary. */
export type IndexVocabulary = FactVocabulary & UserWords;

export type IndexState =
  | { readonly kind: 'missing' }
  | { readonly kind: 'stale' | 'current'; readonly manifest: Manifest };

/** Id and edition of a published record: an edition never changes, so they stand for its contents. */
type EditionKey = Pick<RecordEdition, 'id' | 'edition'>;

/** Published editions as the index takes them; one that today's schemas refuse is no evidence, an expert is not searched. */
export function recordsToIndex(published: readonly RecordEdition[]): RecordToIndex[] {
  return published.flatMap(({ content, edition }) => {
    const parsed = parseRecord(content);
    return parsed.ok && isIndexed(parsed.record) ? [{ record: parsed.record, edition }] : [];
  });
}

/**
 * Whether the index under `dataDir` was built from exactly these published editions with today's model,
 * tokenizer, vocabulary and format. Parses no record unless the plain comparison fails.
 */
export function indexState(
  dataDir: string,
  published: readonly RecordEdition[],
  vocabulary: IndexVocabulary,
): IndexState {
  const snapshot = openIfSound(indexFolder(dataDir));
  if (snapshot === null) return { kind: 'missing' };
  const { manifest } = snapshot;
  const sameMaker =
    manifest.model === EMBEDDED_MODEL.modelSha256 &&
    manifest.vocabulary === vocabulary.hash &&
    manifest.tokenizer === TOKENIZER_VERSION;
  const searched = published.filter(isIndexed);
  const current =
    sameMaker && (holdsExactly(snapshot, searched) || holdsExactly(snapshot, understood(searched)));
  return { kind: current ? 'current' : 'stale', manifest };
}

function understood(published: readonly RecordEdition[]): EditionKey[] {
  return recordsToIndex(published).map(({ record, edition }) => ({ id: record.id, edition }));
}

function openIfSound(folder: string): Snapshot | null {
  try {
    return openSnapshot(folder);
  } catch (error) {
    // None yet, damaged, or of another format: all of them are built anew.
    if (error instanceof YishiError && error.code === 'snapshot_invalid') return null;
    throw error;
  }
}

function holdsExactly(snapshot: Snapshot, published: readonly EditionKey[]): boolean {
  const indexed = [...snapshot.partitions.values()].flatMap((partition) => partition.records);
  const keys = new Set(indexed.map(keyOf));
  return keys.size === published.length && published.every((record) => keys.has(keyOf(record)));
}

function keyOf({ id, edition }: EditionKey): string {
  return `${id}@${edition}`;
}

interface RebuildOptions {
  readonly root: string;
  /** Threads of the model. */
  readonly threads: number;
  readonly dataDir: string;
  readonly records: readonly RecordToIndex[];
  readonly vocabulary: IndexVocabulary;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Builds and swaps the index. Vectors made before an interruption are kept, so that the next run goes on from
 * there. Throws the signal's reason when aborted.
 */
export async function rebuildIndex(options: RebuildOptions): Promise<Manifest> {
  const { root, dataDir, threads, records, vocabulary, signal, onProgress } = options;
  signal.throwIfAborted();
  const embedder = await createEmbeddedEmbedder({ root, threads });
  const vectorCache = openVectorCache(join(dataDir, 'vectors'), embedder);
  const stop = () => void embedder.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await buildSnapshot({
      records,
      embedder,
      vectorCache,
      dir: indexFolder(dataDir),
      vocabulary,
      onProgress,
    });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    vectorCache.close();
    await embedder.close();
  }
}

function indexFolder(dataDir: string): string {
  return join(dataDir, 'index');
}
