/**
 * Every number that a ranking depends on. The values are plain starting points that were kept because the weights that
 * `npm run bench -- retrieval --tune` finds are no better on held-out questions (recall@3 0.98 against 0.99); run it
 * again before changing one, and never turn a number for a single question.
 */
export interface SearchWeights {
  /** Reciprocal rank fusion: a list adds weight / (k + rank). */
  readonly k: number;
  readonly words: number;
  readonly bigrams: number;
  readonly vectors: number;
  /** Added to the fused share (0–1) per signal of entities.ts (0–1 each). */
  readonly industry: number;
  readonly impliedIndustry: number;
  readonly otherIndustry: number;
  readonly otherMedium: number;
  readonly pollutant: number;
  readonly process: number;
  readonly technique: number;
}

export const SEARCH_WEIGHTS: SearchWeights = {
  k: 10,
  words: 0.5,
  bigrams: 0.5,
  vectors: 1,
  industry: 0.3,
  impliedIndustry: 0.1,
  otherIndustry: -0.3,
  otherMedium: -0.3,
  pollutant: 0.1,
  process: 0.15,
  technique: 0.2,
};
