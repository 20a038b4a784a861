import { sql, type Updateable } from 'kysely';
import { nextDelivery } from './conversations.js';
import { fromJson, type JsonObject, type JsonValue, objectFromJson, storable, toJson } from './json.js';
import type { Executor, Tables, WriteExecutor } from './tables.js';

// Written out in the query, not bound: only then does SQLite see that a partial index holds these rows.
const UNSENT = sql<State>`('pending', 'sending')`;
const UNDELIVERED = sql<State>`('pending', 'sending', 'waiting')`;
const WAITING = sql<State>`'waiting'`;

type State = Tables['outbox']['state'];

interface NewDelivery {
  readonly id: string;
  /** A second row with the same key is not stored. */
  readonly idempotencyKey: string;
  readonly channelAccountId: string;
  readonly conversationId: string;
  /** Number in the transcript, where the message is part of it. */
  readonly seq: number | null;
  readonly activity: object;
  /** Between conversations: higher first. Within one the order of enqueueing holds. */
  readonly priority: number;
  readonly notBefore: string;
  /** From here on it is no longer sent. */
  readonly expiresAt: string | null;
  /** What happens when it cannot be delivered; the sender's own JSON. */
  readonly fallback: JsonValue;
  readonly now: string;
}

export interface OutboxRow {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly channelAccountId: string;
  readonly conversationId: string;
  readonly seq: number | null;
  readonly activity: JsonObject;
  readonly priority: number;
  /** Attempts begun so far. */
  readonly attempts: number;
  readonly notBefore: string;
  readonly expiresAt: string | null;
  readonly fallback: JsonValue;
}

/** Puts a message at the end of its conversation's queue; false when its key is there already. */
export async function enqueue(tx: WriteExecutor, delivery: NewDelivery): Promise<boolean> {
  const position = await nextDelivery(tx, delivery.conversationId);
  const row = await tx
    .insertInto('outbox')
    .values({
      id: delivery.id,
      idempotency_key: delivery.idempotencyKey,
      channel_account_id: delivery.channelAccountId,
      conversation_id: delivery.conversationId,
      position,
      seq: delivery.seq,
      activity: toJson(delivery.activity),
      priority: delivery.priority,
      state: 'pending',
      attempts: 0,
      not_before: delivery.notBefore,
      expires_at: delivery.expiresAt,
      fallback: delivery.fallback === null ? null : toJson(delivery.fallback),
      created_at: delivery.now,
    })
    .onConflict((oc) => oc.column('idempotency_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * What may be sent now: of every conversation at most its oldest unsent message, so that one that waits for its
 * next attempt, or is being sent, holds back those after it. Waiting, failed and expired ones hold back nothing.
 */
export async function due(db: Executor, now: string, limit: number): Promise<OutboxRow[]> {
  const rows = await db
    .selectFrom('outbox as o')
    .select([
      'o.id as id',
      'o.idempotency_key as idempotencyKey',
      'o.channel_account_id as channelAccountId',
      'o.conversation_id as conversationId',
      'o.seq as seq',
      'o.activity as activity',
      'o.priority as priority',
      'o.attempts as attempts',
      'o.not_before as notBefore',
      'o.expires_at as expiresAt',
      'o.fallback as fallback',
    ])
    .where('o.state', 'in', UNSENT)
    .where('o.not_before', '<=', now)
    .where((eb) => eb.or([eb('o.expires_at', 'is', null), eb('o.expires_at', '>', now)]))
    .where((eb) => eb.or([eb('o.claim_expires_at', 'is', null), eb('o.claim_expires_at', '<=', now)]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outbox as earlier')
            .select('earlier.id')
            .whereRef('earlier.conversation_id', '=', 'o.conversation_id')
            .whereRef('earlier.position', '<', 'o.position')
            .where('earlier.state', 'in', UNSENT)
            .where((eb) => eb.or([eb('earlier.expires_at', 'is', null), eb('earlier.expires_at', '>', now)])),
        ),
      ),
    )
    .orderBy('o.priority', 'desc')
    .orderBy('o.not_before')
    .orderBy('o.id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...row,
    activity: objectFromJson(row.activity),
    fallback: row.fallback === null ? null : fromJson(row.fallback),
  }));
}

/** Takes a due message for sending until `claimExpiresAt`; false when another sender was faster. */
export async function claim(
  tx: WriteExecutor,
  claim: {
    readonly id: string;
    readonly owner: string;
    readonly now: string;
    readonly claimExpiresAt: string;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set((eb) => ({
      state: 'sending',
      attempts: eb('attempts', '+', 1),
      claim_owner: claim.owner,
      claim_expires_at: claim.claimExpiresAt,
    }))
    .where('id', '=', claim.id)
    .where('state', 'in', UNSENT)
    .where('not_before', '<=', claim.now)
    .where((eb) => eb.or([eb('claim_expires_at', 'is', null), eb('claim_expires_at', '<=', claim.now)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The channel took it; `vendorId` is its id there, where the vendor tells one. */
export async function markSent(
  tx: WriteExecutor,
  sent: { readonly id: string; readonly vendorId: string | null; readonly now: string },
): Promise<void> {
  await settle(tx, sent.id, { state: 'sent', vendor_id: sent.vendorId, error: null, finished_at: sent.now });
}

/** Sending failed for now; the message, and those after it, wait until `retryAt`. */
export async function recordFailure(
  tx: WriteExecutor,
  failure: { readonly id: string; readonly error: string; readonly retryAt: string; readonly now: string },
): Promise<void> {
  await settle(tx, failure.id, {
    state: 'pending',
    error: storable(failure.error),
    not_before: failure.retryAt,
  });
}

/** Sending failed for good. */
export async function fail(
  tx: WriteExecutor,
  failure: { readonly id: string; readonly error: string; readonly now: string },
): Promise<void> {
  await settle(tx, failure.id, { state: 'failed', error: storable(failure.error), finished_at: failure.now });
}

/** The vendor's push window is closed: the message waits until the asker writes again. */
export async function waitForContact(
  tx: WriteExecutor,
  row: { readonly id: string; readonly now: string },
): Promise<void> {
  await settle(tx, row.id, { state: 'waiting' });
}

type Settlement = Pick<
  Updateable<Tables['outbox']>,
  'state' | 'vendor_id' | 'error' | 'not_before' | 'finished_at'
>;

/** Ends a claim. A message that was settled meanwhile by whoever took an expired claim over stays as it is. */
async function settle(tx: WriteExecutor, id: string, settlement: Settlement): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ ...settlement, claim_owner: null, claim_expires_at: null })
    .where('id', '=', id)
    .where('state', 'in', UNSENT)
    .execute();
}

/** The asker wrote: what waited for contact may be sent again, in its old order. */
export async function reopenWaiting(
  tx: WriteExecutor,
  contact: { readonly conversationId: string; readonly now: string },
): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ state: 'pending', not_before: contact.now })
    .where('conversation_id', '=', contact.conversationId)
    .where('state', '=', WAITING)
    .execute();
}

/** True when a delivery with this key was ever enqueued. */
export async function isKnown(db: Executor, idempotencyKey: string): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .select('id')
    .where('idempotency_key', '=', idempotencyKey)
    .executeTakeFirst();
  return row !== undefined;
}

/** True when an undelivered message is past its time: a cheap look before `expireOverdue`. */
export async function hasOverdue(db: Executor, now: string): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .select('id')
    .where('state', 'in', UNDELIVERED)
    .where('expires_at', '<=', now)
    .where((eb) => eb.or([eb('claim_expires_at', 'is', null), eb('claim_expires_at', '<=', now)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends the undelivered messages that are past their time and in nobody's hands; returns their ids. */
export async function expireOverdue(tx: WriteExecutor, now: string): Promise<string[]> {
  const rows = await tx
    .updateTable('outbox')
    .set({ state: 'expired', claim_owner: null, claim_expires_at: null, finished_at: now })
    .where('state', 'in', UNDELIVERED)
    .where('expires_at', '<=', now)
    .where((eb) => eb.or([eb('claim_expires_at', 'is', null), eb('claim_expires_at', '<=', now)]))
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
