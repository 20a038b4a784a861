import { type Selectable, sql } from 'kysely';
import type { Reach } from '../directory/authorize.js';
import { storable } from './json.js';
import type { Executor, Tables, WriteExecutor } from './tables.js';

/** Why somebody has to ring: no other way is left. */
export type CallReason = 'no_phone' | 'no_gateway' | 'text_message_failed' | 'still_undelivered';

/** An asker whom no message reached and whom a coordinator has to tell. */
export interface CallTask {
  readonly id: string;
  readonly demandId: string;
  readonly noticeId: string;
  readonly province: string;
  readonly reason: string;
  readonly state: 'open' | 'done';
  /** An open task may be `unreachable`: it was tried once. */
  readonly outcome: 'told' | 'unreachable' | 'delivered_meanwhile' | null;
  readonly remark: string | null;
  readonly version: number;
  readonly createdAt: string;
  readonly doneAt: string | null;
  /** Person id. */
  readonly doneBy: string | null;
}

type NewTask = Pick<CallTask, 'id' | 'demandId' | 'noticeId' | 'province'> & {
  readonly reason: CallReason;
  readonly now: string;
};

/** Opens the task of a notice, which has one at most: false when it is there already. */
export async function open(tx: WriteExecutor, task: NewTask): Promise<boolean> {
  const row = await tx
    .insertInto('call_tasks')
    .values({
      id: task.id,
      demand_id: task.demandId,
      notice_id: task.noticeId,
      province: task.province,
      reason: task.reason,
      state: 'open',
      version: 1,
      created_at: task.now,
    })
    .onConflict((oc) => oc.column('notice_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function find(db: Executor, id: string): Promise<CallTask | null> {
  const query = db.selectFrom('call_tasks').selectAll().where('id', '=', storable(id));
  const row = await query.executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

export async function ofNotice(db: Executor, noticeId: string): Promise<CallTask | null> {
  const query = db.selectFrom('call_tasks').selectAll().where('notice_id', '=', noticeId);
  const row = await query.executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

export async function ofDemand(db: Executor, demandId: string): Promise<CallTask[]> {
  const query = db.selectFrom('call_tasks').selectAll().where('demand_id', '=', demandId);
  return (await query.orderBy('created_at').orderBy('id').execute()).map(fromRow);
}

/** Open tasks of the provinces that one may see (`reach` of `demand.list`), the oldest first. */
export async function listOpen(db: Executor, reach: Reach, limit: number): Promise<CallTask[]> {
  if (reach !== 'nation' && reach.length === 0) return [];
  let query = db.selectFrom('call_tasks').selectAll().where('state', '=', OPEN);
  if (reach !== 'nation') query = query.where('province', 'in', reach);
  return (await query.orderBy('created_at').orderBy('id').limit(limit).execute()).map(fromRow);
}

const OPEN = sql<Tables['call_tasks']['state']>`'open'`;

/**
 * Stores what came of an open task over the version it was made from; false when somebody else was faster.
 * `state: 'open'` keeps it in the list.
 */
export async function settle(
  tx: WriteExecutor,
  settlement: {
    readonly id: string;
    readonly version: number;
    readonly state: CallTask['state'];
    readonly outcome: NonNullable<CallTask['outcome']>;
    readonly remark: string | null;
    /** Person id; null for the service. */
    readonly by: string | null;
    readonly now: string;
  },
): Promise<boolean> {
  const { state, outcome, remark, by, now } = settlement;
  const { numUpdatedRows } = await tx
    .updateTable('call_tasks')
    .set({
      state,
      outcome,
      remark: remark === null ? null : storable(remark),
      version: settlement.version + 1,
      done_at: state === 'done' ? now : null,
      done_by: by,
    })
    .where('id', '=', settlement.id)
    .where('version', '=', settlement.version)
    .where('state', '=', OPEN)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** The notice arrived after all: nobody has to ring any more. */
export async function closeDelivered(
  tx: WriteExecutor,
  { noticeId, now }: { readonly noticeId: string; readonly now: string },
): Promise<void> {
  await tx
    .updateTable('call_tasks')
    .set((eb) => ({
      state: 'done',
      outcome: 'delivered_meanwhile',
      version: eb('version', '+', 1),
      done_at: now,
    }))
    .where('notice_id', '=', noticeId)
    .where('state', '=', OPEN)
    .execute();
}

function fromRow(row: Selectable<Tables['call_tasks']>): CallTask {
  return {
    id: row.id,
    demandId: row.demand_id,
    noticeId: row.notice_id,
    province: row.province,
    reason: row.reason,
    state: row.state,
    outcome: row.outcome,
    remark: row.remark,
    version: row.version,
    createdAt: row.created_at,
    doneAt: row.done_at,
    doneBy: row.done_by,
  };
}
