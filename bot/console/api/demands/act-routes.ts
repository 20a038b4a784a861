import { z } from 'zod';
import { type ActOutcome, act } from '../../../../src/demand/act.js';
import { caseContent, missingForReview } from '../../../../src/demand/case/case-draft.js';
import type { Demand } from '../../../../src/demand/demand.js';
import type { DemandEvent } from '../../../../src/demand/events.js';
import { consoleEvents } from '../../../../src/demand/view.js';
import { fileSubject } from '../../../../src/files/subject.js';
import * as caseDrafts from '../../../../src/storage/case-drafts.js';
import * as demandEvents from '../../../../src/storage/demand-events.js';
import * as files from '../../../../src/storage/files.js';
import type { Executor } from '../../../../src/storage/storage.js';
import type { WriteExecutor } from '../../../../src/storage/tables.js';
import { notFound, type Refusal, refuse, refuseFields } from '../problem.js';
import { type Call, type Route, writeRoute } from '../route.js';
import { beginCase } from './case-begin.js';
import { formKey } from './demand-routes.js';
import { withSuggestion } from './dispatch-choice.js';
import { demandOf, demandParams } from './found.js';
import { namesOf } from './people-names.js';
import type { Prepared } from './prepared.js';
import { demandApiTexts } from './texts.js';
import { timelineOf } from './timeline/timeline.js';

/** What a form of the console causes; publishing and calls have routes of their own, the rest is others' to do. */
const FORM_EVENTS = [
  'accept',
  'return',
  'refuse',
  'transfer',
  'dispatch',
  'reply',
  'propose_case',
  'submit_case',
  'return_case',
  'drop_case',
] as const satisfies readonly DemandEvent[];

const actBody = z.object({
  event: z.enum(FORM_EVENTS),
  data: z.record(z.string(), z.unknown()).default({}),
  /** The version that the page showed. */
  version: z.number().int(),
  key: formKey,
});

type ActCall = Call<z.output<typeof demandParams>, object, z.output<typeof actBody>>;

export const ACT_ROUTES: readonly Route[] = [
  writeRoute({
    method: 'post',
    path: '/demands/:id/acts',
    action: 'demand.work',
    params: demandParams,
    body: actBody,
    resource: demandOf,
    write: async (tx, call) => {
      const { params, body, actor, now, deps, tell } = call;
      const key = `console:${actor.id}:${params.id}:${body.key}`;
      const before = await demandOf(tx, call);
      if (before === null) return notFound();
      const isRepeated = (await demandEvents.demandOfCommand(tx, key)) === before.id;
      const prepared = isRepeated ? { data: body.data } : await prepare(tx, before, call);
      if ('refusal' in prepared) return prepared.refusal;
      const { identifiers } = deps;
      const { calendar } = deps.demands;
      const command = {
        demandId: params.id,
        event: body.event,
        data: prepared.data,
        version: body.version,
        key,
      };
      const outcome = await act(tx, { identifiers, calendar }, actor, command, now);
      if (!outcome.ok) return refusalOf(tx, outcome, body);
      if (!outcome.repeated) await afterwards(tx, outcome.demand, call);
      tell({ topic: 'demands', province: outcome.demand.province, id: params.id });
      const { version, state } = outcome.demand;
      return { version, state };
    },
  }),
];

async function prepare(tx: WriteExecutor, demand: Demand, call: ActCall): Promise<Prepared> {
  const { event, data } = call.body;
  // What the demand no longer allows is refused with what happened meanwhile.
  if (!consoleEvents(call.actor, demand).includes(event) || call.body.version !== demand.version)
    return { data };
  if (event === 'dispatch') return withSuggestion(tx, demand, data, call);
  if (event === 'submit_case') return completeCase(tx, demand);
  if (event !== 'reply') return { data };
  const wanted = Array.isArray(data.files) ? data.files : [];
  const known = await files.listBySubject(tx, fileSubject('demand', demand.id));
  const isKnown = (id: unknown) => known.some((file) => file.id === id);
  return wanted.every(isKnown) ? { data } : { refusal: refuseFields({ files: demandApiTexts.filesWrong }) };
}

/** A case is complete before anybody reviews it. */
async function completeCase(tx: WriteExecutor, { id }: Demand): Promise<Prepared> {
  const draft = await caseDrafts.find(tx, id);
  const content = caseContent.safeParse(draft?.content);
  const missing = content.success ? missingForReview(content.data) : ['title'];
  if (missing.length === 0) return { data: {} };
  return {
    refusal: refuseFields(Object.fromEntries(missing.map((field) => [field, demandApiTexts.caseField]))),
  };
}

/** What an event brings along in the same transaction. */
async function afterwards(tx: WriteExecutor, demand: Demand, call: ActCall): Promise<void> {
  const { event, data } = call.body;
  if (event === 'reply' && Array.isArray(data.files))
    await files.show(tx, { ids: data.files.map(String), subject: fileSubject('demand', demand.id) });
  if (event === 'propose_case') await beginCase(tx, demand, { by: call.actor.id, now: call.now });
}

/** Which field of a form an issue is about, and what is said there. */
const FIELD_PROBLEM: Readonly<Record<string, readonly [field: string, words: string]>> = {
  reason: ['reason', demandApiTexts.reasonNeeded],
  text: ['text', demandApiTexts.textNeeded],
  address: ['address', demandApiTexts.addressNeeded],
  ground: ['ground', demandApiTexts.groundNeeded],
  mode: ['mode', demandApiTexts.modeNeeded],
  assigneeId: ['assigneeId', demandApiTexts.assigneeWrong],
  same_assignee: ['assigneeId', demandApiTexts.sameAssignee],
};

async function refusalOf(
  db: Executor,
  outcome: Extract<ActOutcome, { ok: false }>,
  { version }: { readonly event: DemandEvent; readonly version: number },
): Promise<Refusal> {
  switch (outcome.reason) {
    case 'not_found':
      return notFound();
    case 'forbidden':
      return refuse(403, 'forbidden', demandApiTexts.notAllowed);
    case 'invalid':
      return refuseFields(
        Object.fromEntries(
          outcome.issues.map((issue) => FIELD_PROBLEM[issue] ?? [issue, demandApiTexts.textNeeded]),
        ),
      );
    default:
      return changedMeanwhile(db, outcome.demand, version, outcome.reason);
  }
}

/** 409 with what happened since the page was read, and who did it. */
async function changedMeanwhile(
  db: Executor,
  demand: Demand,
  version: number,
  reason: 'wrong_state' | 'conflict',
): Promise<Refusal> {
  const events = (await demandEvents.list(db, demand.id)).filter(({ position }) => position > version);
  const names = await namesOf(
    db,
    events.flatMap(({ actor, data }) => [
      actor,
      typeof data.assigneeId === 'string' ? data.assigneeId : null,
    ]),
  );
  const lines = timelineOf(events, { names, files: [], deliveries: [] });
  const changes = lines.map(({ at, sentence, quote }) => ({ at, sentence, quote }));
  const message = reason === 'conflict' ? demandApiTexts.conflict : demandApiTexts.wrongState;
  return { status: 409, problem: { code: 'conflict', message, changes } };
}
