/** The signals that evidence.ts draws from the hits of one question. */
export interface EvidenceSignals {
  /** Cosine of the nearest record. */
  readonly cosine: number;
  /** How far the nearest stands above the crowd: cosine of the first less that of the 20th nearest. */
  readonly margin: number;
  /** Share of the question's character pairs in the best of the first hits, by rarity. */
  readonly coverage: number;
  /** Mean of 1/rank of the first hit over the three lists. */
  readonly agreement: number;
  /** Mean share of what the asker named that the best of the first hits meets; 0 where nothing was named. */
  readonly entity: number;
  /** 1 where the asker named nothing that the vocabulary knows. */
  readonly nothingNamed: number;
  /** 1 where industries were named and none of the first hits is for one of them. */
  readonly foreignIndustry: number;
}

/**
 * Logistic weights over the signals of evidence.ts, fitted by `npm run bench -- retrieval` on questions that the
 * knowledge answers and on ones that it does not (test/knowledge/*.jsonl and the development sets beside the project).
 * Refit after a change of the vocabulary, the passages or the weights of the search; never turn a number by hand.
 */
export const EVIDENCE_MODEL: { bias: number; weights: Record<keyof EvidenceSignals, number> } = {
  bias: -12,
  weights: {
    cosine: 14,
    margin: 8,
    coverage: 10,
    agreement: 0.5,
    entity: 1,
    nothingNamed: -0.5,
    foreignIndustry: -1.5,
  },
};

/** strong: suggestions may be shown. weak: worth asking back. Below: none. */
export const EVIDENCE_THRESHOLDS = { strong: 0.5, weak: 0.2 } as const;
