import { YishiError } from '../../src/errors.js';
import type { Manifest } from './manifest.js';
import { type Partition, readSnapshot } from './snapshot.js';
import type { TextTokenizer } from './tokens.js';

/** A passage asked with its own vector must come back at (nearly) 1; float32 sums differ in the last digits. */
const OWN_COSINE = 0.999;

/**
 * Opens a freshly built snapshot as a reader would and asks each part for its first, middle and last passage, by the
 * passage's own vector and by its own words. Throws YishiError('snapshot_invalid').
 */
export function selfCheck(folder: string, manifest: Manifest, tokenizer: TextTokenizer): void {
  const snapshot = readSnapshot(folder, manifest);
  if (snapshot.manifest.id !== manifest.id)
    throw new YishiError('snapshot_invalid', 'another index was written');
  for (const partition of snapshot.partitions.values()) {
    const last = partition.texts.length - 1;
    for (const row of new Set([0, Math.floor(last / 2), last])) {
      if (!findsItself(partition, row, tokenizer))
        throw new YishiError('snapshot_invalid', `passage ${row} of ${partition.kind} does not find itself`);
    }
  }
}

function findsItself(partition: Partition, row: number, tokenizer: TextTokenizer): boolean {
  const text = partition.texts[row] ?? '';
  const [best] = partition.vectors.nearest(partition.vectors.vector(row), 1);
  const byVector = best !== undefined && best.cosine >= OWN_COSINE;
  const byWords = partition.words.scores(tokenizer.words(text))[row] ?? 0;
  const byBigrams = partition.bigrams.scores(tokenizer.bigrams(text))[row] ?? 0;
  return byVector && byWords > 0 && byBigrams > 0;
}
