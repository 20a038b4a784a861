import type { Partition } from '../index/snapshot.js';
import { type EntitySignals, entitySignals } from './entities.js';
import { bestPerRecord, fusedShare, ranksOf } from './fusion.js';
import type { Hit } from './hit.js';
import type { Kinship } from './kinship.js';
import type { PreparedQuery } from './query.js';
import type { SearchWeights } from './weights.js';

/** So many nearest passages enter the fusion; beyond them a rank adds next to nothing. */
const VECTOR_ROWS = 200;

export interface Ranker {
  readonly weights: SearchWeights;
  readonly kinship: Kinship;
}

/** Scores per record (0 = not found): BM25 of words and of character pairs, and cosine. */
export interface ListScores {
  readonly words: Float32Array;
  readonly bigrams: Float32Array;
  readonly vector: Float32Array;
}

/** What a hit's score is made of, beside the entity signals. */
interface ListParts {
  readonly words: number;
  readonly bigrams: number;
  readonly vector: number;
  readonly rankWords: number;
  readonly rankBigrams: number;
  readonly rankVector: number;
}

/** Records of one kind that any list has found, best first. Every part of the score is kept with the hit. */
export function rankPartition(partition: Partition, query: PreparedQuery, ranker: Ranker): Hit[] {
  const { bigrams, recordOf, records, kind } = partition;
  const scores = listScores(partition, query);
  const ranks = {
    words: ranksOf(scores.words),
    bigrams: ranksOf(scores.bigrams),
    vector: ranksOf(scores.vector),
  };
  const coverage = bestPerRecord(bigrams.coverage(query.ownBigrams), recordOf, records.length);
  const hits: Hit[] = [];
  for (const [record, { id, facts }] of records.entries()) {
    const lists = {
      words: scores.words[record] ?? 0,
      bigrams: scores.bigrams[record] ?? 0,
      vector: scores.vector[record] ?? 0,
      rankWords: ranks.words[record] ?? 0,
      rankBigrams: ranks.bigrams[record] ?? 0,
      rankVector: ranks.vector[record] ?? 0,
    };
    const fused = fusedOf(lists, ranker.weights);
    if (fused === 0) continue;
    const signals = entitySignals(query.asked, facts, ranker.kinship);
    const score = fused + entityScore(signals, ranker.weights);
    hits.push({ id, kind, score, parts: { ...lists, fused, coverage: coverage[record] ?? 0, ...signals } });
  }
  return hits.sort(byScore);
}

/** Best first; ties by id, so that an order never depends on chance. */
export function byScore(a: Hit, b: Hit): number {
  return b.score - a.score || (a.id < b.id ? -1 : 1);
}

export function listScores(partition: Partition, query: PreparedQuery): ListScores {
  const { recordOf, records, vectors } = partition;
  const cosines = new Float32Array(recordOf.length);
  for (const { row, cosine } of vectors.nearest(query.vector, VECTOR_ROWS)) cosines[row] = cosine;
  return {
    words: bestPerRecord(partition.words.scores(query.words), recordOf, records.length),
    bigrams: bestPerRecord(partition.bigrams.scores(query.bigrams), recordOf, records.length),
    vector: bestPerRecord(cosines, recordOf, records.length),
  };
}

/** Share of the best possible fusion of the three lists: 0–1. */
export function fusedOf(
  parts: Pick<ListParts, 'rankWords' | 'rankBigrams' | 'rankVector'>,
  weights: SearchWeights,
) {
  const { words, bigrams, vectors, k } = weights;
  return fusedShare(
    [
      [parts.rankWords, words],
      [parts.rankBigrams, bigrams],
      [parts.rankVector, vectors],
    ],
    k,
  );
}

export function entityScore(signals: EntitySignals, weights: SearchWeights): number {
  return (
    weights.industry * signals.industry +
    weights.impliedIndustry * signals.impliedIndustry +
    weights.otherIndustry * signals.otherIndustry +
    weights.otherMedium * signals.otherMedium +
    weights.pollutant * signals.pollutant +
    weights.process * signals.process +
    weights.technique * signals.technique
  );
}
