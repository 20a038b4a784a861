import type { Inquiry } from '../inquiry/inquiry.js';
import { EVIDENCE_MODEL, EVIDENCE_THRESHOLDS, type EvidenceSignals } from './evidence-model.js';
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
  readonly text: string;
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
  const sum =
    bias +
    weights.cosine * parts.cosine +
    weights.margin * parts.margin +
    weights.coverage * parts.coverage +
    weights.agreement * parts.agreement +
    weights.entity * parts.entity +
    weights.nothingNamed * parts.nothingNamed +
    weights.foreignIndustry * parts.foreignIndustry;
  return 1 / (1 + Math.exp(-sum));
}

function best(hits: readonly Hit[], part: string): number {
  return hits.reduce((most, hit) => Math.max(most, hit.parts[part] ?? 0), 0);
}

export function evidenceSignals(hits: readonly Hit[], inquiry: Inquiry): EvidenceSignals {
  const first = hits.slice(0, FIRST_HITS);
  const cosines = hits.map((hit) => hit.parts.vector ?? 0).sort((a, b) => b - a);
  const crowd = cosines[CROWD_RANK - 1] ?? cosines.at(-1) ?? 0;
  const named = [
    inquiry.industries,
    inquiry.media,
    inquiry.pollutants,
    inquiry.processes,
    inquiry.techniques,
  ];
  return {
    cosine: cosines[0] ?? 0,
    margin: (cosines[0] ?? 0) - crowd,
    coverage: best(first, 'coverage'),
    agreement: agreement(hits[0]),
    entity: best(first, 'entity'),
    nothingNamed: named.every((names) => names.length === 0) ? 1 : 0,
    foreignIndustry: inquiry.industries.length > 0 && best(first, 'industry') === 0 ? 1 : 0,
  };
}

function agreement(hit: Hit | undefined): number {
  const ranks = ['rankWords', 'rankBigrams', 'rankVector'].map((name) => hit?.parts[name] ?? 0);
  return ranks.reduce((sum, rank) => sum + (rank > 0 ? 1 / rank : 0), 0) / ranks.length;
}
