import type { Intent } from './inquiry.js';
import type { Reading } from './intent.js';
import type { IntentOpinion, OpinionClass } from './intent-opinion.js';

/** What the rules made of a text, and what decides how firmly they stand. */
export interface Ruling {
  readonly reading: Reading;
  /** Asks authorities to act: a complaint whatever else it sounds like. */
  readonly demandsAction: boolean;
  /** Speaks of one's own affair, or asks for a technique: such a question may well tell of a nuisance. */
  readonly ownOrTechnical: boolean;
  /** Names a thing of the environment. */
  readonly namesAnything: boolean;
  /** Comes first in its consultation. */
  readonly opens: boolean;
}

export interface Overruling {
  readonly ruled: readonly Intent[];
  readonly heard: OpinionClass;
  /** The opinion's probability must be at least this. */
  readonly least: number;
  /** Complaint and emergency border on each other: both speak against a question. */
  readonly trouble?: true;
  readonly unless?: (ruling: Ruling) => boolean;
}

const QUESTIONS: readonly Intent[] = ['consult', 'standard', 'policy', 'cases', 'compare', 'referral'];

/**
 * Where the opinion overrules the rules, the first row that holds. Chosen on held-out opinions on sentences that the
 * rules do not know (`npm run bench -- intent`): questions must not lose more than they gain, and a false alarm costs
 * less than a danger missed.
 */
export const OVERRULINGS: readonly Overruling[] = [
  { ruled: QUESTIONS, heard: 'emergency', least: 0.8, trouble: true },
  {
    ruled: QUESTIONS,
    heard: 'complaint',
    least: 0.9,
    trouble: true,
    unless: ({ reading, ownOrTechnical }) => reading.otherMode !== null || ownOrTechnical,
  },
  {
    // A question about a rule or an expert may name nothing of the environment and still be ours.
    ruled: ['consult'],
    heard: 'off_topic',
    least: 0.6,
    unless: ({ reading, namesAnything, opens }) => reading.otherMode !== null || namesAnything || !opens,
  },
  { ruled: ['complaint'], heard: 'emergency', least: 0.6 },
  { ruled: ['complaint'], heard: 'consult', least: 0.6, unless: ({ demandsAction }) => demandsAction },
  { ruled: ['emergency'], heard: 'consult', least: 0.85 },
];

/** Whether an opinion could change anything: a greeting or a command is not worth a vector. */
export function mayBeOverruled(intent: Intent): boolean {
  return OVERRULINGS.some(({ ruled }) => ruled.includes(intent));
}

/** The class that the opinion puts in place of the rules' reading, or null where the rules stand. Pure. */
export function overrule(ruling: Ruling, opinion: IntentOpinion): OpinionClass | null {
  const row = OVERRULINGS.find(
    (one) =>
      one.ruled.includes(ruling.reading.intent) &&
      strengthOf(one, opinion) >= one.least &&
      one.unless?.(ruling) !== true,
  );
  return row?.heard ?? null;
}

/** Of `trouble` the probability of either for the likelier one, 0 for the other. */
export function strengthOf({ heard, trouble }: Overruling, opinion: IntentOpinion): number {
  if (!trouble) return opinion[heard];
  const { complaint, emergency } = opinion;
  const likelier = emergency >= complaint ? 'emergency' : 'complaint';
  return heard === likelier ? complaint + emergency : 0;
}
