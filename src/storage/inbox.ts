import { sql } from 'kysely';
import * as activities from './activities.js';
import { fromJson, type JsonObject, type JsonValue, objectFromJson, storable, toJson } from './json.js';
import type { Executor, Tables, WriteExecutor } from './tables.js';

// Written out in the query, not bound: only then does SQLite see that a partial index holds these rows.
const PENDING = sql<Tables['inbox']['state']>`'pending'`;
const SET_ASIDE = sql<Tables['inbox']['state']>`'set_aside'`;

export type InboxKind = 'message' | 'event' | 'invoke';

/** Turns of one key run one at a time, over all processes. */
export interface TurnKey {
  readonly conversationId: string;
  readonly asker: string;
}

interface InboundRow extends TurnKey {
  readonly id: string;
  readonly channelAccountId: string;
  readonly kind: InboxKind;
  /** The vendor's own id of the message, or an equivalent that a redelivery repeats. */
  readonly vendorId: string;
  /** The payload as it came. */
  readonly raw: string;
  readonly activity: object;
  readonly now: string;
}

export interface Acceptance {
  /** False for a redelivery, which changes nothing. */
  readonly fresh: boolean;
  /** Id of the stored row, whichever delivery stored it. */
  readonly id: string;
  /** The stored response, for an invoke that was answered already. */
  readonly response: JsonValue | null;
}

export interface InboxRow extends TurnKey {
  readonly id: string;
  readonly channelAccountId: string;
  readonly kind: InboxKind;
  readonly vendorId: string;
  readonly activity: JsonObject;
  /** Number in the transcript. */
  readonly seq: number;
  /** Failed attempts so far. */
  readonly attempts: number;
  readonly receivedAt: string;
}

export interface SetAsideRow extends TurnKey {
  readonly id: string;
  readonly channelAccountId: string;
  readonly kind: InboxKind;
  readonly attempts: number;
  readonly reason: string | null;
  readonly error: string | null;
  readonly receivedAt: string;
}

/** Stores a message once per (channel account, conversation, kind, vendor id) and adds it to the transcript. */
export async function accept(tx: WriteExecutor, message: InboundRow): Promise<Acceptance> {
  const inserted = await insertOnce(tx, message);
  if (!inserted) return existing(tx, message);
  await activities.append(tx, { ...message, direction: 'in' });
  return { fresh: true, id: message.id, response: null };
}

async function insertOnce(tx: WriteExecutor, message: InboundRow): Promise<boolean> {
  const row = await tx
    .insertInto('inbox')
    .values({
      id: message.id,
      channel_account_id: message.channelAccountId,
      conversation_id: message.conversationId,
      asker: storable(message.asker),
      kind: message.kind,
      vendor_id: storable(message.vendorId),
      raw: storable(message.raw),
      state: 'pending',
      attempts: 0,
      not_before: message.now,
      received_at: message.now,
    })
    .onConflict((oc) =>
      oc.columns(['channel_account_id', 'conversation_id', 'kind', 'vendor_id']).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

async function existing(tx: WriteExecutor, message: InboundRow): Promise<Acceptance> {
  const row = await tx
    .selectFrom('inbox')
    .select(['id', 'response'])
    .where('channel_account_id', '=', message.channelAccountId)
    .where('conversation_id', '=', message.conversationId)
    .where('kind', '=', message.kind)
    .where('vendor_id', '=', storable(message.vendorId))
    .executeTakeFirstOrThrow();
  return { fresh: false, id: row.id, response: row.response === null ? null : fromJson(row.response) };
}

/** Keys whose oldest pending message is due, the longest waiting first. */
export async function pendingKeys(db: Executor, now: string, limit: number): Promise<TurnKey[]> {
  return db
    .selectFrom('inbox as i')
    .innerJoin('activities as a', 'a.id', 'i.id')
    .select(['i.conversation_id as conversationId', 'i.asker as asker'])
    .where('i.state', '=', PENDING)
    .where('i.not_before', '<=', now)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('inbox as earlier')
            .innerJoin('activities as b', 'b.id', 'earlier.id')
            .select('earlier.id')
            .whereRef('earlier.conversation_id', '=', 'i.conversation_id')
            .whereRef('earlier.asker', '=', 'i.asker')
            .where('earlier.state', '=', PENDING)
            .whereRef('b.seq', '<', 'a.seq'),
        ),
      ),
    )
    .orderBy('i.received_at')
    .orderBy('i.id')
    .limit(limit)
    .execute();
}

/** The key's oldest pending message; null when there is none, or when it waits for its next attempt. */
export async function oldestPending(db: Executor, key: TurnKey, now: string): Promise<InboxRow | null> {
  const row = await db
    .selectFrom('inbox')
    .innerJoin('activities', 'activities.id', 'inbox.id')
    .select([
      'inbox.id as id',
      'inbox.channel_account_id as channelAccountId',
      'inbox.conversation_id as conversationId',
      'inbox.asker as asker',
      'inbox.kind as kind',
      'inbox.vendor_id as vendorId',
      'inbox.attempts as attempts',
      'inbox.received_at as receivedAt',
      'inbox.not_before as notBefore',
      'activities.activity as activity',
      'activities.seq as seq',
    ])
    .where('inbox.conversation_id', '=', key.conversationId)
    .where('inbox.asker', '=', key.asker)
    .where('inbox.state', '=', PENDING)
    .orderBy('activities.seq')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined || row.notBefore > now) return null;
  const { notBefore: _, ...message } = row;
  return { ...message, activity: objectFromJson(row.activity) };
}

/** Ends a message, with the response that redeliveries get where the channel answers in place. */
export async function markDone(
  tx: WriteExecutor,
  id: string,
  now: string,
  response?: unknown,
): Promise<void> {
  await tx
    .updateTable('inbox')
    .set({ state: 'done', finished_at: now, response: response === undefined ? null : toJson(response) })
    .where('id', '=', id)
    .where('state', '=', PENDING)
    .execute();
}

/** Counts a failed attempt; the message, and those after it, wait until `retryAt`. */
export async function recordFailure(
  tx: WriteExecutor,
  failure: { readonly id: string; readonly error: string; readonly retryAt: string },
): Promise<void> {
  await tx
    .updateTable('inbox')
    .set((eb) => ({
      attempts: eb('attempts', '+', 1),
      not_before: failure.retryAt,
      error: storable(failure.error),
    }))
    .where('id', '=', failure.id)
    .where('state', '=', PENDING)
    .execute();
}

/** Takes a message out of the way of those after it, where an administrator sees it. */
export async function setAside(
  tx: WriteExecutor,
  row: { readonly id: string; readonly reason: string; readonly now: string },
): Promise<void> {
  await tx
    .updateTable('inbox')
    .set({ state: 'set_aside', set_aside_reason: storable(row.reason), finished_at: row.now })
    .where('id', '=', row.id)
    .where('state', '=', PENDING)
    .execute();
}

/** Messages set aside, oldest first. */
export async function setAsideRows(db: Executor): Promise<SetAsideRow[]> {
  return db
    .selectFrom('inbox')
    .select([
      'id',
      'channel_account_id as channelAccountId',
      'conversation_id as conversationId',
      'asker',
      'kind',
      'attempts',
      'set_aside_reason as reason',
      'error',
      'received_at as receivedAt',
    ])
    .where('state', '=', SET_ASIDE)
    .orderBy('received_at')
    .orderBy('id')
    .execute();
}
