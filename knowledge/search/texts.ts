import { isBare } from '../../src/quantity/units.js';

/** Sentences about fit that a user reads. */
const ENTRY: Readonly<Record<string, string>> = { 大气: '进气', 水: '进水', 固废危废: '入料' };

export interface Interval {
  readonly min: number | null;
  readonly max: number | null;
}

export function intervalText({ min, max }: Interval, unit: string | null): string {
  const tail = tailOf(unit);
  if (min !== null && max !== null) return min === max ? `${min}${tail}` : `${min}～${max}${tail}`;
  if (min !== null) return `${min}${tail}以上`;
  return max === null ? '' : `${max}${tail}以下`;
}

/** A per cent and a degree stand close to the figure; a dimensionless one shows nothing. */
function tailOf(unit: string | null): string {
  if (unit === null || isBare(unit)) return '';
  return unit === '%' || unit === '℃' ? unit : ` ${unit}`;
}

/** What the asker told: name, figure and, where it was inferred, why. */
export interface Told {
  readonly name: string;
  readonly figure: string;
  readonly why: string | null;
}

function told({ name, figure, why }: Told): string {
  return `您的${name} ${figure}${why === null ? '' : `（${why}）`}`;
}

export const fitTexts = {
  condition: '工况',
  taken: (trait: string, param: string, figure: string) => `${trait}（${param}按 ${figure}计）`,
  atLeast: (whole: string, part: string) => `${whole} 不低于 ${part}`,
  atMost: (part: string, whole: string) => `${part} 不高于 ${whole}`,
  partOf: (whole: string) => `${whole}不低于其中一种组分`,
  inside: (asked: Told, range: string, medium: string) =>
    `${told(asked)}，在本技术的${ENTRY[medium] ?? '适用'}范围（${range}）内。`,
  above: (asked: Told, limit: string, medium: string, qualifier: string) =>
    `${told(asked)}，超出本技术的${ENTRY[medium] ?? '适用'}上限 ${limit}${qualifier}。`,
  below: (asked: Told, limit: string, medium: string, qualifier: string) =>
    `${told(asked)}，低于本技术的${ENTRY[medium] ?? '适用'}下限 ${limit}${qualifier}。`,
  partly: (asked: Told, range: string, medium: string) =>
    `${told(asked)}，不能确定都在本技术的${ENTRY[medium] ?? '适用'}范围（${range}）内，需要核实。`,
  unit: (asked: Told, unit: string) => `${told(asked)}，本技术的范围以 ${unit} 表示，换算后才能核对。`,
  variant: (asked: Told, range: string, qualifier: string) =>
    `${told(asked)}；如按“${qualifier}”运行，其范围是${range}，已超出。`,
  excluded: (name: string, quote: string) => `您提到${name}，本技术注明：“${quote}”。`,
  doubtful: (name: string, quote: string) => `您提到${name}，请注意本技术注明：“${quote}”。`,
  needed: (name: string, quote: string) => `您提到${name}，而本技术的条件是：“${quote}”。`,
  qualifier: (words: string) => (words === '' ? '' : `（${words}）`),
};
