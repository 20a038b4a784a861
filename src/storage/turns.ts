import { fromJson, type JsonObject, type JsonValue, objectFromJson, toJson } from './json.js';
import type { Executor, WriteExecutor } from './tables.js';

interface NewTurn {
  readonly id: string;
  readonly consultationId: string;
  /** Null for a proactive turn. */
  readonly inboxId: string | null;
  readonly result: object;
  /** The editions that the answer rests on. */
  readonly editions: JsonValue;
  /** Identity of the index snapshot that was searched. */
  readonly manifest: string;
  readonly model: string | null;
  readonly promptId: string | null;
  readonly now: string;
}

export interface TurnRow {
  readonly id: string;
  readonly consultationId: string;
  /** 1, 2, 3… within the consultation. */
  readonly number: number;
  readonly inboxId: string | null;
  readonly result: JsonObject;
  readonly editions: JsonValue;
  readonly manifest: string;
  readonly model: string | null;
  readonly promptId: string | null;
  readonly createdAt: string;
}

/**
 * Stores a turn after the consultation's others. The caller has written the consultation's row in the same
 * transaction or holds its lease: two turns of one consultation at once are refused by the unique number.
 */
export async function insert(tx: WriteExecutor, turn: NewTurn): Promise<void> {
  await tx
    .insertInto('turns')
    .values((eb) => ({
      id: turn.id,
      consultation_id: turn.consultationId,
      number: eb
        .selectFrom('turns')
        .select((of) => of(of.fn.coalesce(of.fn.max('number'), of.lit(0)), '+', of.lit(1)).as('next'))
        .where('consultation_id', '=', turn.consultationId),
      inbox_id: turn.inboxId,
      result: toJson(turn.result),
      editions: toJson(turn.editions),
      manifest: turn.manifest,
      model: turn.model,
      prompt_id: turn.promptId,
      created_at: turn.now,
    }))
    .execute();
}

/** A consultation's turns in order. */
export async function ofConsultation(db: Executor, consultationId: string): Promise<TurnRow[]> {
  const rows = await db
    .selectFrom('turns')
    .select([
      'id',
      'consultation_id as consultationId',
      'number',
      'inbox_id as inboxId',
      'result',
      'editions',
      'manifest',
      'model',
      'prompt_id as promptId',
      'created_at as createdAt',
    ])
    .where('consultation_id', '=', consultationId)
    .orderBy('number')
    .execute();
  return rows.map((row) => ({
    ...row,
    result: objectFromJson(row.result),
    editions: fromJson(row.editions),
  }));
}
