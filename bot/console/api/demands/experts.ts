import { expertCandidate, unitCandidate } from '../../../../knowledge/expertise.js';
import type { KnowledgeRecord } from '../../../../knowledge/records/record.js';
import { parseRecord } from '../../../../knowledge/records/schema.js';
import { createVocabulary } from '../../../../knowledge/vocabulary/vocabulary.js';
import type { Candidate, Operational } from '../../../../src/demand/dispatch-candidate.js';
import type { Reach } from '../../../../src/directory/authorize.js';
import { grantsOf, membershipsOf } from '../../../../src/directory/memberships.js';
import * as expertProfiles from '../../../../src/storage/expert-profiles.js';
import * as records from '../../../../src/storage/records.js';
import type { Executor } from '../../../../src/storage/storage.js';
import { regionName } from '../names.js';

/** Somebody a demand can be given to: the person, what was published of them, and what they have in hand. */
export interface Available {
  readonly personId: string;
  readonly name: string;
  /** Title, unit and place in one line. */
  readonly line: string;
  readonly recordId: string | null;
  readonly record: KnowledgeRecord | null;
  /** Provinces in which they have a role. */
  readonly provinces: readonly string[];
  readonly operational: Operational;
}

/** An available person as the ranking takes one. */
export type PersonCandidate = Candidate & { readonly person: Available };

/** Everybody with the role of an expert or of a unit's staff, by name. */
export async function availableExperts(db: Executor, now: string): Promise<Available[]> {
  const people = await db
    .selectFrom('people')
    .innerJoin('memberships as m', 'm.person_id', 'people.id')
    .select(['people.id', 'people.name', 'people.record_id as recordId'])
    .distinct()
    .where('m.role', 'in', ['expert', 'unit_staff'])
    .where('m.ended_at', 'is', null)
    .where('people.erased_at', 'is', null)
    .orderBy('people.name')
    .orderBy('people.id')
    .execute();
  const ids = people.map(({ id }) => id);
  const memberships = await membershipsOf(db, ids);
  const operations = await expertProfiles.operationsOf(db, ids);
  const published = await recordsOf(
    db,
    people.flatMap(({ recordId }) => recordId ?? []),
    now,
  );
  return people.flatMap(({ id, name, recordId }) => {
    const operational = operations.get(id);
    if (operational === undefined) return [];
    const own = memberships.filter(({ personId }) => personId === id);
    const record = published.get(recordId ?? '') ?? null;
    const provinces = grantsOf(own.filter(({ role }) => role === 'expert' || role === 'unit_staff')).map(
      ({ province }) => province,
    );
    const line = lineOf(record, provinces);
    return [{ personId: id, name: name ?? '', line, recordId, record, provinces, operational }];
  });
}

/** One's own province's, and of the others those who agreed to be shown to everybody, and units. */
export function isShownTo({ record, provinces }: Available, mine: Reach): boolean {
  if (mine === 'nation' || provinces.some((province) => mine.includes(province))) return true;
  return record?.kind === 'unit' || (record?.kind === 'expert' && record.consentPublic);
}

/** Those of them whom the ranking can judge: with a record. Profiles that are not public count in their own province. */
export function candidatesOf(people: readonly Available[], province: string | null): PersonCandidate[] {
  return people.flatMap((person): PersonCandidate[] => {
    const { record, operational } = person;
    if (record?.kind === 'expert')
      return [{ ...expertCandidate(record, operational, record.province !== province), person }];
    if (record?.kind === 'unit')
      return [{ ...unitCandidate(record, createVocabulary(), operational), person }];
    return [];
  });
}

async function recordsOf(
  db: Executor,
  ids: readonly string[],
  now: string,
): Promise<ReadonlyMap<string, KnowledgeRecord>> {
  const editions = await records.current(db, ids, now);
  const entries = editions.flatMap(({ id, content }) => {
    const parsed = parseRecord(content);
    return parsed.ok ? [[id, parsed.record] as const] : [];
  });
  return new Map(entries);
}

function lineOf(record: KnowledgeRecord | null, provinces: readonly string[]): string {
  if (record?.kind === 'expert')
    return [record.professionalTitle, record.unitName, regionName(record.province)].join(' · ');
  if (record?.kind === 'unit') return [record.title, record.unitType, record.region].join(' · ');
  return provinces.map(regionName).join(' ');
}
