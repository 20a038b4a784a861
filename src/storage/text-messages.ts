import { type Selectable, sql } from 'kysely';
import { storable } from './json.js';
import type { Executor, Tables, WriteExecutor } from './tables.js';

// Written out in the query, not bound: only then does SQLite see that a partial index holds these rows.
const UNSENT = sql<Tables['text_messages']['state']>`('pending', 'sending')`;

/** The text message that follows a notice which no chat took. Its words are made when it is sent. */
export interface TextMessage {
  readonly id: string;
  readonly noticeId: string;
  readonly demandId: string;
  readonly state: 'pending' | 'sending' | 'sent' | 'failed';
  /** Attempts begun so far. */
  readonly attempts: number;
  /** The gateway's id of it, where it told one. */
  readonly vendorId: string | null;
  readonly error: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

/** Stores a message that is still to be sent; a notice has one at most, so false when it is there already. */
export async function insert(
  tx: WriteExecutor,
  message: Pick<TextMessage, 'id' | 'noticeId' | 'demandId'> & {
    readonly notBefore: string;
    readonly now: string;
  },
): Promise<boolean> {
  const row = await tx
    .insertInto('text_messages')
    .values({
      id: message.id,
      notice_id: message.noticeId,
      demand_id: message.demandId,
      state: 'pending',
      attempts: 0,
      not_before: message.notBefore,
      created_at: message.now,
    })
    .onConflict((oc) => oc.column('notice_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Messages that may be sent now, the oldest first. */
export async function due(db: Executor, now: string, limit: number): Promise<TextMessage[]> {
  const rows = await db
    .selectFrom('text_messages')
    .selectAll()
    .where('state', 'in', UNSENT)
    .where('not_before', '<=', now)
    .where((eb) => eb.or([eb('claim_expires_at', 'is', null), eb('claim_expires_at', '<=', now)]))
    .orderBy('not_before')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

export async function ofNotice(db: Executor, noticeId: string): Promise<TextMessage | null> {
  const query = db.selectFrom('text_messages').selectAll().where('notice_id', '=', noticeId);
  const row = await query.executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

export async function ofDemand(db: Executor, demandId: string): Promise<TextMessage[]> {
  const query = db.selectFrom('text_messages').selectAll().where('demand_id', '=', demandId);
  return (await query.orderBy('created_at').orderBy('id').execute()).map(fromRow);
}

/** Takes a due message for sending until `claimExpiresAt`; false when another process was faster. */
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
    .updateTable('text_messages')
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

/** The gateway took it. */
export async function markSent(
  tx: WriteExecutor,
  sent: { readonly id: string; readonly vendorId: string | null; readonly now: string },
): Promise<void> {
  await settle(tx, sent.id, { state: 'sent', vendor_id: sent.vendorId, error: null, finished_at: sent.now });
}

/** Sending failed for now; the next try is at `retryAt`. */
export async function recordFailure(
  tx: WriteExecutor,
  failure: { readonly id: string; readonly error: string; readonly retryAt: string },
): Promise<void> {
  await settle(tx, failure.id, {
    state: 'pending',
    error: storable(failure.error),
    not_before: failure.retryAt,
  });
}

/** It is not sent any more; `error` says why. */
export async function fail(
  tx: WriteExecutor,
  failure: { readonly id: string; readonly error: string; readonly now: string },
): Promise<void> {
  await settle(tx, failure.id, {
    state: 'failed',
    error: storable(failure.error),
    finished_at: failure.now,
  });
}

type Settlement = Partial<
  Pick<Selectable<Tables['text_messages']>, 'state' | 'vendor_id' | 'error' | 'not_before' | 'finished_at'>
>;

/** Ends a claim; what was settled meanwhile stays as it is. */
async function settle(tx: WriteExecutor, id: string, settlement: Settlement): Promise<void> {
  await tx
    .updateTable('text_messages')
    .set({ ...settlement, claim_owner: null, claim_expires_at: null })
    .where('id', '=', id)
    .where('state', 'in', UNSENT)
    .execute();
}

function fromRow(row: Selectable<Tables['text_messages']>): TextMessage {
  return {
    id: row.id,
    noticeId: row.notice_id,
    demandId: row.demand_id,
    state: row.state,
    attempts: row.attempts,
    vendorId: row.vendor_id,
    error: row.error,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}
