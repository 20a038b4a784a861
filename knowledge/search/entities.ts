import { ENTRY_KINDS, type FactKind, type Facts } from '../index/facts.js';
import type { Inquiry } from '../inquiry/inquiry.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import type { Kinship } from './kinship.js';

/** How well a record's facts meet what the asker named; every value is 0–1, and 0 where nothing was named. */
export interface EntitySignals {
  /** Above 0 when the record is for an industry that the asker named. */
  readonly industry: number;
  /** Above 0 when it is for one that only a named process gives away (喷漆 → 涂装). */
  readonly impliedIndustry: number;
  /** 1 when industries were named and it is for other ones only. */
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

/** Canonical names that the asker gave, with the industries that only follow from a process set apart. */
export interface AskedEntities extends Facts {
  readonly impliedIndustries: readonly string[];
}

export function askedEntities(
  inquiry: Pick<Inquiry, FactKind | 'text'>,
  vocabulary: Pick<Vocabulary, 'find' | 'match'>,
): AskedEntities {
  const { media, pollutants, processes, techniques } = inquiry;
  const written = vocabulary.match(inquiry.text).flatMap((match) => match.entries);
  const isWritten = (name: string) =>
    written.some((entry) => entry.kind === 'industry' && entry.name === name);
  const given = processes.flatMap((name) => vocabulary.find('process', name)?.industries ?? []);
  const impliedIndustries = given.filter((name) => !isWritten(name));
  const industries = inquiry.industries.filter((name) => !impliedIndustries.includes(name));
  return {
    industries,
    impliedIndustries,
    media: [...media],
    pollutants: [...pollutants],
    processes: [...processes],
    techniques: [...techniques],
  };
}

export function entitySignals(asked: AskedEntities, facts: Facts, kinship: Kinship): EntitySignals {
  const degree = (kind: FactKind, name: string) =>
    facts[kind].reduce((most, held) => Math.max(most, kinship(ENTRY_KINDS[kind], name, held)), 0);
  const best = (kind: FactKind, names: readonly string[]) =>
    names.reduce((most, name) => Math.max(most, degree(kind, name)), 0);
  const share = (kind: FactKind) =>
    asked[kind].length === 0
      ? 0
      : asked[kind].reduce((sum, name) => sum + degree(kind, name), 0) / asked[kind].length;
  const other = (kind: FactKind, met: number) =>
    asked[kind].length > 0 && facts[kind].length > 0 && met === 0 ? 1 : 0;
  const industry = best('industries', asked.industries);
  const medium = best('media', asked.media);
  const [pollutant, process, technique] = [share('pollutants'), share('processes'), share('techniques')];
  return {
    industry,
    impliedIndustry: best('industries', asked.impliedIndustries),
    otherIndustry: other('industries', industry),
    medium,
    otherMedium: other('media', medium),
    pollutant,
    process,
    technique,
    entity: meanOfNamed(asked, {
      industries: industry,
      media: medium,
      pollutants: pollutant,
      processes: process,
      techniques: technique,
    }),
  };
}

function meanOfNamed(asked: AskedEntities, met: Record<FactKind, number>): number {
  const kinds = (['industries', 'media', 'pollutants', 'processes', 'techniques'] as const).filter(
    (kind) => asked[kind].length > 0,
  );
  return kinds.length === 0 ? 0 : kinds.reduce((sum, kind) => sum + met[kind], 0) / kinds.length;
}
