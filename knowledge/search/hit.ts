import type { RecordKind } from '../records/record.js';

/** One found record. Every part of the score is kept, so that a ranking can be explained and refitted. */
export interface Hit {
  readonly id: string;
  readonly kind: RecordKind;
  readonly score: number;
  /** words, bigrams: BM25; vector: cosine; entity, industry, medium, process, technique…: 0–1; rank*: rank in each list, from 1. */
  readonly parts: Readonly<Record<string, number>>;
}
