import type { Quantity } from '../../src/quantity/quantity.js';
import type { Inquiry } from '../inquiry/inquiry.js';
import { INFERENCES, SUM } from '../vocabulary/inference.js';
import { ANY_OF } from '../vocabulary/params.js';
import { TRAIT_VALUES } from '../vocabulary/traits.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import { fitTexts, type Interval, intervalText, type Told } from './texts.js';

/** A figure of the asker's as far as it speaks of the wanted parameter. */
export interface ToldFigure extends Interval {
  readonly told: Told;
  readonly unit: string | null;
}

/**
 * What the asker told of a parameter: its own figures, else what other figures bound (BOD5 → COD), else what a
 * trait in words stands for (高湿). Targets never count.
 */
export function toldFigures(name: string, inquiry: Inquiry, vocabulary: Vocabulary): ToldFigure[] {
  const names = ANY_OF[name] ?? [name];
  const streams = inquiry.quantities.filter(
    (one) => one.role !== 'target' && (one.min !== null || one.max !== null),
  );
  const direct = streams.filter((one) => one.param === name || names.includes(one.param ?? ''));
  if (direct.length > 0) return direct.map((one) => figure(one, one.min, one.max, null));
  const inferred = streams.flatMap((one) => inferredFrom(name, one, vocabulary) ?? []);
  return inferred.length > 0 ? inferred : fromTraits(name, inquiry, vocabulary);
}

function inferredFrom(name: string, quantity: Quantity, vocabulary: Vocabulary): ToldFigure | null {
  const { param, min, max } = quantity;
  if (param === null) return null;
  const rule = INFERENCES.find((row) => row.from === param && row.to === name);
  if (rule?.as === 'lower' && min !== null) return figure(quantity, min, null, fitTexts.atLeast(name, param));
  if (rule?.as === 'upper' && max !== null) return figure(quantity, null, max, fitTexts.atMost(name, param));
  const pollutant = name === SUM.param ? vocabulary.pollutant(param) : null;
  const isPart = pollutant !== null && vocabulary.lineage(pollutant).includes(SUM.family) && min !== null;
  return isPart ? figure(quantity, min, null, fitTexts.partOf(name)) : null;
}

function figure(quantity: Quantity, min: number | null, max: number | null, why: string | null): ToldFigure {
  const text = intervalText(quantity, quantity.unit);
  return { min, max, unit: quantity.unit, told: { name: quantity.param ?? '', figure: text, why } };
}

function fromTraits(name: string, inquiry: Inquiry, vocabulary: Vocabulary): ToldFigure[] {
  const unit = vocabulary.param(name)?.unit ?? null;
  return TRAIT_VALUES.filter((row) => row.param === name && inquiry.traits.includes(row.trait)).map(
    ({ trait, min, max }) => {
      const text = fitTexts.taken(trait, name, intervalText({ min, max: null }, unit));
      return { min, max, unit, told: { name: fitTexts.condition, figure: text, why: null } };
    },
  );
}
