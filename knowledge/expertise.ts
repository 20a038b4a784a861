import {
  type Candidate,
  type Need,
  NO_OPERATIONS,
  type Operational,
  type ServiceMode,
} from '../src/demand/dispatch-candidate.js';
import type { Likeness } from '../src/demand/dispatch-parts.js';
import type { DomainCode } from '../src/domains.js';
import { findRegion } from '../src/region/mention.js';
import { regions } from '../src/region/region.js';
import type { ExpertRecord, UnitRecord } from './records/record.js';
import { createKinship } from './search/kinship.js';
import type { EntryKind } from './vocabulary/entry.js';
import { TRADE_OF_MEDIUM } from './vocabulary/media.js';
import type { Vocabulary } from './vocabulary/vocabulary.js';

/** What the ranking of src/demand/dispatch.ts compares, from what the knowledge holds. */

const KINDS: Readonly<Record<Parameters<Likeness>[0], readonly EntryKind[]>> = {
  industries: ['industry'],
  pollutants: ['pollutant'],
  processes: ['process', 'technique'],
};

/** The vocabulary's kinship as the ranking wants it: a narrower held name answers fully, a broader one less. */
export function createLikeness(vocabulary: Pick<Vocabulary, 'find' | 'relation'>): Likeness {
  const kinship = createKinship(vocabulary);
  return (field, asked, held) => Math.max(...KINDS[field].map((kind) => kinship(kind, asked)(held)));
}

/**
 * An expert as a candidate, the record with it. `publicOnly` is for somebody who may see public profiles only: who did
 * not agree to be public is then excluded for want of consent.
 */
export function expertCandidate(
  record: ExpertRecord,
  operational: Operational = NO_OPERATIONS,
  publicOnly = false,
): Candidate & { readonly record: ExpertRecord } {
  return {
    record,
    id: record.id,
    type: 'expert',
    domains: record.domains,
    industries: record.industries,
    pollutants: record.pollutants,
    processes: record.processes,
    province: record.province,
    city: record.city,
    serviceModes: record.serviceModes,
    organisation: record.unitName,
    validFrom: record.validFrom,
    validUntil: record.validUntil,
    consents: !publicOnly || record.consentPublic,
    operational,
  };
}

/** A unit as a candidate, with the facets that its published scope names in words. */
export function unitCandidate(
  record: UnitRecord,
  vocabulary: Pick<Vocabulary, 'match'>,
  operational: Operational = NO_OPERATIONS,
): Candidate & { readonly record: UnitRecord } {
  const entries = vocabulary.match(record.serviceScope).flatMap((match) => match.entries);
  const named = (...kinds: EntryKind[]) => [
    ...new Set(
      entries.filter(({ kind, generic }) => kinds.includes(kind) && !generic).map(({ name }) => name),
    ),
  ];
  return {
    record,
    id: record.id,
    type: 'unit',
    domains: record.domains,
    industries: named('industry'),
    pollutants: named('pollutant'),
    processes: named('process', 'technique'),
    ...placeOf(findRegion(record.region)),
    serviceModes: [],
    organisation: record.title,
    validFrom: null,
    validUntil: null,
    consents: true,
    operational,
  };
}

/** What was understood of a question or a demand. */
interface Subject {
  readonly domain: DomainCode | null;
  readonly industries: readonly string[];
  readonly pollutants: readonly string[];
  readonly processes: readonly string[];
  /** Inquiries keep them apart from the steps of production. */
  readonly techniques?: readonly string[];
  readonly media?: readonly string[];
  /** GB/T 2260 code as fine as it is known. */
  readonly region: string | null;
}

interface Wish {
  readonly mode?: ServiceMode | null;
  /** YYYY-MM-DD in China. */
  readonly onDate?: string | null;
  readonly parties?: readonly string[];
}

/** The need of an inquiry or of a demand's profile (its `domain`, words and `region` are named alike). */
export function needOf(subject: Subject, { mode = null, onDate = null, parties = [] }: Wish = {}): Need {
  return {
    domains: subject.domain === null ? [] : [subject.domain],
    industries: subject.industries.length > 0 ? subject.industries : tradesOf(subject.media ?? []),
    pollutants: subject.pollutants,
    processes: [...subject.processes, ...(subject.techniques ?? [])],
    ...placeOf(subject.region),
    mode,
    onDate,
    parties,
  };
}

function tradesOf(media: readonly string[]): string[] {
  return media.flatMap((medium) => TRADE_OF_MEDIUM[medium] ?? []);
}

/** Province and city of a region; a county right below its province (石河子市) stands for its city. */
function placeOf(code: string | null): { readonly province: string | null; readonly city: string | null } {
  if (code === null) return { province: null, city: null };
  const chain = [regions().byCode(code), ...regions().ancestors(code)].filter((region) => region !== null);
  const province = chain.find(({ level }) => level === 'province')?.code ?? null;
  const city = chain.find(
    ({ level, parent }) => level === 'city' || (level === 'county' && parent === province),
  );
  return { province, city: city?.code ?? null };
}
