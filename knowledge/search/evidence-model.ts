/** The signals that evidence.ts draws from the hits of one question, each 0–1. */
export const EVIDENCE_SIGNALS = [
  /** Cosine of the nearest record. */
  'cosine',
  /** How far the nearest stands above the crowd: cosine of the first less that of the 20th nearest. */
  'margin',
  /** Share of the question's character pairs in the best of the first hits, by rarity. */
  'coverage',
  /** Mean of 1/rank of the first hit over the three lists. */
  'agreement',
  /** Above 0 where one of the first hits is for an industry that was named or follows from a process. */
  'industry',
  /** 1 where industries were named and none of the first hits is for one of them. */
  'foreignIndustry',
  /** Share of the named pollutants, processes and techniques that the best of the first hits meets. */
  'detail',
] as const;

export type EvidenceSignals = Readonly<Record<(typeof EVIDENCE_SIGNALS)[number], number>>;

export interface EvidenceModel {
  readonly bias: number;
  readonly weights: EvidenceSignals;
}

/**
 * Logistic weights, fitted by `npm run bench -- retrieval` on questions that the knowledge answers and on ones that it
 * does not (test/knowledge/*.jsonl and the development sets beside the project). So the development sets are part of the
 * fitting data: what is measured on them flatters the model, and only questions unseen here judge it. Refit after a change
 * of the vocabulary, the passages or the weights of the search; never turn a number by hand.
 */
export const EVIDENCE_MODEL: EvidenceModel = {
  bias: -16.6,
  weights: {
    cosine: 14.71,
    margin: 19.6,
    coverage: 4.28,
    agreement: 3.46,
    industry: 2.07,
    foreignIndustry: -0.69,
    detail: 1.08,
  },
};

/**
 * strong: suggestions may be shown. weak: worth asking back. Below: none. At 0.7 the held-out scores answered 88 % of 120
 * answerable questions and 3 % of 125 others; the threshold was chosen on the same table, so expect a little worse.
 */
export const EVIDENCE_THRESHOLDS = { strong: 0.7, weak: 0.3 } as const;
