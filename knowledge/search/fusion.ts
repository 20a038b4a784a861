/** One way of finding: a score per record (0 = not found), and how much its order counts. */
export interface ScoredList {
  readonly name: string;
  readonly weight: number;
  readonly scores: Float32Array;
}

/** Score of a record = that of its best passage: a record does not win by being long. */
export function bestPerRecord(rowScores: ArrayLike<number>, recordOf: readonly number[], records: number) {
  const best = new Float32Array(records);
  for (const [row, record] of recordOf.entries()) {
    const score = rowScores[row] ?? 0;
    if (score > (best[record] ?? 0)) best[record] = score;
  }
  return best;
}

/** Rank of every record in one list, from 1, equal scores sharing the better rank; 0 where the list has not found it. */
export function ranksOf(scores: Float32Array): Uint32Array {
  const ranks = new Uint32Array(scores.length);
  const found = [...scores.keys()].filter((record) => (scores[record] ?? 0) > 0);
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

export interface FusedRecord {
  readonly record: number;
  /** Share of what a record would have that is first in every list: 0–1. */
  readonly fused: number;
  /** Rank in each list, in their order; 0 = not found. */
  readonly ranks: readonly number[];
}

/** Weighted reciprocal rank fusion; records that no list has found are left out. Best first, ties in order of records. */
export function fuse(lists: readonly ScoredList[], k: number): FusedRecord[] {
  const ranks = lists.map((list) => ranksOf(list.scores));
  const most = lists.reduce((sum, list) => sum + list.weight / (k + 1), 0);
  const fused: FusedRecord[] = [];
  for (let record = 0; record < (ranks[0]?.length ?? 0); record++) {
    const own = ranks.map((list) => list[record] ?? 0);
    const sum = own.reduce(
      (total, rank, i) => total + (rank > 0 ? (lists[i]?.weight ?? 0) / (k + rank) : 0),
      0,
    );
    if (sum > 0) fused.push({ record, fused: sum / most, ranks: own });
  }
  return fused.sort((a, b) => b.fused - a.fused || a.record - b.record);
}
