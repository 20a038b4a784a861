import {
  type EvidenceModel,
  type EvidenceSignals,
  EVIDENCE_SIGNALS as SIGNALS,
} from '../../../knowledge/search/evidence-model.js';
import { folds, mean } from './statistics.js';

/** A question, what the search's signals say of it, and whether the knowledge answers it. */
export interface Labelled {
  readonly question: string;
  readonly signals: EvidenceSignals;
  readonly answerable: boolean;
}

const STEPS = 400;
const RATE = 1;
/** Pull of the standardised weights towards zero: with some hundred items an unpenalised fit follows single ones. */
const RIDGE = 0.005;

/** Penalised logistic regression by gradient descent on standardised signals; both classes count the same in sum. */
export function fitEvidence(items: readonly Labelled[]): EvidenceModel {
  const scales = SIGNALS.map((name) => scaleOf(items.map(({ signals }) => signals[name])));
  const rows = items.map(({ signals, answerable }) => ({
    values: SIGNALS.map((name, i) => (signals[name] - (scales[i]?.mean ?? 0)) / (scales[i]?.deviation ?? 1)),
    wanted: Number(answerable),
  }));
  const fitted = descend(rows);
  const raw = SIGNALS.map((_, i) => (fitted.weights[i] ?? 0) / (scales[i]?.deviation ?? 1));
  const bias = raw.reduce((sum, weight, i) => sum - weight * (scales[i]?.mean ?? 0), fitted.bias);
  const round = (value: number) => Number(value.toFixed(2));
  const of = (name: keyof EvidenceSignals) => round(raw[SIGNALS.indexOf(name)] ?? 0);
  return {
    bias: round(bias),
    weights: {
      cosine: of('cosine'),
      margin: of('margin'),
      coverage: of('coverage'),
      agreement: of('agreement'),
      industry: of('industry'),
      foreignIndustry: of('foreignIndustry'),
      detail: of('detail'),
    },
  };
}

function scaleOf(values: readonly number[]): { mean: number; deviation: number } {
  const middle = mean(values);
  return { mean: middle, deviation: Math.sqrt(mean(values.map((value) => (value - middle) ** 2))) || 1 };
}

function descend(rows: readonly { values: readonly number[]; wanted: number }[]) {
  const positive = rows.filter(({ wanted }) => wanted === 1).length;
  const shares = [0.5 / (rows.length - positive), 0.5 / positive];
  const weights = SIGNALS.map(() => 0);
  let bias = 0;
  for (let step = 0; step < STEPS; step++) {
    const slopes = weights.map((weight) => RIDGE * weight);
    let biasSlope = 0;
    for (const { values, wanted } of rows) {
      const sum = values.reduce((total, value, i) => total + value * (weights[i] ?? 0), bias);
      const error = (1 / (1 + Math.exp(-sum)) - wanted) * (shares[wanted] ?? 0);
      biasSlope += error;
      for (const [i, value] of values.entries()) slopes[i] = (slopes[i] ?? 0) + error * value;
    }
    bias -= RATE * biasSlope;
    for (const [i, slope] of slopes.entries()) weights[i] = (weights[i] ?? 0) - RATE * slope;
  }
  return { weights, bias };
}

function evidenceScore(signals: EvidenceSignals, { bias, weights }: EvidenceModel): number {
  const sum = SIGNALS.reduce((total, name) => total + weights[name] * signals[name], bias);
  return 1 / (1 + Math.exp(-sum));
}

/** Every item's score by a model that was fitted without it. */
export function heldOutScores(items: readonly Labelled[], count: number): number[] {
  const scores = items.map(() => 0);
  for (const held of folds(items.length, count)) {
    const model = fitEvidence(items.filter((_, i) => !held.includes(i)));
    for (const i of held) {
      const item = items[i];
      if (item !== undefined) scores[i] = evidenceScore(item.signals, model);
    }
  }
  return scores;
}
