import { type Selectable, sql } from 'kysely';
import { nextDueAt } from '../demand/clock.js';
import { type Demand, type DemandKind, NO_OUTCOME } from '../demand/demand.js';
import { demandProfile } from '../demand/profile.js';
import { isDemandState, OPEN_STATES } from '../demand/states.js';
import { YishiError } from '../errors.js';
import { storable, toJson } from './json.js';
import type { Executor, Tables, WriteExecutor } from './tables.js';

/** The demand of an id; null when there is none. Whether one may see it is `authorize`'s to say. */
export async function find(db: Executor, id: string): Promise<Demand | null> {
  const row = await db.selectFrom('demands').selectAll().where('id', '=', storable(id)).executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/**
 * The demand of an id, locked until the commit: of two that change it at once the second sees what the first did. An
 * update of nothing is the lock that SQLite and Postgres share.
 */
export async function lock(tx: WriteExecutor, id: string): Promise<Demand | null> {
  const row = await tx
    .updateTable('demands')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', storable(id))
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** The demand of a receipt number (浙-2026-00012); null when there is none. */
export async function findByReceipt(db: Executor, receipt: string): Promise<Demand | null> {
  const query = db.selectFrom('demands').selectAll().where('receipt', '=', storable(receipt));
  const row = await query.executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** Who asks: in a conversation, and as a person wherever they are bound. */
export interface AskerKey {
  readonly conversationId: string;
  readonly asker: string;
  readonly personId: string | null;
}

/** The asker's demands, drafts too, the newest first; at most `limit`. */
export async function ofAsker(db: Executor, key: AskerKey, limit: number): Promise<Demand[]> {
  const rows = await db
    .selectFrom('demands')
    .selectAll()
    .where((eb) => {
      const here = eb.and([
        eb('conversation_id', '=', key.conversationId),
        eb('asker', '=', storable(key.asker)),
      ]);
      return key.personId === null ? here : eb.or([here, eb('person_id', '=', key.personId)]);
    })
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/**
 * What is assigned to a person: first what goes on, by what ends soonest, then what is over, the newest first; at most
 * `limit`.
 */
export async function ofAssignee(db: Executor, personId: string, limit: number): Promise<Demand[]> {
  const rows = await db
    .selectFrom('demands')
    .selectAll()
    .where('assignee_id', '=', personId)
    .where('state', '!=', sql<string>`'draft'`)
    .orderBy((eb) => eb.case().when('closed_at', 'is', null).then(0).else(1).end())
    .orderBy((eb) => eb.fn.coalesce('next_due_at', sql<string>`'9999'`))
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** The demand of a subject, or those that came of a consultation; a message is part of none by itself. */
export async function demandsOf(
  db: Executor,
  subject: { readonly kind: string; readonly id: string },
): Promise<Demand[]> {
  if (subject.kind === 'message') return [];
  const column = subject.kind === 'demand' ? 'id' : 'consultation_id';
  const rows = await db.selectFrom('demands').selectAll().where(column, '=', subject.id).execute();
  return rows.map(fromRow);
}

/** Whether what a demand told of its asker was removed on request. */
export async function isErased(db: Executor, id: string): Promise<boolean> {
  const row = await db.selectFrom('demands').select('erased_at').where('id', '=', id).executeTakeFirst();
  return (row?.erased_at ?? null) !== null;
}

/** Stores a new demand as version 1. */
export async function insert(tx: WriteExecutor, demand: Demand): Promise<void> {
  await tx
    .insertInto('demands')
    .values({ ...changing(demand), ...fixed(demand), version: 1 })
    .execute();
}

/** Stores `demand` over the version it was made from. Throws YishiError('conflict'), retryable, when that has moved on. */
export async function update(tx: WriteExecutor, demand: Demand, from: number): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('demands')
    .set({ ...changing(demand), version: from + 1 })
    .where('id', '=', demand.id)
    .where('version', '=', from)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n)
    throw new YishiError('conflict', 'the demand was changed meanwhile', { retryable: true });
}

/** Ids of demands with a date that rests on a calendar which is not published yet, ended ones apart. */
export async function provisionalIds(db: Executor): Promise<string[]> {
  const rows = await db
    .selectFrom('demands')
    .select('id')
    .where('state', 'in', OPEN_STATES)
    .where('clock', 'like', '%"provisional":true%')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Stores other dates of a demand that is locked. It is no step of the demand, so its version stays. */
export async function updateClock(
  tx: WriteExecutor,
  { id, clock }: Pick<Demand, 'id' | 'clock'>,
): Promise<void> {
  await tx
    .updateTable('demands')
    .set({ clock: toJson(clock), next_due_at: nextDueAt(clock) })
    .where('id', '=', id)
    .execute();
}

/** What an asker filed in a conversation before their chat was bound belongs to the person from now on. */
export async function giveToPerson(
  tx: WriteExecutor,
  key: Pick<AskerKey, 'conversationId' | 'asker'>,
  personId: string,
): Promise<void> {
  await tx
    .updateTable('demands')
    .set({ person_id: personId })
    .where('conversation_id', '=', key.conversationId)
    .where('asker', '=', storable(key.asker))
    .where('person_id', 'is', null)
    .execute();
}

function fixed(demand: Demand) {
  return {
    id: demand.id,
    kind: demand.kind,
    consultation_id: demand.consultationId,
    conversation_id: demand.conversationId,
    asker: storable(demand.asker),
    created_at: demand.createdAt,
    erased_at: null,
  };
}

function changing(demand: Demand) {
  return {
    receipt: demand.receipt,
    province: demand.province,
    state: demand.state,
    profile: toJson(demand.profile),
    person_id: demand.personId,
    phone: demand.phone,
    phone_shared: demand.phoneShared ? 1 : 0,
    coordinator_id: demand.coordinatorId,
    assignee_id: demand.assigneeId,
    round: demand.round,
    ask_backs: demand.askBacks,
    urged_at: demand.urgedAt,
    clock: toJson(demand.clock),
    next_due_at: nextDueAt(demand.clock),
    outcome: toJson(demand.outcome),
    case_record_id: demand.caseRecordId,
    filed_at: demand.filedAt,
    updated_at: demand.updatedAt,
    closed_at: demand.closedAt,
  };
}

/** What a row says; profile and outcome may have been stored before they had all their fields. */
export function fromRow(row: Selectable<Tables['demands']>): Demand {
  if (!isDemandState(row.state)) throw new YishiError('internal', `unknown state of a demand: ${row.state}`);
  return {
    id: row.id,
    receipt: row.receipt,
    kind: row.kind satisfies DemandKind,
    province: row.province,
    state: row.state,
    version: row.version,
    profile: demandProfile.parse(JSON.parse(row.profile)),
    consultationId: row.consultation_id,
    conversationId: row.conversation_id,
    asker: row.asker,
    personId: row.person_id,
    phone: row.phone,
    phoneShared: row.phone_shared === 1,
    coordinatorId: row.coordinator_id,
    assigneeId: row.assignee_id,
    round: row.round,
    askBacks: row.ask_backs,
    urgedAt: row.urged_at,
    clock: JSON.parse(row.clock),
    outcome: { ...NO_OUTCOME, ...JSON.parse(row.outcome) },
    caseRecordId: row.case_record_id,
    createdAt: row.created_at,
    filedAt: row.filed_at,
    updatedAt: row.updated_at,
    closedAt: row.closed_at,
  };
}
