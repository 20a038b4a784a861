import type { Executor } from '../../../../src/storage/storage.js';
import { demandApiTexts } from './texts.js';

/** Names of people by id: who has been erased has none. */
export async function namesOf(
  db: Executor,
  ids: readonly (string | null)[],
): Promise<(id: string | null) => string | null> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const rows =
    wanted.length === 0
      ? []
      : await db.selectFrom('people').select(['id', 'name']).where('id', 'in', wanted).execute();
  const names = new Map(rows.map(({ id, name }) => [id, name ?? demandApiTexts.unknownPerson]));
  return (id) => (id === null ? null : (names.get(id) ?? null));
}
