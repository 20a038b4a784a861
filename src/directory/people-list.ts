import { NATION, regions } from '../region/region.js';
import type { Executor } from '../storage/tables.js';
import type { Reach, Role } from './authorize.js';

export interface PeopleFilter {
  /** Provinces that the reader may see. */
  readonly reach: Reach;
  readonly province?: string | undefined;
  readonly role?: Role | undefined;
  /** Part of the name. */
  readonly name?: string | undefined;
  /** Rows to skip. */
  readonly from: number;
  readonly most: number;
}

export interface ListedPerson {
  readonly id: string;
  readonly name: string | null;
  readonly version: number;
  readonly createdAt: string;
}

export interface PeoplePage {
  readonly people: readonly ListedPerson[];
  readonly total: number;
}

/**
 * People by name who have a role that fits the filter; somebody whose roles have all ended is found by province
 * and name alone, so that a role can be given again.
 */
export async function listPeople(db: Executor, filter: PeopleFilter): Promise<PeoplePage> {
  const matching = people(db, filter);
  const { total } = await matching
    .select((eb) => eb.fn.countAll<number | string>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await matching
    .select(['people.id', 'people.name', 'people.version', 'people.created_at as createdAt'])
    .orderBy('people.name')
    .orderBy('people.id')
    .limit(filter.most)
    .offset(filter.from)
    .execute();
  // Postgres counts in bigint, which its driver gives as text.
  return { people: rows, total: Number(total) };
}

function people(db: Executor, { reach, province, role, name }: PeopleFilter) {
  const codes = regionCodes(reach, province);
  return db
    .selectFrom('people')
    .where('people.erased_at', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('memberships as m')
          .select('m.id')
          .whereRef('m.person_id', '=', 'people.id')
          .$if(codes !== null, (query) => query.where('m.region', 'in', codes ?? []))
          .$if(role !== undefined, (query) =>
            query.where('m.role', '=', role ?? '').where('m.ended_at', 'is', null),
          ),
      ),
    )
    .$if(name !== undefined && name !== '', (query) =>
      query.where((eb) =>
        eb(
          eb.fn<string | null>('replace', ['people.name', eb.val(name), eb.val('')]),
          '!=',
          eb.ref('people.name'),
        ),
      ),
    );
}

/** Codes of every region that both the reader's reach and the wish allow; null is no limit. */
function regionCodes(reach: Reach, province: string | undefined): string[] | null {
  if (reach === 'nation' && province === undefined) return null;
  const provinces =
    reach === 'nation' ? [] : reach.filter((each) => province === undefined || each === province);
  const wanted = new Set(reach === 'nation' && province !== undefined ? [province] : provinces);
  const all = regions();
  // A province that matches nothing still makes a list that the database accepts.
  return ['', ...all.all.map(({ code }) => code).filter((code) => wanted.has(provinceCode(code)))];
}

/** Which of these people have an account, or a bound chat. */
export async function peopleWith(
  db: Executor,
  table: 'accounts' | 'chat_identities',
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await db.selectFrom(table).select('person_id').where('person_id', 'in', personIds).execute();
  return new Set(rows.flatMap(({ person_id }) => person_id ?? []));
}

/** The province-level code of a region; the whole country's is its own. */
export function provinceCode(region: string): string {
  return regions().provinceOf(region)?.code ?? NATION;
}
