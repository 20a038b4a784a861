import { parseArgs } from 'node:util';

export interface Options {
  readonly provinces: number;
  /** Of each province. */
  readonly consultations: number;
  readonly seed: number;
  /** Days in China, both included, as YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
}

/** National Day and the worked weekends around it lie within. */
export const DEFAULTS: Options = {
  provinces: 31,
  consultations: 100,
  seed: 1,
  from: '2026-09-15',
  to: '2026-12-15',
};

/** Null where the arguments will not do. */
export function parseOptions(args: readonly string[]): Options | null {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { provinces: text, consultations: text, seed: text, from: text, to: text },
    });
    const { from = DEFAULTS.from, to = DEFAULTS.to } = values;
    const options = {
      provinces: Number(values.provinces ?? DEFAULTS.provinces),
      consultations: Number(values.consultations ?? DEFAULTS.consultations),
      seed: Number(values.seed ?? DEFAULTS.seed),
      from,
      to,
    };
    return isSensible(options) ? options : null;
  } catch {
    return null;
  }
}

/** The recount knows the holidays of 2026 alone. */
function isSensible({ provinces, consultations, seed, from, to }: Options): boolean {
  const isDay = (day: string) => /^2026-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  const counts = [provinces, consultations, seed].every((each) => Number.isInteger(each) && each >= 1);
  return counts && provinces <= 31 && isDay(from) && isDay(to) && from < to;
}
