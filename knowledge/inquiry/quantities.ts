import { type Figure, findFigures } from '../../src/quantity/figure.js';
import type { Quantity } from '../../src/quantity/quantity.js';
import { convert, unitOf } from '../../src/quantity/units.js';
import type { Entry } from '../vocabulary/entry.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import { assumedParam } from './assumed-param.js';
import { canonicalValue } from './canonical-value.js';
import type { Entities } from './entities.js';
import { asMoney } from './money.js';

/** A place in the text that names a parameter. */
interface Mention {
  readonly start: number;
  readonly end: number;
  readonly param: Entry;
}

export interface Measures {
  readonly quantities: readonly Quantity[];
  /** What is wanted, in words: 总氮降到30以内. */
  readonly targets: readonly string[];
}

const TARGET_BEFORE =
  /(?:降到|降至|降低到|减到|减至|处理到|处理至|做到|控制到|控制在|达标到|治到|要求|标准|限值|目标|需要?达到|要达到|想达到|能达到|才能达到|要到|达到)[^，。；,;]{0,6}$/;
const TARGET_EFFECT =
  /(?:去除率|去除效率|净化效率|处理效率|脱除率|脱硫效率|脱硝效率|除尘效率|收集效率|效率)[^，。；,;]{0,6}$/;
const CLAUSE = /[，。；;！？!?\n]/;
const LEFT_REACH = 10;
const RIGHT_REACH = 4;

/** Gives every figure of the text its parameter and brings it to that parameter's unit. */
export function readQuantities(text: string, entities: Entities, vocabulary: Vocabulary): Measures {
  const mentions = mentionsOf(entities, vocabulary);
  const quantities: Quantity[] = [];
  const targets: string[] = [];
  let previousEnd = 0;
  const ends = new Set(entities.matches.map((match) => match.end));
  const names = entities.matches.filter((match) => /\d/.test(match.text));
  for (const written of findFigures(text, names)) {
    if (isDesignation(written, ends)) continue;
    const money = asMoney(text, written);
    const figure = money ?? written;
    const near = neighbours(mentions, figure);
    const before = text.slice(Math.max(previousEnd, figure.start - 16), figure.start);
    const found =
      quantityOf(text, figure, previousEnd, near, entities, vocabulary) ??
      sameAgain(before, figure, quantities, vocabulary);
    if (found === null) continue;
    const quantity = money === null ? found : { ...found, unitAssumed: true };
    previousEnd = figure.end;
    if (isTarget(before, figure, quantity, quantities)) {
      targets.push(`${quantity.param ?? ''}${quantity.raw}`);
      quantities.push({ ...quantity, role: 'target' });
    } else quantities.push(quantity);
  }
  return { quantities, targets };
}

/** Right after Latin letters that name nothing (T0104): a designation, not a figure. */
function isDesignation(figure: Figure, nameEnds: ReadonlySet<number>): boolean {
  return figure.attached && !nameEnds.has(figure.start);
}

/** The mentions near enough to matter, found by bisection: a long text stays linear. */
function neighbours(mentions: readonly Mention[], figure: Figure): Mention[] {
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((mentions[middle]?.end ?? 0) < figure.start - LEFT_REACH) low = middle + 1;
    else high = middle;
  }
  return mentions.slice(low, low + LEFT_REACH + RIGHT_REACH);
}

function isTarget(before: string, figure: Figure, quantity: Quantity, earlier: readonly Quantity[]): boolean {
  if (quantity.param === '去除率' || TARGET_EFFECT.test(before)) return true;
  const bounded =
    figure.min === null || /(?:降|减|处理|控制|治|要|需|才能|想|能|标准|限值|目标|要求)/.test(before);
  if (TARGET_BEFORE.test(before) && bounded) return true;
  const again = earlier.slice(-20).some((one) => one.param === quantity.param && one.role !== 'target');
  return again && /(?:出水|排放|排口|出口)[^，。；,;]{0,8}$/.test(before);
}

/** 150降到30以内: the second figure speaks of what the first one spoke of. */
function sameAgain(
  before: string,
  figure: Figure,
  earlier: readonly Quantity[],
  vocabulary: Vocabulary,
): Quantity | null {
  const last = earlier.at(-1);
  if (last === undefined || last.param === null || !TARGET_BEFORE.test(before)) return null;
  const param = vocabulary.param(last.param);
  return param === null ? null : { param: param.name, raw: figure.raw, ...canonicalValue(figure, param) };
}

/** 温度 alone is the water's where only water is spoken of. */
function mentionsOf(entities: Entities, vocabulary: Vocabulary): Mention[] {
  const onlyWater = entities.media.length > 0 && !entities.media.includes('大气');
  const waterTemperature = onlyWater ? vocabulary.param('水温') : null;
  return entities.matches.flatMap((match) => {
    const direct = match.entries.find((entry) => entry.kind === 'param');
    const pollutant = match.entries.find((entry) => entry.kind === 'pollutant' && !entry.generic);
    const param = direct ?? (pollutant === undefined ? null : paramOf(pollutant, vocabulary));
    if (match.text === '温度' && waterTemperature !== null)
      return [{ start: match.start, end: match.end, param: waterTemperature }];
    return param === null ? [] : [{ start: match.start, end: match.end, param }];
  });
}

/** The parameter of a pollutant: its own, or one of its name in the usual unit of its medium. */
function paramOf(pollutant: Entry, vocabulary: Vocabulary): Entry | null {
  const known = vocabulary.param(pollutant.param ?? pollutant.name);
  if (known !== null) return known;
  if (pollutant.media.includes('固废危废')) return null;
  const gas = pollutant.media.includes('大气') || vocabulary.lineage(pollutant).includes('VOCs');
  const unit = gas ? 'mg/m³' : pollutant.media.includes('土壤') ? 'mg/kg' : 'mg/L';
  return { ...pollutant, kind: 'param', unit, media: gas ? ['大气'] : pollutant.media };
}

function quantityOf(
  text: string,
  figure: Figure,
  from: number,
  mentions: readonly Mention[],
  entities: Entities,
  vocabulary: Vocabulary,
): Quantity | null {
  const param =
    nearest(text, figure, from, mentions, vocabulary) ?? assumedParam(text, figure, entities, vocabulary);
  if (param === null) {
    if (figure.unit === null) return null;
    return {
      param: null,
      raw: figure.raw,
      min: figure.min,
      max: figure.max,
      unit: figure.unit.id,
      unitAssumed: false,
    };
  }
  const value = canonicalValue(figure, param);
  return { param: param.name, raw: figure.raw, ...value };
}

/** The parameter word beside a figure: the left neighbour unless the right one is clearly nearer. */
function nearest(
  text: string,
  figure: Figure,
  from: number,
  mentions: readonly Mention[],
  vocabulary: Vocabulary,
): Entry | null {
  const left = mentions.findLast(
    (one) => one.end <= figure.start && one.end >= from && fits(figure, one.param),
  );
  const right = mentions.find((one) => one.start >= figure.end && fits(figure, one.param));
  const toLeft =
    left === undefined ? Number.POSITIVE_INFINITY : gap(text.slice(left.end, figure.start), LEFT_REACH);
  const toRight =
    right === undefined ? Number.POSITIVE_INFINITY : gap(text.slice(figure.end, right.start), RIGHT_REACH);
  if (toLeft === Number.POSITIVE_INFINITY && toRight === Number.POSITIVE_INFINITY) return null;
  const param = (toLeft <= toRight ? left : right)?.param ?? null;
  return param === null ? null : inSolid(figure, param, vocabulary);
}

/** Per mass or in per cent, some names mean the content of a solid: 总氰 3000 mg/kg, 含铜 2%. */
const IN_SOLID: Readonly<Record<string, string>> = {
  总氰化物: '固体总氰',
  石油类: '含油率',
  总铜: '铜或镍含量',
  总镍: '铜或镍含量',
};

function inSolid(figure: Figure, param: Entry, vocabulary: Vocabulary): Entry {
  if (figure.unit?.dimension !== 'fraction' || unitOf(param.unit ?? '')?.dimension === 'fraction')
    return param;
  const solid = IN_SOLID[param.name];
  if (solid !== undefined) return vocabulary.param(solid) ?? param;
  return param.name === '含盐量' ? param : { ...param, unit: figure.unit.id };
}

function gap(between: string, reach: number): number {
  return between.length > reach || CLAUSE.test(between) ? Number.POSITIVE_INFINITY : between.length;
}

/** Whether the unit can be one of the parameter; without a unit any parameter that has one, or pH, will do. */
function fits(figure: Figure, param: Entry): boolean {
  if (figure.unit === null) return true;
  if (param.unit === null || param.unit === '') return false;
  if (convert(1, figure.unit.id, param.unit) !== null) return true;
  const dimension = unitOf(param.unit)?.dimension;
  if (figure.unit.dimension === 'mass') return dimension === 'concentration' || dimension === 'flow';
  if (figure.unit.dimension === 'volume') return dimension === 'flow';
  if (figure.unit.dimension === 'ppm') return dimension === 'concentration';
  if (figure.unit.dimension === 'fraction' && dimension === 'concentration')
    return figure.unit.id !== '%' || param.name === '含盐量' || IN_SOLID[param.name] !== undefined;
  return figure.unit.dimension === 'times' && param.name === '臭气浓度';
}
