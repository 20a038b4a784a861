import {
  OPINION_CLASSES,
  type OpinionClass,
  type OpinionWeights,
} from '../../../knowledge/inquiry/intent-opinion.js';

/** One sentence as numbers. */
export interface Example {
  readonly vector: Float32Array;
  readonly features: readonly number[];
  readonly label: OpinionClass;
}

const STEPS = 300;
const RATE = 0.5;
const MOMENTUM = 0.9;

/**
 * Multinomial logistic regression with a quadratic penalty, by gradient descent with momentum on standardised columns.
 * Starts from zero and sees all examples at each step: nothing is random. Classes count by the root of their number.
 */
export function fitOpinion(examples: readonly Example[], ridge: number): OpinionWeights {
  const dimensions = examples[0]?.vector.length ?? 0;
  const rows = examples.map(({ vector, features }) => Float64Array.from([...vector, ...features]));
  const { means, deviations } = standardise(rows);
  const wanted = examples.map(({ label }) => OPINION_CLASSES.indexOf(label));
  const columns = descend(rows, wanted, importance(wanted), ridge);
  const of = (name: OpinionClass) => {
    const { slopes, bias } = columns[OPINION_CLASSES.indexOf(name)] ?? {
      slopes: new Float64Array(),
      bias: 0,
    };
    const raw = Array.from(slopes, (slope, i) => slope / (deviations[i] ?? 1));
    const shift = raw.reduce((sum, slope, i) => sum + slope * (means[i] ?? 0), 0);
    const rounded = raw.map((slope) => Number(slope.toFixed(3)));
    return {
      bias: Number((bias - shift).toFixed(3)),
      vector: rounded.slice(0, dimensions),
      features: rounded.slice(dimensions),
    };
  };
  return {
    consult: of('consult'),
    complaint: of('complaint'),
    emergency: of('emergency'),
    off_topic: of('off_topic'),
  };
}

/** In place; a column that never changes keeps its scale. */
function standardise(rows: readonly Float64Array[]): { means: number[]; deviations: number[] } {
  const columns = Array.from({ length: rows[0]?.length ?? 0 }, (_, i) => rows.map((row) => row[i] ?? 0));
  const means = columns.map((column) => column.reduce((sum, value) => sum + value, 0) / column.length);
  const deviations = columns.map((column, i) => {
    const squares = column.reduce((sum, value) => sum + (value - (means[i] ?? 0)) ** 2, 0);
    return Math.sqrt(squares / column.length) || 1;
  });
  for (const row of rows)
    for (let i = 0; i < row.length; i++) row[i] = ((row[i] ?? 0) - (means[i] ?? 0)) / (deviations[i] ?? 1);
  return { means, deviations };
}

/** Share of each example in the loss; all shares sum to 1. */
function importance(wanted: readonly number[]): number[] {
  const counts = OPINION_CLASSES.map((_, k) => wanted.filter((one) => one === k).length);
  const raw = wanted.map((k) => 1 / Math.sqrt(counts[k] || 1));
  const total = raw.reduce((sum, value) => sum + value, 0);
  return raw.map((value) => value / total);
}

interface Column {
  readonly slopes: Float64Array;
  readonly speed: Float64Array;
  bias: number;
}

function descend(
  rows: readonly Float64Array[],
  wanted: readonly number[],
  shares: readonly number[],
  ridge: number,
): Column[] {
  const width = rows[0]?.length ?? 0;
  const columns = OPINION_CLASSES.map(() => ({
    slopes: new Float64Array(width),
    speed: new Float64Array(width),
    bias: 0,
  }));
  // Of standardised columns the steepest curvature grows with their number.
  const rate = RATE / Math.sqrt(width);
  for (let step = 0; step < STEPS; step++) {
    const errors = rows.map((row, i) => errorsOf(row, columns, wanted[i] ?? 0, shares[i] ?? 0));
    for (const [k, column] of columns.entries()) {
      const gradient = column.slopes.map((slope) => slope * ridge);
      let biasGradient = 0;
      for (const [i, row] of rows.entries()) {
        const error = errors[i]?.[k] ?? 0;
        biasGradient += error;
        for (let j = 0; j < width; j++) gradient[j] = (gradient[j] ?? 0) + error * (row[j] ?? 0);
      }
      column.bias -= rate * 10 * biasGradient;
      for (let j = 0; j < width; j++) {
        const speed = MOMENTUM * (column.speed[j] ?? 0) - rate * (gradient[j] ?? 0);
        column.speed[j] = speed;
        column.slopes[j] = (column.slopes[j] ?? 0) + speed;
      }
    }
  }
  return columns;
}

/** Weighted difference between the probability of each class and what was wanted. */
function errorsOf(row: Float64Array, columns: readonly Column[], wanted: number, share: number): number[] {
  const sums = columns.map(({ slopes, bias }) => {
    let sum = bias;
    for (let j = 0; j < row.length; j++) sum += (slopes[j] ?? 0) * (row[j] ?? 0);
    return sum;
  });
  const highest = Math.max(...sums);
  const parts = sums.map((sum) => Math.exp(sum - highest));
  const total = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part, k) => share * (part / total - Number(k === wanted)));
}
