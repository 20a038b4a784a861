import { regions } from '../region/region.js';
import type { Executor } from '../storage/tables.js';
import type { Demand } from './demand.js';
import type { ProvinceSettings } from './settings.js';
import type { Audience } from './transition.js';

/** Whom a notice goes to: a person, or the asker in their conversation. */
export interface Recipient {
  readonly audience: Audience;
  readonly personId: string | null;
  readonly conversationId: string | null;
  readonly asker: string | null;
}

/**
 * Who is told. Coordinators: the one who keeps the demand; until somebody does, in an emergency the province's duty
 * coordinator, else all of the province; where it has none, the national ones. So a demand is never known to nobody
 * while there is anybody.
 */
export async function recipientsOf(
  db: Executor,
  audience: Audience,
  demand: Demand,
  settings: ProvinceSettings,
): Promise<readonly Recipient[]> {
  if (audience === 'asker') {
    const { conversationId, asker, personId } = demand;
    return [{ audience, personId, conversationId, asker }];
  }
  if (audience === 'assignee')
    return demand.assigneeId === null ? [] : [toPerson(audience, demand.assigneeId)];
  const people = await coordinatorsOf(db, demand, settings);
  return people.map((personId) => toPerson(audience, personId));
}

async function coordinatorsOf(
  db: Executor,
  { coordinatorId, kind, province }: Demand,
  { dutyCoordinatorId }: ProvinceSettings,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('memberships')
    .select(['person_id as personId', 'region'])
    .where('role', '=', 'coordinator')
    .where('ended_at', 'is', null)
    .orderBy('person_id')
    .execute();
  const active = new Set(rows.map(({ personId }) => personId));
  if (coordinatorId !== null && active.has(coordinatorId)) return [coordinatorId];
  if (kind === 'emergency' && dutyCoordinatorId !== null && active.has(dutyCoordinatorId))
    return [dutyCoordinatorId];
  const provincial = rows.filter(({ region }) => provinceCode(region) === province);
  const chosen =
    provincial.length > 0 ? provincial : rows.filter(({ region }) => provinceCode(region) === null);
  return [...new Set(chosen.map(({ personId }) => personId))];
}

function provinceCode(region: string): string | null {
  return regions().provinceOf(region)?.code ?? null;
}

function toPerson(audience: Audience, personId: string): Recipient {
  return { audience, personId, conversationId: null, asker: null };
}
