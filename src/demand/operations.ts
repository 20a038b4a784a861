import { operationsOf } from '../storage/expert-profiles.js';
import type { Executor } from '../storage/tables.js';
import type { Operations } from './dispatch-candidate.js';

/** What the people behind published records have in hand; a record that nobody works under is left out. */
export function operationsOfRecords(db: Executor): Operations {
  return async (recordIds) => {
    if (recordIds.length === 0) return new Map();
    const people = await db
      .selectFrom('people')
      .select(['id', 'record_id as recordId'])
      .where('record_id', 'in', recordIds)
      .where('erased_at', 'is', null)
      .orderBy('id')
      .execute();
    const known = await operationsOf(
      db,
      people.map(({ id }) => id),
    );
    return new Map(
      people.flatMap(({ id, recordId }) => {
        const operational = known.get(id);
        return recordId === null || operational === undefined ? [] : [[recordId, operational] as const];
      }),
    );
  };
}
