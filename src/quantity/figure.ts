import { halfWidth } from './half-width.js';
import { notQuantities, type Span } from './not-quantity.js';
import { type Numeral, numeralAt } from './numeral.js';
import { fold, round, type Unit, unitAt, unitOf } from './units.js';

/** A figure found in a text, before anything is known of what it measures. */
export interface Figure {
  readonly start: number;
  readonly end: number;
  /** As written, unit included. */
  readonly raw: string;
  readonly min: number | null;
  readonly max: number | null;
  /** Null when none was written. */
  readonly unit: Unit | null;
  /** True when a Latin letter stands directly before it (COD300, T0104): the caller knows which names count. */
  readonly attached: boolean;
}

type Bound = 'max' | 'min' | null;

const UPPER_BEFORE =
  /(?:不超过|不高于|不大于|不得超过|不多于|不到|低于|小于|少于|最多|最高不过|≤|<=|<|﹤)\s?$/;
const LOWER_BEFORE = /(?:大于等于|大于|高于|超过|超出|多于|至少|不低于|不小于|不少于|起码|≥|>=|>|﹥)\s?$/;
const UPPER_AFTER = /^\s?(?:以下|以内|之内|之下|封顶)/;
const LOWER_AFTER = /^\s?(?:以上|之上|往上|起步|\+(?!\d))/;
const MORE_AFTER = /^(?:多|余|出头)(?!个月|年|次)/;
const ABOUT_AFTER = /^(?:左右|上下|来|把)/;
const BETWEEN = /^\s?(?:-|~|～|—{1,2}|–|−|到|至|~~)\s?/;
/** Single Chinese digits before these are idiom more often than figure (三方, 一头, 两年). */
const FIRM = /^(?:%|个点|个百分点|倍|吨|亩|克|毫克|公斤|度|℃|微米|毫米|分贝|蒸吨|万元|公顷|立方)/;
const IDIOM =
  /^(?:方[面案式法向便针程略位才正]|度[电假过]|头[条像]|人[工次类员民]|天[然气]|只[有是要能]|年[级度]|分[之类析]|米[饭粒]|平方根|元[素旦]|户[外籍用]|克[服制])/;

const PER_TIME =
  /(?:(每天|每日|一天|日处理|日排|日产|日均|日)|(每小时|每个小时|一小时|一个小时)|(?:每年|一年|年处理|年排))[^，。；,;\n\d]{0,6}$/;

/**
 * Every figure of a text, in order. `names` are stretches that are words in spite of their digits (SO2, A2O); a
 * figure may begin right after one.  Never throws; time is linear in the length of the text.
 */
export function findFigures(text: string, names: readonly Span[] = []): Figure[] {
  const plain = halfWidth(text);
  const folded = fold(plain);
  const skip = starts([...notQuantities(plain), ...names]);
  const fresh = new Set(names.map((name) => name.end));
  const figures: Figure[] = [];
  for (let at = 0; at < plain.length; at++) {
    const past = skip.get(at);
    if (past !== undefined) {
      at = Math.max(at, past - 1);
      continue;
    }
    if (!fresh.has(at) && runsOn(plain, at)) continue;
    const figure = figureAt(text, plain, folded, at);
    if (figure === null) continue;
    figures.push(figure);
    at = Math.max(at, figure.end - 1);
  }
  return figures;
}

/** A digit in the middle of a number begins none. */
function runsOn(plain: string, at: number): boolean {
  return at > 0 && /[\d.]/.test(plain[at - 1] ?? '') && /\d/.test(plain[at] ?? '');
}

function starts(spans: readonly Span[]): Map<number, number> {
  const map = new Map<number, number>();
  for (const span of spans) map.set(span.start, Math.max(span.end, map.get(span.start) ?? 0));
  return map;
}

function figureAt(text: string, plain: string, folded: string, at: number): Figure | null {
  const percent = plain.startsWith('百分之', at) ? 3 : 0;
  const first = numeralAt(plain, at + percent);
  if (first === null) return null;
  const left = percent > 0 ? percentage(first) : measured(plain, folded, first);
  const right = secondOf(plain, folded, left.end);
  const figure = right === null ? single(plain, at, left) : joined(left, right);
  if (figure === null) return null;
  const start = at - figure.lead;
  return {
    start,
    end: figure.end,
    raw: text.slice(start, figure.end),
    min: figure.min,
    max: figure.max,
    unit: perTime(plain, start, figure.unit),
    attached: /[A-Za-z]/.test(plain[at - 1] ?? ''),
  };
}

/** 一天5000吨, 日处理200方, 每小时2万方: the time stands before the figure. 年产 is production, and stays. */
function perTime(plain: string, at: number, unit: Unit | null): Unit | null {
  if (unit === null || (unit.id !== 't' && unit.id !== 'm³')) return unit;
  const time = PER_TIME.exec(plain.slice(Math.max(0, at - 12), at));
  if (time === null) return unit;
  const per = time[1] === undefined ? (time[2] === undefined ? 'a' : 'h') : 'd';
  return unitOf(`${unit.id}/${per}`) ?? unit;
}

function percentage(numeral: Numeral): Measured {
  return { numeral, unit: unitOf('%'), more: false, end: numeral.end, spelling: '百分之' };
}

interface Measured {
  readonly numeral: Numeral;
  readonly unit: Unit | null;
  readonly more: boolean;
  readonly end: number;
  /** End of the bare number. */
  readonly spelling: string;
}

/** The unit after a number, with 多 or 左右 on either side of it. */
function measured(plain: string, folded: string, numeral: Numeral): Measured {
  const before = MORE_AFTER.exec(plain.slice(numeral.end, numeral.end + 3))?.[0] ?? '';
  const about = ABOUT_AFTER.exec(plain.slice(numeral.end, numeral.end + 3))?.[0] ?? '';
  const from = numeral.end + before.length + about.length;
  const start = folded[from] === ' ' ? from + 1 : from;
  const unit = unitAt(folded, start, (length) => closes(plain, start, length));
  const end = unit === null ? from : start + unit.length;
  const after = MORE_AFTER.exec(plain.slice(end, end + 3))?.[0] ?? '';
  return {
    numeral,
    unit: unit?.unit ?? null,
    more: before !== '' || after !== '',
    end: end + after.length,
    spelling: unit === null ? '' : folded.slice(start, start + unit.length),
  };
}

/** A Latin unit must not run on into a word, and a Chinese one not into an idiom. */
function closes(plain: string, start: number, length: number): boolean {
  const last = plain[start + length - 1] ?? '';
  if (/[A-Za-z0-9]/.test(last)) return !/[A-Za-z0-9]/.test(plain[start + length] ?? '');
  return length > 1 || !IDIOM.test(plain.slice(start, start + 3));
}

function secondOf(plain: string, folded: string, from: number): Measured | null {
  const between = BETWEEN.exec(plain.slice(from, from + 4))?.[0];
  if (between === undefined) return null;
  const numeral = numeralAt(plain, from + between.length);
  return numeral === null ? null : measured(plain, folded, numeral);
}

interface Bounds {
  readonly min: number | null;
  readonly max: number | null;
  readonly unit: Unit | null;
  readonly end: number;
  /** Characters before the number that belong to it: a sign, 不超过. */
  readonly lead: number;
}

/** 100-200, 2-3万, 100毫克到200毫克: the left side takes multiplier and unit of the right where it has none. */
function joined(left: Measured, right: Measured): Bounds | null {
  const unit = right.unit ?? left.unit;
  if (unit === null && left.numeral.small && right.numeral.small) return null;
  const lend =
    left.numeral.multiplier === 1 &&
    left.unit === null &&
    left.numeral.min < right.numeral.min / right.numeral.multiplier;
  const low = left.numeral.min * (lend ? right.numeral.multiplier : 1);
  const scale =
    left.unit !== null && unit !== null && left.unit.dimension === unit.dimension
      ? left.unit.factor / unit.factor
      : 1;
  const min = round(low * scale);
  const high = upperOf(right);
  if (high !== null && high < min) return { min: round(high), max: min, unit, end: right.end, lead: 0 };
  return { min, max: high, unit, end: right.end, lead: 0 };
}

function upperOf(value: Measured): number | null {
  const { max, step } = value.numeral;
  return max === null ? null : round(value.more ? max + step : max);
}

function single(plain: string, at: number, value: Measured): Bounds | null {
  const { numeral, unit } = value;
  if (numeral.small && !firm(plain, numeral, value)) return null;
  if (unit === null && /[A-Za-z]/.test(plain[numeral.end] ?? '')) return null;
  const signed =
    plain[at - 1] === '-' && unit?.dimension === 'temperature' && !/[\dA-Za-z]/.test(plain[at - 2] ?? '');
  const min = signed ? -numeral.min : round(numeral.min);
  const max = signed ? min : upperOf(value);
  const bound = boundOf(plain, at, value.end);
  const end = bound.end;
  const lead = signed ? 1 : bound.lead;
  if (bound.side === 'max') return { min: null, max, unit, end, lead };
  if (bound.side === 'min') return { min, max: null, unit, end, lead };
  return { min, max, unit, end, lead };
}

function firm(plain: string, numeral: Numeral, value: Measured): boolean {
  if (numeral.min >= 10 && value.unit !== null) return true;
  return FIRM.test(plain.slice(numeral.end, numeral.end + 4)) || value.spelling.length > 1;
}

function boundOf(plain: string, at: number, end: number): { side: Bound; end: number; lead: number } {
  const before = plain.slice(Math.max(0, at - 6), at);
  const after = plain.slice(end, end + 4);
  const about = ABOUT_AFTER.exec(after)?.[0] ?? '';
  const upper = UPPER_AFTER.exec(after)?.[0];
  if (upper !== undefined) return { side: 'max', end: end + upper.length, lead: 0 };
  const lower = LOWER_AFTER.exec(after)?.[0];
  if (lower !== undefined) return { side: 'min', end: end + lower.length, lead: 0 };
  const most = UPPER_BEFORE.exec(before)?.[0];
  if (most !== undefined) return { side: 'max', end, lead: most.length };
  const least = LOWER_BEFORE.exec(before)?.[0];
  if (least !== undefined) return { side: 'min', end, lead: least.length };
  return { side: null, end: end + about.length, lead: 0 };
}
