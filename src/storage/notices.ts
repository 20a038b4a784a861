import type { Selectable } from 'kysely';
import { type JsonObject, objectFromJson, storable, toJson } from './json.js';
import type { Executor, Tables, WriteExecutor } from './tables.js';

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
    .where('state', '=', 'pending')
    .where('not_before', '<=', now)
    .orderBy('not_before')
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
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

/** What a person was told, the newest first. */
export async function ofPerson(db: Executor, personId: string, limit: number): Promise<Notice[]> {
  const rows = await db
    .selectFrom('notices')
    .selectAll()
    .where('person_id', '=', personId)
    .where('state', '!=', 'cancelled')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
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
