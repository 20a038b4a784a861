import { sql } from 'kysely';
import { NO_OPERATIONS, type Operational, type Recusal } from '../demand/dispatch-candidate.js';
import { demandProfile } from '../demand/profile.js';
import { ASSIGNED_STATES } from '../demand/states.js';
import { storable, toJson } from './json.js';
import type { Executor, WriteExecutor } from './tables.js';

/** What an expert or the unit's staff told of their work here; never part of the published record. */
export interface ExpertProfile {
  readonly personId: string;
  /** Demands at a time from which on there is no more. */
  readonly loadLimit: number;
  /** YYYY-MM-DD in China, the last day of absence. */
  readonly awayUntil: string | null;
  readonly recusals: readonly Recusal[];
  /** 0 while nothing was told. */
  readonly version: number;
}

/** A person's profile; of who told nothing, the defaults at version 0. */
export async function find(db: Executor, personId: string): Promise<ExpertProfile> {
  const [profile] = await profiles(db, [personId]);
  return profile ?? defaults(personId);
}

/** Saves over `profile.version` and gives the new one; null when it was changed meanwhile. */
export async function save(tx: WriteExecutor, profile: ExpertProfile, now: string): Promise<number | null> {
  const { personId, version } = profile;
  const fields = {
    load_limit: profile.loadLimit,
    away_until: profile.awayUntil,
    recusals: toJson(profile.recusals.map((each) => ({ ...each, reason: storable(each.reason) }))),
    version: version + 1,
    updated_at: now,
  };
  const query = tx.insertInto('expert_profiles').values({ person_id: personId, ...fields });
  const row = await query
    .onConflict((oc) =>
      oc.column('person_id').doUpdateSet(fields).where('expert_profiles.version', '=', version),
    )
    .returning('version')
    .executeTakeFirst();
  return row?.version ?? null;
}

/** What the ranking has to know of each of these people beside their records; everybody is in it. */
export async function operationsOf(
  db: Executor,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Operational>> {
  if (personIds.length === 0) return new Map();
  const told = new Map((await profiles(db, personIds)).map((each) => [each.personId, each]));
  const loads = await loadsOf(db, personIds);
  const closed = await closedCasesOf(db, personIds);
  const entries = personIds.map((id): [string, Operational] => {
    const { loadLimit, awayUntil, recusals } = told.get(id) ?? defaults(id);
    const closedCases = closed.get(id) ?? [];
    return [id, { load: loads.get(id) ?? 0, loadLimit, awayUntil, recusals, closedCases }];
  });
  return new Map(entries);
}

function defaults(personId: string): ExpertProfile {
  const { loadLimit, awayUntil, recusals } = NO_OPERATIONS;
  return { personId, loadLimit, awayUntil, recusals, version: 0 };
}

async function profiles(db: Executor, personIds: readonly string[]): Promise<ExpertProfile[]> {
  const rows = await db
    .selectFrom('expert_profiles')
    .select([
      'person_id as personId',
      'load_limit as loadLimit',
      'away_until as awayUntil',
      'recusals',
      'version',
    ])
    .where('person_id', 'in', personIds)
    .execute();
  return rows.map((row) => ({ ...row, recusals: JSON.parse(row.recusals) }));
}

/** Demands in hand, by assignee. */
async function loadsOf(db: Executor, personIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('demands')
    .select((eb) => ['assignee_id as id', eb.fn.countAll<number | string>().as('count')])
    .where('assignee_id', 'in', personIds)
    .where('state', 'in', ASSIGNED_STATES)
    .groupBy('assignee_id')
    .execute();
  return new Map(rows.map(({ id, count }) => [id ?? '', Number(count)]));
}

/** Newest closed demands that are looked at for each ranking: what an expert did long ago says little. */
const MOST_CLOSED = 2000;

async function closedCasesOf(db: Executor, personIds: readonly string[]) {
  const rows = await db
    .selectFrom('demands')
    .select(['assignee_id as id', 'profile'])
    .where('assignee_id', 'in', personIds)
    .where('state', 'in', sql<string>`('closed', 'case_candidate', 'case_review', 'case_published')`)
    .orderBy('closed_at', 'desc')
    .limit(MOST_CLOSED)
    .execute();
  const cases = new Map<string, Operational['closedCases'][number][]>();
  for (const { id, profile } of rows) {
    const { domain, industries } = demandProfile.parse(JSON.parse(profile));
    const own = cases.get(id ?? '') ?? [];
    own.push({ domain, industry: industries[0] ?? null });
    cases.set(id ?? '', own);
  }
  return cases;
}
