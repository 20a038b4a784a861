import { convert, isBare, unitOf } from '../../src/quantity/units.js';
import type { Inquiry } from '../inquiry/inquiry.js';
import type { ApplicabilityRange, TechnologyRecord } from '../records/record.js';
import type { Entry } from '../vocabulary/entry.js';
import { QUALIFIERS, type Qualifier } from '../vocabulary/params.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import type { FitLine, FitVerdict } from './fit-line.js';
import { fitTexts, intervalText } from './texts.js';
import { type ToldFigure, toldFigures } from './told-figure.js';

interface Condition {
  readonly range: ApplicabilityRange;
  readonly param: Entry;
  /** Words in brackets after the parameter: 回收, 一级A/O; empty when there are none. */
  readonly qualifier: string;
  readonly kind: Qualifier['kind'];
}

type Tested = Omit<FitLine, 'param'>;

export interface RangeTest {
  readonly lines: readonly FitLine[];
  /** Canonical parameters that the record states and the asker's figures leave open. */
  readonly missing: readonly string[];
}

/** Tests every inlet range that the asker's figures speak of. Ranges of unknown parameters are left out. */
export function testRanges(record: TechnologyRecord, inquiry: Inquiry, vocabulary: Vocabulary): RangeTest {
  const lines: FitLine[] = [];
  const missing = new Set<string>();
  for (const [name, conditions] of grouped(record, vocabulary)) {
    const meant = meantBy(conditions, inquiry);
    const figures = toldFigures(name, inquiry, vocabulary);
    if (meant.length > 0 && figures.length === 0) missing.add(name);
    for (const figure of figures) {
      const line = judge(meant, figure) ?? aside(conditions, figure);
      if (line !== null) lines.push({ ...line, param: name });
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
    const kind = qualifier === '' ? 'basis' : (QUALIFIERS[qualifier]?.kind ?? 'variant');
    groups.set(param.name, [...(groups.get(param.name) ?? []), { range, param, qualifier, kind }]);
  }
  return groups;
}

/** Ranges that hold for the asker's case: of several purposes the one named; a variant only when it is named. */
function meantBy(conditions: readonly Condition[], inquiry: Inquiry): Condition[] {
  const named = (one: Condition) => isNamed(one.qualifier, inquiry);
  const purposes = conditions.filter((one) => one.kind === 'purpose');
  const chosen = purposes.filter(named);
  return [
    ...conditions.filter((one) => one.kind === 'basis' || one.kind === 'place'),
    ...conditions.filter((one) => one.kind === 'variant' && named(one)),
    ...(chosen.length > 0 ? chosen : purposes),
  ];
}

function isNamed(qualifier: string, inquiry: Inquiry): boolean {
  const trait = QUALIFIERS[qualifier]?.trait;
  return (
    inquiry.techniques.includes(qualifier) ||
    inquiry.text.includes(qualifier) ||
    (trait !== undefined && inquiry.traits.includes(trait))
  );
}

/** All ranges must hold; of several purposes one that holds leaves the question open. */
function judge(meant: readonly Condition[], figure: ToldFigure): Tested | null {
  const tested = meant.map((condition) => test(condition, figure));
  const of = (verdict: FitVerdict) => tested.find((one) => one.verdict === verdict);
  const worst = of('does_not_apply');
  const isChoice = meant.length > 1 && meant.every((one) => one.kind === 'purpose');
  if (worst !== undefined && isChoice && tested.some((one) => one.verdict !== 'does_not_apply'))
    return { ...worst, verdict: 'unknown' };
  return worst ?? of('unknown') ?? of('applies') ?? null;
}

/** A variant that was not asked for and would be ruled out is mentioned. */
function aside(conditions: readonly Condition[], figure: ToldFigure): Tested | null {
  const variant = conditions.find((condition) => test(condition, figure).verdict === 'does_not_apply');
  if (variant === undefined) return null;
  const range = intervalText(variant.range, shownUnit(variant.range));
  return { verdict: 'unknown', text: fitTexts.variant(figure.told, range, variant.qualifier) };
}

/** Bounds themselves are inside; a figure partly outside, or open towards outside, is unknown. */
function test({ range, param, qualifier }: Condition, figure: ToldFigure): Tested {
  const medium = param.media[0] ?? '';
  const unit = shownUnit(range);
  const { told } = figure;
  const [min, max] = [
    inUnit(figure.min, figure.unit, range.unit),
    inUnit(figure.max, figure.unit, range.unit),
  ];
  if (min === undefined || max === undefined) return { verdict: 'unknown', text: fitTexts.unit(told, unit) };
  const bound = (value: number) => intervalText({ min: value, max: value }, unit);
  const words = fitTexts.qualifier(qualifier);
  if (range.max !== null && min !== null && min > range.max)
    return { verdict: 'does_not_apply', text: fitTexts.above(told, bound(range.max), medium, words) };
  if (range.min !== null && max !== null && max < range.min)
    return { verdict: 'does_not_apply', text: fitTexts.below(told, bound(range.min), medium, words) };
  const fromBelow = range.min === null || (min !== null && min >= range.min);
  const fromAbove = range.max === null || (max !== null && max <= range.max);
  const text = intervalText(range, unit);
  return fromBelow && fromAbove
    ? { verdict: 'applies', text: fitTexts.inside(told, text, medium) }
    : { verdict: 'unknown', text: fitTexts.partly(told, text, medium) };
}

/** The record's unit as it is shown; a bare number has none. */
function shownUnit({ unit }: ApplicabilityRange): string {
  return unit === null || isBare(unit) ? '' : (unitOf(unit)?.id ?? unit);
}

/** undefined when the units cannot be compared. */
function inUnit(value: number | null, from: string | null, to: string | null): number | null | undefined {
  if (value === null) return null;
  if (isBare(to)) return isBare(from) ? value : undefined;
  return from === null || to === null ? undefined : (convert(value, from, to) ?? undefined);
}
