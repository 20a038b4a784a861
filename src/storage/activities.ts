import { nextSequence } from './conversations.js';
import { type JsonObject, objectFromJson, storable, toJson } from './json.js';
import type { Executor, WriteExecutor } from './tables.js';

/** One message of the transcript, in either direction. */
export interface ActivityRow {
  readonly id: string;
  readonly conversationId: string;
  /** 1, 2, 3… without gaps, in the order of commits. */
  readonly seq: number;
  readonly direction: 'in' | 'out';
  readonly asker: string;
  readonly activity: JsonObject;
  readonly createdAt: string;
}

interface NewActivity {
  readonly id: string;
  readonly conversationId: string;
  readonly direction: 'in' | 'out';
  readonly asker: string;
  readonly activity: object;
  readonly now: string;
}

const COLUMNS = [
  'id',
  'conversation_id as conversationId',
  'seq',
  'direction',
  'asker',
  'activity',
  'created_at as createdAt',
] as const;

/** Adds a message at the end of the transcript and returns its number. */
export async function append(tx: WriteExecutor, activity: NewActivity): Promise<number> {
  const seq = await nextSequence(tx, activity.conversationId);
  await tx
    .insertInto('activities')
    .values({
      id: activity.id,
      conversation_id: activity.conversationId,
      seq,
      direction: activity.direction,
      asker: storable(activity.asker),
      activity: toJson(activity.activity),
      created_at: activity.now,
    })
    .execute();
  return seq;
}

/** Messages with a number above `seq`, at most `limit`, in order. */
export async function after(
  db: Executor,
  conversationId: string,
  seq: number,
  limit: number,
): Promise<ActivityRow[]> {
  const rows = await db
    .selectFrom('activities')
    .select(COLUMNS)
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, activity: objectFromJson(row.activity) }));
}
