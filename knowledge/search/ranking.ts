import type { Partition } from '../index/snapshot.js';
import { type EntitySignals, matchEntities } from './entities.js';
import { bestPerRecord, fusedShare, type Ranks, ranksOf } from './fusion.js';
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

interface Candidate {
  readonly record: number;
  readonly ranks: Ranks;
  readonly signals: EntitySignals;
  readonly score: number;
}

/** The `limit` best records of one kind that any list has found, best first, each with every part of its score. */
export function rankPartition(
  partition: Partition,
  query: PreparedQuery,
  ranker: Ranker,
  limit: number,
): Hit[] {
  const scores = listScores(partition, query);
  const candidates = candidatesOf(partition, query, scores, ranker);
  const first = candidates.sort((a, b) => b.score - a.score || a.record - b.record).slice(0, limit);
  const { bigrams, recordOf, records, kind } = partition;
  const coverage = bestPerRecord(bigrams.coverage(query.ownBigrams), recordOf, records.length);
  const hits = first.map(({ record, ranks, signals, score }) => ({
    id: records[record]?.id ?? '',
    kind,
    score,
    parts: {
      words: scores.words[record] ?? 0,
      bigrams: scores.bigrams[record] ?? 0,
      vector: scores.vector[record] ?? 0,
      rankWords: ranks.words,
      rankBigrams: ranks.bigrams,
      rankVector: ranks.vector,
      fused: fusedShare(ranks, ranker.weights),
      coverage: coverage[record] ?? 0,
      ...signals,
    },
  }));
  return hits.sort(byScore);
}

function candidatesOf(
  { records }: Partition,
  query: PreparedQuery,
  scores: ListScores,
  { weights, kinship }: Ranker,
): Candidate[] {
  const [words, bigrams, vector] = [ranksOf(scores.words), ranksOf(scores.bigrams), ranksOf(scores.vector)];
  const signalsOf = matchEntities(query.asked, kinship);
  const candidates: Candidate[] = [];
  for (let record = 0; record < records.length; record++) {
    const indexed = records[record];
    const ranks = { words: words[record] ?? 0, bigrams: bigrams[record] ?? 0, vector: vector[record] ?? 0 };
    if (indexed === undefined || ranks.words + ranks.bigrams + ranks.vector === 0) continue;
    const signals = signalsOf(indexed.facts);
    const score = fusedShare(ranks, weights) + entityScore(signals, weights);
    candidates.push({ record, ranks, signals, score });
  }
  return candidates;
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

/** The score that the parts of a hit give with these weights; `rankPartition` with them gives the same. */
export function weightedScore({ parts }: Hit, weights: SearchWeights): number {
  const ranks = {
    words: parts.rankWords ?? 0,
    bigrams: parts.rankBigrams ?? 0,
    vector: parts.rankVector ?? 0,
  };
  return fusedShare(ranks, weights) + entityScore(parts, weights);
}

/** Signals of entities.ts that have a weight of the same name. */
const WEIGHTED = [
  'industry',
  'impliedIndustry',
  'otherIndustry',
  'otherMedium',
  'pollutant',
  'process',
  'technique',
] as const satisfies readonly (keyof EntitySignals & keyof SearchWeights)[];

type Weighted = { readonly [S in (typeof WEIGHTED)[number]]?: number };

function entityScore(signals: Weighted, weights: SearchWeights): number {
  let sum = 0;
  for (const name of WEIGHTED) sum += weights[name] * (signals[name] ?? 0);
  return sum;
}
