import type { Executor } from '../storage/tables.js';
import { membershipsOf } from './memberships.js';
import { findOrganisation } from './organisations.js';
import { findPerson } from './people.js';

/** Names by which an asker could be told: their own and those of their organisations. Empty for a stranger. */
export async function askerNames(
  db: Executor,
  { personId }: { readonly personId: string | null },
): Promise<readonly string[]> {
  if (personId === null) return [];
  const person = await findPerson(db, personId);
  const names = person?.name ? [person.name] : [];
  const memberships = await membershipsOf(db, [personId]);
  for (const id of new Set(memberships.map(({ organisationId }) => organisationId))) {
    const organisation = id === null ? null : await findOrganisation(db, id);
    if (organisation !== null) names.push(organisation.name);
  }
  return names;
}
