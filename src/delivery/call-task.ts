import * as audit from '../audit/audit.js';
import type { ActDeps } from '../demand/act.js';
import { demandSubject } from '../demand/follow.js';
import { type Actor, authorize } from '../directory/authorize.js';
import * as callTasks from '../storage/call-tasks.js';
import * as demands from '../storage/demands.js';
import * as notices from '../storage/notices.js';
import type { WriteExecutor } from '../storage/tables.js';
import { endWatch, replyArrived } from './delivered.js';

/** What a coordinator says came of a call. */
export interface CallCompletion {
  readonly id: string;
  /** The version that the coordinator saw. */
  readonly version: number;
  readonly outcome: 'told' | 'unreachable';
  readonly remark: string | null;
}

export type CallCompletionOutcome =
  | { readonly ok: true; readonly task: callTasks.CallTask }
  /** There is none, or none that this actor may know of. */
  | { readonly ok: false; readonly reason: 'not_found' }
  | { readonly ok: false; readonly reason: 'forbidden' }
  /** Somebody settled it, or tried, since the actor looked; or the message arrived meanwhile. */
  | { readonly ok: false; readonly reason: 'conflict'; readonly task: callTasks.CallTask };

/**
 * Writes down what came of a call, in the caller's write transaction. Told: the news counts as arrived. Unreachable: the
 * task stays in the list with the remark; the second time it ends, since no way is left. Only a coordinator of the
 * demand's province may.
 */
export async function completeCallTask(
  tx: WriteExecutor,
  deps: ActDeps,
  actor: Actor,
  completion: CallCompletion,
  now: string,
): Promise<CallCompletionOutcome> {
  const { id, version, outcome, remark } = completion;
  const task = await callTasks.find(tx, id);
  // Whoever changes a demand takes its row first, so that two never wait for each other.
  const demand = task === null ? null : await demands.lock(tx, task.demandId);
  if (task === null || demand === null || !authorize(actor, 'demand.read', demand))
    return { ok: false, reason: 'not_found' };
  if (!authorize(actor, 'demand.act', { demand, by: ['coordinator'] }))
    return { ok: false, reason: 'forbidden' };
  const isOver = outcome === 'told' || task.outcome === 'unreachable';
  const state = isOver ? 'done' : 'open';
  const by = actor.personId ?? null;
  if (!(await callTasks.settle(tx, { id, version, state, outcome, remark, by, now })))
    return { ok: false, reason: 'conflict', task: (await callTasks.find(tx, id)) ?? task };
  await audit.append(tx, {
    subject: demandSubject(demand.id),
    actor: actor.personId ?? actor.id,
    action: `call.${outcome}`,
    payload: { task: id, remark },
    now,
  });
  if (isOver) await conclude(tx, deps, actor, { task, outcome, now });
  return { ok: true, task: (await callTasks.find(tx, id)) ?? task };
}

async function conclude(
  tx: WriteExecutor,
  deps: ActDeps,
  actor: Actor,
  { task, outcome, now }: Pick<CallCompletion, 'outcome'> & { task: callTasks.CallTask; now: string },
): Promise<void> {
  await endWatch(tx, task.noticeId, now);
  const notice = await notices.find(tx, task.noticeId);
  const by = outcome === 'told' ? 'call' : 'unreachable';
  if (notice !== null) await replyArrived(tx, deps, { notice, by, actor, now });
}
