import { YishiError } from '../errors.js';
import { type JsonObject, objectFromJson, storable, toJson } from './json.js';
import type { Executor, WriteExecutor } from './tables.js';

export interface ConversationRow {
  readonly id: string;
  readonly channelAccountId: string;
  readonly vendorConversationId: string;
  /** The channel's ConversationReference. */
  readonly reference: JsonObject;
  /** The number that the next message of the transcript gets; the first is 1. */
  readonly nextSequence: number;
  readonly lastInboundAt: string | null;
}

interface EnsureConversation {
  /** Used when the conversation is new. */
  readonly id: string;
  readonly channelAccountId: string;
  readonly vendorConversationId: string;
  /** Replaces the stored reference, since vendors move their service addresses. */
  readonly reference: object;
  readonly now: string;
}

const COLUMNS = [
  'id',
  'channel_account_id as channelAccountId',
  'vendor_conversation_id as vendorConversationId',
  'reference',
  'next_sequence as nextSequence',
  'last_inbound_at as lastInboundAt',
] as const;

/** The conversation of a vendor's id on a channel account, made when it is new. */
export async function ensureConversation(
  tx: WriteExecutor,
  conversation: EnsureConversation,
): Promise<ConversationRow> {
  const reference = toJson(conversation.reference);
  const row = await tx
    .insertInto('conversations')
    .values({
      id: conversation.id,
      channel_account_id: conversation.channelAccountId,
      vendor_conversation_id: storable(conversation.vendorConversationId),
      reference,
      next_sequence: 1,
      next_delivery: 1,
      window_count: 0,
      quota_count: 0,
      created_at: conversation.now,
    })
    .onConflict((oc) =>
      oc.columns(['channel_account_id', 'vendor_conversation_id']).doUpdateSet({ reference }),
    )
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return { ...row, reference: objectFromJson(row.reference) };
}

export async function find(db: Executor, id: string): Promise<ConversationRow | null> {
  const row = await db.selectFrom('conversations').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : { ...row, reference: objectFromJson(row.reference) };
}

/** The number of the last message of each of these conversations, 0 where nothing was said; unknown ids are left out. */
export async function lastSequences(
  db: Executor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('conversations')
    .select(['id', 'next_sequence'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, next_sequence }) => [id, next_sequence - 1]));
}

/**
 * Takes the next number of the transcript, 1, 2, 3… The counter's row stays locked until the commit, so numbers
 * have no gaps and follow the order of commits, whoever writes.
 */
export async function nextSequence(tx: WriteExecutor, conversationId: string): Promise<number> {
  const row = await tx
    .updateTable('conversations')
    .set((eb) => ({ next_sequence: eb('next_sequence', '+', 1) }))
    .where('id', '=', conversationId)
    .returning('next_sequence')
    .executeTakeFirst();
  if (row === undefined) throw new YishiError('not_found', 'no such conversation');
  return row.next_sequence - 1;
}

/** Takes the next place in the conversation's outbox; same guarantees as `nextSequence`. */
export async function nextDelivery(tx: WriteExecutor, conversationId: string): Promise<number> {
  const row = await tx
    .updateTable('conversations')
    .set((eb) => ({ next_delivery: eb('next_delivery', '+', 1) }))
    .where('id', '=', conversationId)
    .returning('next_delivery')
    .executeTakeFirst();
  if (row === undefined) throw new YishiError('not_found', 'no such conversation');
  return row.next_delivery - 1;
}

/** Notes that the asker wrote: vendors open their push window from here. */
export async function touchInbound(tx: WriteExecutor, id: string, now: string): Promise<void> {
  await tx.updateTable('conversations').set({ last_inbound_at: now }).where('id', '=', id).execute();
}
