import type { Executor } from './tables.js';

/** A demand that is not as it was: whoever shows it asks again. */
export interface ChangedDemand {
  readonly id: string;
  readonly province: string | null;
  readonly version: number;
  readonly updatedAt: string;
}

/** Filed demands that changed from `since` (an instant) on, in no particular order; at most `limit`. */
export async function changedSince(db: Executor, since: string, limit: number): Promise<ChangedDemand[]> {
  return db
    .selectFrom('demands')
    .select(['id', 'province', 'version', 'updated_at as updatedAt'])
    .where('updated_at', '>=', since)
    .where('filed_at', 'is not', null)
    .orderBy('updated_at', 'desc')
    .limit(limit)
    .execute();
}

/** Of each province with open call tasks a mark that changes with every task that is opened or settled. */
export async function callMarks(db: Executor): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('call_tasks')
    .select((eb) => [
      'province',
      eb.fn.countAll<number | string>().as('count'),
      eb.fn.sum<number | string>('version').as('versions'),
    ])
    .where('state', '=', 'open')
    .groupBy('province')
    .execute();
  return new Map(rows.map(({ province, count, versions }) => [province, `${count}:${versions}`]));
}
