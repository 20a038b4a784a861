import { type JsonObject, objectFromJson, toJson } from './json.js';
import type { Executor, WriteExecutor } from './tables.js';

/** The case that is being made from a demand. */
export interface CaseDraft {
  readonly demandId: string;
  readonly content: JsonObject;
  /** 1, and one more with every save. */
  readonly version: number;
  /** Id of the person who saved last. */
  readonly updatedBy: string;
  readonly updatedAt: string;
}

interface SaveDraft {
  readonly demandId: string;
  readonly content: object;
  readonly by: string;
  readonly now: string;
}

export async function find(db: Executor, demandId: string): Promise<CaseDraft | null> {
  const row = await db
    .selectFrom('case_drafts')
    .select(['content', 'version', 'updated_by as updatedBy', 'updated_at as updatedAt'])
    .where('demand_id', '=', demandId)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, demandId, content: objectFromJson(row.content) };
}

/** Begins a draft as version 1; what a former round left is kept, and its version given. */
export async function begin(tx: WriteExecutor, draft: SaveDraft): Promise<number> {
  await tx
    .insertInto('case_drafts')
    .values({
      demand_id: draft.demandId,
      content: toJson(draft.content),
      version: 1,
      updated_by: draft.by,
      updated_at: draft.now,
    })
    .onConflict((oc) => oc.column('demand_id').doNothing())
    .execute();
  return (await find(tx, draft.demandId))?.version ?? 1;
}

/** Saves over `version` and gives the new one; null when somebody else saved meanwhile, or there is no draft. */
export async function save(
  tx: WriteExecutor,
  draft: SaveDraft & { readonly version: number },
): Promise<number | null> {
  const row = await tx
    .updateTable('case_drafts')
    .set({
      content: toJson(draft.content),
      version: draft.version + 1,
      updated_by: draft.by,
      updated_at: draft.now,
    })
    .where('demand_id', '=', draft.demandId)
    .where('version', '=', draft.version)
    .returning('version')
    .executeTakeFirst();
  return row?.version ?? null;
}
