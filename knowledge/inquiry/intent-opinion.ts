import type { Inquiry } from './inquiry.js';
import { voiceOf } from './voice.js';

/** What a sentence as a whole may mean; `consult` is everything that is neither of the others. */
export const OPINION_CLASSES = ['consult', 'complaint', 'emergency', 'off_topic'] as const;

export type OpinionClass = (typeof OPINION_CLASSES)[number];

/** Probability of each class; they sum to 1. */
export type IntentOpinion = Readonly<Record<OpinionClass, number>>;

/** Multinomial logistic weights of one class over the vector and the features after it. */
export interface ClassWeights {
  readonly bias: number;
  readonly vector: readonly number[];
  readonly features: readonly number[];
}

export type OpinionWeights = Readonly<Record<OpinionClass, ClassWeights>>;

/** What the rules know of a text beside its meaning, each 0 or 1, in the order of the weights. */
export function opinionFeatures(inquiry: Inquiry): number[] {
  const { text } = inquiry;
  const voice = voiceOf(text);
  return [
    voice.own,
    voice.accuses,
    voice.resident,
    voice.technical,
    voice.seeking,
    inquiry.techniques.length > 0,
    inquiry.processes.length > 0,
    inquiry.industries.length > 0,
    inquiry.pollutants.length > 0,
    inquiry.quantities.length > 0,
    inquiry.standardNumbers.length > 0,
    /[?？]/.test(text),
  ].map(Number);
}

/** The opinion of the weights on one text. Pure; the vector is the unit vector of the text alone. */
export function opinionOf(
  vector: Float32Array,
  features: readonly number[],
  weights: OpinionWeights,
): IntentOpinion {
  const sums = OPINION_CLASSES.map((name) => {
    const { bias, vector: slopes, features: more } = weights[name];
    return bias + dot(slopes, vector) + dot(more, features);
  });
  const highest = Math.max(...sums);
  const parts = sums.map((sum) => Math.exp(sum - highest));
  const total = parts.reduce((sum, part) => sum + part, 0);
  const [consult = 0, complaint = 0, emergency = 0, offTopic = 0] = parts.map((part) => part / total);
  return { consult, complaint, emergency, off_topic: offTopic };
}

function dot(slopes: readonly number[], values: ArrayLike<number>): number {
  return slopes.reduce((sum, slope, i) => sum + slope * (values[i] ?? 0), 0);
}
