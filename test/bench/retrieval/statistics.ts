/** Numbers in [0, 1) from a seed (mulberry32): the same seed gives the same report. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** 95 % bootstrap interval of the mean, percentile method over 2,000 resamples. */
export function interval95(values: readonly number[]): [number, number] {
  const random = seededRandom(95);
  const means = Array.from({ length: 2000 }, () =>
    mean(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
  ).sort((a, b) => a - b);
  return [means[50] ?? Number.NaN, means[1949] ?? Number.NaN];
}

export interface Relevance {
  readonly recallAt1: number;
  readonly recallAt3: number;
  readonly recallAt5: number;
  readonly mrr: number;
}

/** As results.md defines them: recallAtK = |gold ∩ first K| / min(K, |gold|), mrr = first gold within 10. */
export function relevance(ranked: readonly string[], gold: readonly string[]): Relevance {
  const recallAt = (k: number) =>
    ranked.slice(0, k).filter((id) => gold.includes(id)).length / Math.min(k, gold.length);
  const first = ranked.slice(0, 10).findIndex((id) => gold.includes(id));
  return {
    recallAt1: recallAt(1),
    recallAt3: recallAt(3),
    recallAt5: recallAt(5),
    mrr: first < 0 ? 0 : 1 / (first + 1),
  };
}

/** Part of 0…n-1 per fold, shuffled by seed; every index is in exactly one. */
export function folds(n: number, count: number): number[][] {
  const random = seededRandom(7);
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return Array.from({ length: count }, (_, fold) => order.filter((_, i) => i % count === fold));
}
