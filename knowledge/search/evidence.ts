import type { Inquiry } from '../inquiry/inquiry.js';
import {
  EVIDENCE_MODEL,
  EVIDENCE_SIGNALS,
  EVIDENCE_THRESHOLDS,
  type EvidenceSignals,
} from './evidence-model.js';
import type { Hit } from './hit.js';

export type EvidenceVerdict = 'strong' | 'weak' | 'none';

/** Whether what was found carries an answer. `parts` are the signals (0–1), `score` what they sum up to (0–1). */
export interface Evidence {
  readonly verdict: EvidenceVerdict;
  readonly score: number;
  readonly parts: EvidenceSignals;
}

/** So many hits can carry an answer; at most three technologies are shown. */
const FIRST_HITS = 3;
/** Rank of the record that stands for the crowd. */
const CROWD_RANK = 20;

/**
 * Weighs the hits of one technology question, in their order. There is no threshold on the cosine alone: those of right
 * and random pairs overlap. `npm run bench -- retrieval` refits the table behind it.
 */
export function assessEvidence(question: {
  readonly hits: readonly Hit[];
  readonly inquiry: Inquiry;
}): Evidence {
  const parts = evidenceSignals(question.hits, question.inquiry);
  const score = question.hits.length === 0 || question.inquiry.offTopic ? 0 : logistic(parts);
  return { verdict: verdictOf(score), score, parts };
}

function verdictOf(score: number): EvidenceVerdict {
  if (score >= EVIDENCE_THRESHOLDS.strong) return 'strong';
  return score >= EVIDENCE_THRESHOLDS.weak ? 'weak' : 'none';
}

function logistic(parts: EvidenceSignals): number {
  const { bias, weights } = EVIDENCE_MODEL;
  const sum = EVIDENCE_SIGNALS.reduce((total, name) => total + weights[name] * parts[name], bias);
  return 1 / (1 + Math.exp(-sum));
}

function best(hits: readonly Hit[], part: string): number {
  return hits.reduce((most, hit) => Math.max(most, hit.parts[part] ?? 0), 0);
}

export function evidenceSignals(hits: readonly Hit[], inquiry: Inquiry): EvidenceSignals {
  const first = hits.slice(0, FIRST_HITS);
  const cosines = hits.map((hit) => hit.parts.vector ?? 0).sort((a, b) => b - a);
  const crowd = cosines[CROWD_RANK - 1] ?? cosines.at(-1) ?? 0;
  const [industry, implied] = [best(first, 'industry'), best(first, 'impliedIndustry')];
  return {
    cosine: cosines[0] ?? 0,
    margin: (cosines[0] ?? 0) - crowd,
    coverage: best(first, 'coverage'),
    agreement: agreement(hits[0]),
    industry: Math.max(industry, implied),
    foreignIndustry: inquiry.industries.length > 0 && Math.max(industry, implied) === 0 ? 1 : 0,
    detail: first.reduce((most, hit) => Math.max(most, detail(hit, inquiry)), 0),
  };
}

/** Mean share of the pollutants, processes and techniques that were named; 0 where none was. */
function detail({ parts }: Hit, { pollutants, processes, techniques }: Inquiry): number {
  const named = [
    [pollutants, parts.pollutant],
    [processes, parts.process],
    [techniques, parts.technique],
  ] as const;
  const shares = named.flatMap(([names, share]) => (names.length > 0 ? [share ?? 0] : []));
  return shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

function agreement(hit: Hit | undefined): number {
  const ranks = ['rankWords', 'rankBigrams', 'rankVector'].map((name) => hit?.parts[name] ?? 0);
  return ranks.reduce((sum, rank) => sum + (rank > 0 ? 1 / rank : 0), 0) / ranks.length;
}
