import type { KnownNames } from '../../../../src/demand/case/anonymise.js';
import { type PrefilledCase, prefillCase } from '../../../../src/demand/case/case-draft.js';
import type { Demand } from '../../../../src/demand/demand.js';
import * as caseDrafts from '../../../../src/storage/case-drafts.js';
import * as demandEvents from '../../../../src/storage/demand-events.js';
import type { Executor } from '../../../../src/storage/storage.js';
import type { WriteExecutor } from '../../../../src/storage/tables.js';

/** Makes the draft of a case from a demand, once. */
export async function beginCase(
  tx: WriteExecutor,
  demand: Demand,
  { by, now }: { readonly by: string; readonly now: string },
): Promise<void> {
  const { content } = await prefilled(tx, demand);
  await caseDrafts.begin(tx, { demandId: demand.id, content, by, now });
}

/** The draft as the demand itself makes it, with what is masked in it. */
export async function prefilled(db: Executor, demand: Demand): Promise<PrefilledCase> {
  const events = await demandEvents.list(db, demand.id);
  const reply = events.findLast(({ event }) => event === 'reply')?.data.text;
  return prefillCase(demand, typeof reply === 'string' ? reply : '', await knownNames(db, demand));
}

/** Names of the people and organisations on both sides. */
export async function knownNames(
  db: Executor,
  { personId, assigneeId, coordinatorId }: Demand,
): Promise<KnownNames> {
  const ids = [personId, assigneeId, coordinatorId].filter((id) => id !== null);
  if (ids.length === 0) return { people: [], organisations: [] };
  const people = await db.selectFrom('people').select('name').where('id', 'in', ids).execute();
  const organisations = await db
    .selectFrom('organisations')
    .innerJoin('memberships as m', 'm.organisation_id', 'organisations.id')
    .select('organisations.name')
    .where('m.person_id', 'in', ids)
    .execute();
  return {
    people: people.flatMap(({ name }) => name ?? []),
    organisations: organisations.map(({ name }) => name),
  };
}
