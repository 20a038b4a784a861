import { type Selectable, sql } from 'kysely';
import { type JsonObject, objectFromJson, storable, toJson } from './json.js';
import type { Executor, Tables, WriteExecutor } from './tables.js';

// Written out in the query, not bound: only then does SQLite see that a partial index holds these rows.
const PENDING = sql<Tables['notices']['state']>`'pending'`;

/** One piece of news for one recipient. */
export interface Notice {
  readonly id: string;
  readonly demandId: string;
  /** Of the event that it tells of. */
  readonly position: number;
  /** The event's name, or a finer one. */
  readonly kind: string;
  readonly audience: 'asker' | 'coordinator' | 'assignee';
  readonly personId: string | null;
  readonly conversationId: string | null;
  readonly asker: string | null;
  readonly payload: JsonObject;
  readonly urgent: boolean;
  readonly state: 'pending' | 'sent' | 'console' | 'cancelled';
  readonly notBefore: string;
  readonly attempts: number;
  readonly error: string | null;
  readonly outboxId: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly readAt: string | null;
}

type NewNotice = Pick<
  Notice,
  'id' | 'demandId' | 'position' | 'kind' | 'audience' | 'personId' | 'conversationId' | 'asker' | 'urgent'
> & { readonly payload: object; readonly notBefore: string; readonly now: string };

/** Stores a notice that is still to be sent. */
export async function insert(tx: WriteExecutor, notice: NewNotice): Promise<void> {
  await tx
    .insertInto('notices')
    .values({
      id: notice.id,
      demand_id: notice.demandId,
      position: notice.position,
      kind: notice.kind,
      audience: notice.audience,
      person_id: notice.personId,
      conversation_id: notice.conversationId,
      asker: notice.asker === null ? null : storable(notice.asker),
      payload: toJson(notice.payload),
      urgent: notice.urgent ? 1 : 0,
      state: 'pending',
      not_before: notice.notBefore,
      attempts: 0,
      created_at: notice.now,
    })
    .execute();
}

/** Notices whose time has come, the oldest first. */
export async function due(db: Executor, now: string, limit: number): Promise<Notice[]> {
  const rows = await db
    .selectFrom('notices')
    .selectAll()
    .where('state', '=', PENDING)
    .where('not_before', '<=', now)
    .orderBy('not_before')
    .orderBy('created_at')
    .orderBy('position')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

export async function find(db: Executor, id: string): Promise<Notice | null> {
  const row = await db.selectFrom('notices').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** The notices that these messages of the outbox carry, the oldest first. */
export async function ofOutbox(db: Executor, outboxIds: readonly string[]): Promise<Notice[]> {
  if (outboxIds.length === 0) return [];
  const rows = await db
    .selectFrom('notices')
    .selectAll()
    .where('outbox_id', 'in', outboxIds)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

/** A demand's notices in the order of its events. */
export async function ofDemand(db: Executor, demandId: string): Promise<Notice[]> {
  const rows = await db
    .selectFrom('notices')
    .selectAll()
    .where('demand_id', '=', demandId)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map(fromRow);
}

/** Its message is in the outbox, to this conversation; false when the notice was settled before. */
export async function markSent(
  tx: WriteExecutor,
  sent: {
    readonly id: string;
    readonly outboxId: string;
    readonly conversationId: string;
    readonly now: string;
  },
): Promise<boolean> {
  const { id, outboxId, conversationId, now } = sent;
  return settle(tx, id, {
    state: 'sent',
    outbox_id: outboxId,
    conversation_id: conversationId,
    error: null,
    finished_at: now,
  });
}

/** Nobody is told by chat: `console` leaves it to the console, `cancelled` to nobody, since it is moot. */
export async function putAside(
  tx: WriteExecutor,
  aside: {
    readonly id: string;
    readonly state: 'console' | 'cancelled';
    readonly error: string | null;
    readonly now: string;
  },
): Promise<boolean> {
  const { id, state, error, now } = aside;
  return settle(tx, id, { state, error: error === null ? null : storable(error), finished_at: now });
}

/** It could not be sent; the next try is at `retryAt`. Returns how often that has happened. */
export async function recordFailure(
  tx: WriteExecutor,
  failure: { readonly id: string; readonly error: string; readonly retryAt: (attempts: number) => string },
): Promise<number> {
  const row = await tx
    .updateTable('notices')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), error: storable(failure.error) }))
    .where('id', '=', failure.id)
    .where('state', '=', PENDING)
    .returning('attempts')
    .executeTakeFirst();
  if (row === undefined) return 0;
  await settle(tx, failure.id, { not_before: failure.retryAt(row.attempts) });
  return row.attempts;
}

/** It is told later than was meant, and not because it failed. */
export function postpone(
  tx: WriteExecutor,
  { id, until }: { readonly id: string; readonly until: string },
): Promise<boolean> {
  return settle(tx, id, { not_before: until });
}

/** What was settled meanwhile stays as it is: false. */
async function settle(
  tx: WriteExecutor,
  id: string,
  settlement: Partial<
    Pick<
      Selectable<Tables['notices']>,
      'state' | 'outbox_id' | 'conversation_id' | 'error' | 'finished_at' | 'not_before'
    >
  >,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('notices')
    .set(settlement)
    .where('id', '=', id)
    .where('state', '=', PENDING)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

function fromRow(row: Selectable<Tables['notices']>): Notice {
  return {
    id: row.id,
    demandId: row.demand_id,
    position: row.position,
    kind: row.kind,
    audience: row.audience,
    personId: row.person_id,
    conversationId: row.conversation_id,
    asker: row.asker,
    payload: objectFromJson(row.payload),
    urgent: row.urgent === 1,
    state: row.state,
    notBefore: row.not_before,
    attempts: row.attempts,
    error: row.error,
    outboxId: row.outbox_id,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    readAt: row.read_at,
  };
}
