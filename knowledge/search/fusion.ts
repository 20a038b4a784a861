import type { SearchWeights } from './weights.js';

/** Score of a record = that of its best passage: a record does not win by being long. */
export function bestPerRecord(
  rowScores: ArrayLike<number>,
  recordOf: readonly number[],
  records: number,
): Float32Array {
  const best = new Float32Array(records);
  for (let row = 0; row < recordOf.length; row++) {
    const record = recordOf[row] ?? 0;
    const score = rowScores[row] ?? 0;
    if (score > (best[record] ?? 0)) best[record] = score;
  }
  return best;
}

/** Rank of every record in one list, from 1, equal scores sharing the better rank; 0 where the list has not found it. */
export function ranksOf(scores: Float32Array): Uint32Array {
  const ranks = new Uint32Array(scores.length);
  const found: number[] = [];
  for (let record = 0; record < scores.length; record++) if ((scores[record] ?? 0) > 0) found.push(record);
  found.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
  let rank = 0;
  let previous = Number.NaN;
  for (const [i, record] of found.entries()) {
    const score = scores[record] ?? 0;
    if (score !== previous) rank = i + 1;
    previous = score;
    ranks[record] = rank;
  }
  return ranks;
}

/** A record's rank in each list; 0 = not found. */
export interface Ranks {
  readonly words: number;
  readonly bigrams: number;
  readonly vector: number;
}

export type FusionWeights = Pick<SearchWeights, 'k' | 'words' | 'bigrams' | 'vectors'>;

/** Weighted reciprocal rank fusion, as a share of what a record has that is first in every list: 0–1. */
export function fusedShare(ranks: Ranks, { k, words, bigrams, vectors }: FusionWeights): number {
  const sum = reciprocal(ranks.words, words, k) + reciprocal(ranks.bigrams, bigrams, k);
  return ((sum + reciprocal(ranks.vector, vectors, k)) * (k + 1)) / (words + bigrams + vectors);
}

function reciprocal(rank: number, weight: number, k: number): number {
  return rank > 0 ? weight / (k + rank) : 0;
}
