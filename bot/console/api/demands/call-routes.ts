import { z } from 'zod';
import * as audit from '../../../../src/audit/audit.js';
import { completeCallTask } from '../../../../src/delivery/call-task.js';
import { demandSubject } from '../../../../src/demand/follow.js';
import { withoutPhones } from '../../../../src/demand/phone.js';
import { reach } from '../../../../src/directory/authorize.js';
import { regions } from '../../../../src/region/region.js';
import * as callTasks from '../../../../src/storage/call-tasks.js';
import * as demandEvents from '../../../../src/storage/demand-events.js';
import * as demands from '../../../../src/storage/demands.js';
import * as notices from '../../../../src/storage/notices.js';
import type { Executor } from '../../../../src/storage/storage.js';
import type { CallTaskShape, CallTasksShape } from '../../desk-shapes.js';
import { maskedPhone } from '../names.js';
import { notFound, refuse, refuseFields } from '../problem.js';
import { type Route, readRoute, writeRoute } from '../route.js';
import { demandParams } from './found.js';
import { demandApiTexts } from './texts.js';

const MOST_TASKS = 200;
const LONGEST_REMARK = 500;
const SHOWN_TEXT = 120;

/** The demand of a call task, for the rules about it. */
async function demandOfCall(db: Executor, { params }: { readonly params: { readonly id: string } }) {
  const task = await callTasks.find(db, params.id);
  return task === null ? null : demands.find(db, task.demandId);
}

export const CALL_ROUTES: readonly Route[] = [
  readRoute({
    method: 'get',
    path: '/call-tasks',
    action: 'demand.coordinate',
    resource: (_db, { actor }) => {
      const mine = reach(actor, 'demand.coordinate');
      return { province: mine === 'nation' ? null : (mine[0] ?? null) };
    },
    read: async (db, { actor }): Promise<CallTasksShape> => {
      const tasks = await callTasks.listOpen(db, reach(actor, 'demand.coordinate'), MOST_TASKS);
      const shapes: CallTaskShape[] = [];
      for (const task of tasks) shapes.push(...(await taskShape(db, task)));
      return { tasks: shapes };
    },
  }),
  writeRoute({
    method: 'post',
    path: '/call-tasks/:id/contact',
    action: 'demand.contact',
    params: demandParams,
    resource: demandOfCall,
    write: async (tx, call) => {
      const demand = await demandOfCall(tx, call);
      const phone = demand?.phone ?? null;
      if (demand === null || phone === null) return refuseFields({ phone: demandApiTexts.noPhone });
      const { actor, now, params } = call;
      const entry = { actor: actor.id, action: 'contact.revealed', payload: { callTask: params.id }, now };
      await audit.append(tx, { subject: demandSubject(demand.id), ...entry });
      return { phone };
    },
  }),
  writeRoute({
    method: 'post',
    path: '/call-tasks/:id/result',
    action: 'demand.contact',
    params: demandParams,
    body: z.object({
      version: z.number().int(),
      outcome: z.enum(['told', 'unreachable']),
      remark: z.string().trim().max(LONGEST_REMARK, demandApiTexts.remarkTooLong).default(''),
    }),
    resource: demandOfCall,
    write: async (tx, call) => {
      const { params, body, actor, now, deps, tell } = call;
      const { identifiers } = deps;
      const remark = body.remark === '' ? null : body.remark;
      const completion = { ...body, id: params.id, remark };
      const actDeps = { identifiers, calendar: deps.demands.calendar };
      const outcome = await completeCallTask(tx, actDeps, actor, completion, now);
      if (!outcome.ok)
        return outcome.reason === 'conflict'
          ? refuse(409, 'conflict', demandApiTexts.callMeanwhile)
          : notFound();
      const demand = await demandOfCall(tx, call);
      const province = demand?.province ?? null;
      tell({ topic: 'calls', province, id: params.id });
      tell({ topic: 'demands', province, id: demand?.id ?? '' });
      return { state: outcome.task.state };
    },
  }),
];

async function taskShape(db: Executor, task: callTasks.CallTask): Promise<CallTaskShape[]> {
  const demand = await demands.find(db, task.demandId);
  const notice = await notices.find(db, task.noticeId);
  if (demand === null || notice === null) return [];
  const events = await demandEvents.list(db, demand.id);
  const told = events.find(({ position }) => position === notice.position)?.data ?? {};
  const words = [told.text, told.question, told.reason, told.address].filter(
    (each) => typeof each === 'string',
  );
  return [
    {
      id: task.id,
      version: task.version,
      demandId: demand.id,
      receipt: demand.receipt ?? '',
      provinceName: regions().byCode(task.province)?.shortName ?? '',
      what: demandApiTexts.callWhat[notice.kind] ?? '',
      problem: withoutPhones(demand.profile.problem ?? '').slice(0, SHOWN_TEXT),
      reason: demandApiTexts.callReason[task.reason] ?? '',
      wasTried: task.outcome === 'unreachable',
      remark: task.remark,
      maskedPhone: maskedPhone(demand.phone),
      since: task.createdAt,
      words: words.join('\n'),
    },
  ];
}
