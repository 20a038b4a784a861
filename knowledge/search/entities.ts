import type { Facts } from '../index/facts.js';
import type { Inquiry } from '../inquiry/inquiry.js';

/** How well a record's facts meet what the asker named; every value is 0–1, and 0 where nothing was named. */
export interface EntitySignals {
  /** 1 when the record is for an industry that the asker named. */
  readonly industry: number;
  /** 1 when it is for other industries only. */
  readonly otherIndustry: number;
  readonly medium: number;
  /** 1 when the asker named media and the record is for another one. */
  readonly otherMedium: number;
  /** Shares of what was named. */
  readonly pollutant: number;
  readonly process: number;
  readonly technique: number;
  /** Mean share over the kinds that the asker named. */
  readonly entity: number;
}

function share(asked: readonly string[], held: readonly string[]): number {
  if (asked.length === 0) return 0;
  return asked.filter((name) => held.includes(name)).length / asked.length;
}

function meets(asked: readonly string[], held: readonly string[]): number {
  return asked.some((name) => held.includes(name)) ? 1 : 0;
}

function excludes(asked: readonly string[], held: readonly string[]): number {
  return asked.length > 0 && held.length > 0 && meets(asked, held) === 0 ? 1 : 0;
}

export type AskedEntities = Pick<Inquiry, 'industries' | 'media' | 'pollutants' | 'processes' | 'techniques'>;

export function entitySignals(asked: AskedEntities, facts: Facts): EntitySignals {
  const industry = meets(asked.industries, facts.industries);
  const medium = meets(asked.media, facts.media);
  const pollutant = share(asked.pollutants, facts.pollutants);
  const process = share(asked.processes, facts.processes);
  const technique = share(asked.techniques, facts.techniques);
  const named: [readonly string[], number][] = [
    [asked.industries, industry],
    [asked.media, medium],
    [asked.pollutants, pollutant],
    [asked.processes, process],
    [asked.techniques, technique],
  ];
  const shares = named.filter(([names]) => names.length > 0).map(([, value]) => value);
  return {
    industry,
    otherIndustry: excludes(asked.industries, facts.industries),
    medium,
    otherMedium: excludes(asked.media, facts.media),
    pollutant,
    process,
    technique,
    entity: shares.length === 0 ? 0 : shares.reduce((sum, value) => sum + value, 0) / shares.length,
  };
}
