import type { Figure } from '../../src/quantity/figure.js';
import { convert, round } from '../../src/quantity/units.js';
import type { Entry } from '../vocabulary/entry.js';

export interface CanonicalValue {
  readonly min: number | null;
  readonly max: number | null;
  readonly unit: string | null;
  readonly unitAssumed: boolean;
}

/** One per cent of salt in water is 10 g/L; ppm in water is mg/L. */
const SALT_PER_CENT = 10;

/**
 * The figure in its parameter's unit. A unit that says only half (300毫克, 2万方) or nothing is completed from
 * the parameter and marked as assumed. ppm in air stays ppm, since the conversion needs the molar mass.
 */
export function canonicalValue(figure: Figure, param: Entry): CanonicalValue {
  const target = param.unit ?? '';
  if (figure.unit === null) return scaled(figure, 1, target === '' ? null : target, target !== '');
  const straight = convert(1, figure.unit.id, target);
  if (straight !== null) return scaled(figure, straight, target, false);
  if (figure.unit.dimension === 'mass') return completed(figure, target, 'L', 'm³');
  if (figure.unit.dimension === 'volume') return scaled(figure, figure.unit.factor, target, true);
  if (figure.unit.id === '%' && param.name === '含盐量') return scaled(figure, SALT_PER_CENT, target, false);
  if (figure.unit.dimension === 'ppm' && target === 'mg/L')
    return scaled(figure, figure.unit.factor, target, true);
  if (figure.unit.dimension === 'times') return scaled(figure, 1, target, false);
  return scaled(figure, 1, figure.unit.id, false);
}

/** 毫克 of a concentration, 吨 of a water flow: the volume or the day was left out. */
function completed(figure: Figure, target: string, ...volumes: readonly string[]): CanonicalValue {
  const written = figure.unit?.id ?? '';
  const tonnes = (figure.unit?.factor ?? 1) / 1000;
  if (target === 'm³/d' || target === 't/a' || target === '蒸吨') return scaled(figure, tonnes, target, true);
  const volume = volumes.find((one) => target.endsWith(`/${one}`)) ?? 'L';
  const factor = convert(1, `${written}/${volume}`, target);
  return factor === null ? scaled(figure, 1, written, false) : scaled(figure, factor, target, true);
}

function scaled(figure: Figure, factor: number, unit: string | null, unitAssumed: boolean): CanonicalValue {
  const by = (value: number | null) => (value === null ? null : round(value * factor));
  return { min: by(figure.min), max: by(figure.max), unit, unitAssumed };
}
