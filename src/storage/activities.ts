import { sql } from 'kysely';
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

/** Where somebody was heard last on a channel account. */
export interface LastHeard {
  readonly conversationId: string;
  /** The channel's ConversationReference. */
  readonly reference: JsonObject;
  readonly at: string;
}

/** The conversations in which an asker was heard, of their `limit` last messages, the latest message first. */
export async function lastHeard(
  db: Executor,
  key: { readonly channelAccountId: string; readonly asker: string },
  limit: number,
): Promise<LastHeard[]> {
  const rows = await db
    .selectFrom('activities as a')
    .innerJoin('conversations as c', 'c.id', 'a.conversation_id')
    .select(['a.conversation_id as conversationId', 'c.reference as reference', 'a.created_at as at'])
    .where('a.asker', '=', storable(key.asker))
    // Written out: only then does SQLite see that the partial index holds these rows.
    .where('a.direction', '=', sql<'in'>`'in'`)
    .where('c.channel_account_id', '=', key.channelAccountId)
    .orderBy('a.created_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, reference: objectFromJson(row.reference) }));
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
