import { storable } from './json.js';
import type { Executor, WriteExecutor } from './tables.js';

/** What those who work on a demand write for each other. It never leaves the console. */
export interface DemandNote {
  readonly id: string;
  readonly demandId: string;
  /** Id of the person who wrote it. */
  readonly author: string;
  readonly body: string;
  readonly createdAt: string;
}

/** Adds a note; false when its id is there already: a double click writes one. */
export async function add(tx: WriteExecutor, note: DemandNote): Promise<boolean> {
  const row = await tx
    .insertInto('demand_notes')
    .values({
      id: storable(note.id),
      demand_id: note.demandId,
      author: note.author,
      body: storable(note.body),
      created_at: note.createdAt,
    })
    .onConflict((oc) => oc.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** A demand's notes, oldest first. */
export async function list(db: Executor, demandId: string): Promise<DemandNote[]> {
  return db
    .selectFrom('demand_notes')
    .select(['id', 'demand_id as demandId', 'author', 'body', 'created_at as createdAt'])
    .where('demand_id', '=', demandId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}
