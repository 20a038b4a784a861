import { YishiError } from '../../src/errors.js';

export interface Neighbour {
  readonly row: number;
  /** Dot product of unit vectors: -1 to 1. */
  readonly cosine: number;
}

/** Nearest rows by cosine; the exact scan here and an approximate index share it. */
export interface VectorIndex {
  readonly rows: number;
  readonly dimensions: number;
  vector(row: number): Float32Array;
  /** The `count` nearest rows, nearest first; equal cosines in order of rows. `query` is a unit vector. */
  nearest(query: Float32Array, count: number): Neighbour[];
}

/** Exact scan over one buffer of `rows × dimensions` numbers: about 3 ms for 10 000 rows of 512. */
export function createExactIndex(vectors: Float32Array, dimensions: number): VectorIndex {
  if (vectors.length % dimensions !== 0)
    throw new YishiError('snapshot_invalid', `${vectors.length} numbers are no vectors of ${dimensions}`);
  const rows = vectors.length / dimensions;
  return {
    rows,
    dimensions,
    vector: (row) => vectors.subarray(row * dimensions, (row + 1) * dimensions),
    nearest(query, count) {
      if (query.length !== dimensions)
        throw new YishiError(
          'internal',
          `a query of ${query.length} dimensions, the index has ${dimensions}`,
        );
      const cosines = new Float32Array(rows);
      for (let row = 0, at = 0; row < rows; row++) {
        let dot = 0;
        for (let i = 0; i < dimensions; i++) dot += (query[i] ?? 0) * (vectors[at++] ?? 0);
        cosines[row] = dot;
      }
      return highest(cosines, count).map((row) => ({ row, cosine: cosines[row] ?? 0 }));
    },
  };
}

/** Rows of the `count` highest scores, highest first, equal ones in order of rows. Fast while `count` is small. */
export function highest(scores: Float32Array, count: number): number[] {
  const best: number[] = [];
  if (count < 1) return best;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] ?? 0;
    if (best.length === count && score <= (scores[best[count - 1] ?? 0] ?? 0)) continue;
    let at = best.length === count ? count - 1 : best.length;
    for (; at > 0 && (scores[best[at - 1] ?? 0] ?? 0) < score; at--) best[at] = best[at - 1] ?? 0;
    best[at] = row;
  }
  return best;
}
