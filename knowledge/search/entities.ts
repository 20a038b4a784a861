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
  /** 1 when the asker named media and the record is for another one; less when they are only implied. */
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
  /** False when the media only follow from a pollutant, a process or a trade. */
  readonly mediaWritten: boolean;
}

/** An implied medium is sometimes wrong (油漆厂 → 大气, when its washing water is meant). */
const IMPLIED_MEDIUM = 0.3;

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
    mediaWritten: written.some((entry) => entry.kind === 'medium'),
    media: [...media],
    pollutants: [...pollutants],
    processes: [...processes],
    techniques: [...techniques],
  };
}

/** Degree to which each asked name of one kind is met by the names that a record holds. */
type Degrees = (held: readonly string[]) => number[];

function degreesOf(kind: FactKind, asked: readonly string[], kinship: Kinship): Degrees {
  const kin = asked.map((name) => kinship(ENTRY_KINDS[kind], name));
  return (held) => kin.map((degree) => held.reduce((most, name) => Math.max(most, degree(name)), 0));
}

function best(degrees: readonly number[]): number {
  return degrees.reduce((most, degree) => Math.max(most, degree), 0);
}

function share(degrees: readonly number[]): number {
  return degrees.length === 0 ? 0 : degrees.reduce((sum, degree) => sum + degree, 0) / degrees.length;
}

/** The signals of any record's facts against one question's names. */
export function matchEntities(asked: AskedEntities, kinship: Kinship): (facts: Facts) => EntitySignals {
  const of = (kind: FactKind, names: readonly string[] = asked[kind]) => degreesOf(kind, names, kinship);
  const [industries, implied] = [of('industries'), of('industries', asked.impliedIndustries)];
  const [media, pollutants, processes, techniques] = [
    of('media'),
    of('pollutants'),
    of('processes'),
    of('techniques'),
  ];
  const other = (kind: FactKind, facts: Facts, met: number) =>
    asked[kind].length > 0 && facts[kind].length > 0 && met === 0 ? 1 : 0;
  const namedKinds = Object.keys(ENTRY_KINDS)
    .filter(isFactKind)
    .filter((kind) => asked[kind].length > 0).length;
  return (facts) => {
    const industry = best(industries(facts.industries));
    const medium = best(media(facts.media));
    const pollutant = share(pollutants(facts.pollutants));
    const process = share(processes(facts.processes));
    const technique = share(techniques(facts.techniques));
    const met = industry + medium + pollutant + process + technique;
    return {
      industry,
      impliedIndustry: best(implied(facts.industries)),
      otherIndustry: other('industries', facts, industry),
      medium,
      otherMedium: other('media', facts, medium) * (asked.mediaWritten ? 1 : IMPLIED_MEDIUM),
      pollutant,
      process,
      technique,
      entity: namedKinds === 0 ? 0 : met / namedKinds,
    };
  };
}

function isFactKind(name: string): name is FactKind {
  return Object.hasOwn(ENTRY_KINDS, name);
}
