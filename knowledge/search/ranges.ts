import type { Quantity } from '../../src/quantity/quantity.js';
import { convert, unitOf } from '../../src/quantity/units.js';
import type { Inquiry } from '../inquiry/inquiry.js';
import type { ApplicabilityRange, TechnologyRecord } from '../records/record.js';
import type { Entry } from '../vocabulary/entry.js';
import { ANY_OF, QUALIFIERS } from '../vocabulary/params.js';
import { TRAIT_VALUES } from '../vocabulary/traits.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import { INFERENCES, PART_OF_VOCS } from './comparison.js';
import type { FitLine, FitVerdict } from './fit.js';
import { fitTexts, type Interval, intervalText, type Told } from './texts.js';

interface Condition {
  readonly range: ApplicabilityRange;
  readonly param: Entry;
  /** Words in brackets after the parameter: 回收, 一级A/O; empty when there are none. */
  readonly qualifier: string;
}

/** A figure of the asker's as far as it speaks of the wanted parameter. */
interface Evidence extends Interval {
  readonly told: Told;
  readonly unit: string | null;
}

/** Lines of every inlet range that the asker's figures speak of, and the parameters that they leave open. */
export function testRanges(record: TechnologyRecord, inquiry: Inquiry, vocabulary: Vocabulary) {
  const lines: FitLine[] = [];
  const missing = new Set<string>();
  for (const [name, conditions] of grouped(record, vocabulary)) {
    const meant = meantBy(conditions, inquiry);
    const found = evidenceFor(name, inquiry, vocabulary);
    if (meant.length > 0 && found.length === 0) missing.add(name);
    for (const evidence of found) {
      const line = lineOf(name, meant, conditions, evidence);
      if (line !== null) lines.push(line);
    }
  }
  return { lines, missing: [...missing] };
}

function grouped(record: TechnologyRecord, vocabulary: Vocabulary): Map<string, Condition[]> {
  const groups = new Map<string, Condition[]>();
  for (const range of record.applicability.ranges) {
    const param = range.role === 'inlet' ? vocabulary.param(range.param) : null;
    if (param === null) continue;
    const qualifier = /[（(]([^（()）]{1,40})[)）]\s*$/.exec(range.param)?.[1] ?? '';
    groups.set(param.name, [...(groups.get(param.name) ?? []), { range, param, qualifier }]);
  }
  return groups;
}

/** Ranges that hold for the asker's case: of several purposes the one named; a variant only when it is named. */
function meantBy(conditions: readonly Condition[], inquiry: Inquiry): Condition[] {
  const kind = (one: Condition) =>
    one.qualifier === '' ? 'basis' : (QUALIFIERS[one.qualifier] ?? 'variant');
  const named = (one: Condition) => isNamed(one.qualifier, inquiry);
  const plain = conditions.filter((one) => kind(one) === 'basis' || kind(one) === 'place');
  const variants = conditions.filter((one) => kind(one) === 'variant' && named(one));
  const purposes = conditions.filter((one) => kind(one) === 'purpose');
  const chosen = purposes.filter(named);
  return [...plain, ...variants, ...(chosen.length > 0 ? chosen : purposes)];
}

function isNamed(qualifier: string, inquiry: Inquiry): boolean {
  return (
    inquiry.techniques.includes(qualifier) ||
    inquiry.text.includes(qualifier) ||
    (qualifier === '回收' && inquiry.traits.includes('可回收'))
  );
}

function evidenceFor(name: string, inquiry: Inquiry, vocabulary: Vocabulary): Evidence[] {
  const names = ANY_OF[name] ?? [name];
  const streams = inquiry.quantities.filter(
    (one) => one.role !== 'target' && (one.min !== null || one.max !== null),
  );
  const direct = streams.filter((one) => one.param !== null && names.includes(one.param));
  if (direct.length > 0) return direct.map((one) => evidence(one, one.min, one.max, null));
  const inferred = streams.flatMap((one) => inferredFrom(name, one, vocabulary) ?? []);
  if (inferred.length > 0) return inferred;
  return TRAIT_VALUES.filter((row) => row.param === name && inquiry.traits.includes(row.trait)).map(
    (row) => ({
      min: row.min,
      max: row.max,
      unit: vocabulary.param(name)?.unit ?? null,
      told: { name: '工况', figure: row.trait, why: null },
    }),
  );
}

function inferredFrom(name: string, quantity: Quantity, vocabulary: Vocabulary): Evidence | null {
  const rule = INFERENCES.find((row) => row.from === quantity.param && row.to === name);
  if (rule?.as === 'lower' && quantity.min !== null) return evidence(quantity, quantity.min, null, rule.why);
  if (rule?.as === 'upper' && quantity.max !== null) return evidence(quantity, null, quantity.max, rule.why);
  const pollutant =
    name === 'VOCs浓度' && quantity.param !== null ? vocabulary.pollutant(quantity.param) : null;
  const part = pollutant !== null && vocabulary.lineage(pollutant).includes('VOCs') && quantity.min !== null;
  return part ? evidence(quantity, quantity.min, null, PART_OF_VOCS) : null;
}

function evidence(quantity: Quantity, min: number | null, max: number | null, why: string | null): Evidence {
  const figure = intervalText(quantity, quantity.unit);
  return { min, max, unit: quantity.unit, told: { name: quantity.param ?? '', figure, why } };
}

function lineOf(
  name: string,
  meant: readonly Condition[],
  all: readonly Condition[],
  found: Evidence,
): FitLine | null {
  const tested = meant.map((condition) => test(condition, found));
  const worst = tested.find((one) => one.verdict === 'does_not_apply');
  const open = tested.find((one) => one.verdict === 'unknown');
  const good = tested.find((one) => one.verdict === 'applies');
  const choice = meant.length > 1 && meant.every((one) => QUALIFIERS[one.qualifier] === 'purpose');
  const deciding =
    choice && worst !== undefined && good !== undefined
      ? { ...worst, verdict: 'unknown' as const }
      : (worst ?? open ?? good);
  if (deciding !== undefined) return { ...deciding, param: name };
  const variant = all.find((condition) => test(condition, found).verdict === 'does_not_apply');
  if (variant === undefined) return null;
  const range = intervalText(variant.range, unitText(variant));
  return { verdict: 'unknown', param: name, text: fitTexts.variant(found.told, range, variant.qualifier) };
}

function test(condition: Condition, found: Evidence): { verdict: FitVerdict; text: string } {
  const { range, param } = condition;
  const medium = param.media[0] ?? '';
  const unit = unitText(condition);
  const to = (value: number | null) => (value === null ? null : inUnit(value, found.unit, range.unit));
  const min = to(found.min);
  const max = to(found.max);
  if ((found.min !== null && min === null) || (found.max !== null && max === null))
    return { verdict: 'unknown', text: fitTexts.unit(found.told, unit) };
  const qualifier = fitTexts.qualifier(condition.qualifier);
  if (range.max !== null && min !== null && min > range.max)
    return {
      verdict: 'does_not_apply',
      text: fitTexts.above(found.told, `${range.max} ${unit}`.trim(), medium, qualifier),
    };
  if (range.min !== null && max !== null && max < range.min)
    return {
      verdict: 'does_not_apply',
      text: fitTexts.below(found.told, `${range.min} ${unit}`.trim(), medium, qualifier),
    };
  const inside =
    (range.min === null || (min !== null && min >= range.min)) &&
    (range.max === null || (max !== null && max <= range.max));
  const text = intervalText(range, unit);
  return inside
    ? { verdict: 'applies', text: fitTexts.inside(found.told, text, medium) }
    : { verdict: 'unknown', text: fitTexts.partly(found.told, text, medium) };
}

/** The record's unit as it is shown; '-' and nothing are a bare number. */
function unitText({ range }: Condition): string {
  if (range.unit === null || range.unit === '-' || range.unit === '') return '';
  return unitOf(range.unit)?.id ?? range.unit;
}

function inUnit(value: number, from: string | null, to: string | null): number | null {
  const bare = (unit: string | null) => unit === null || unit === '' || unit === '-' || unit === '无量纲';
  if (bare(to)) return bare(from) ? value : null;
  return from === null || to === null ? null : convert(value, from, to);
}
