import { z } from 'zod';
import * as audit from '../../../../src/audit/audit.js';
import { act } from '../../../../src/demand/act.js';
import { caseContent, missingForReview, suspicious } from '../../../../src/demand/case/case-draft.js';
import { MEDIA } from '../../../../src/demand/case/texts.js';
import { demandSubject } from '../../../../src/demand/follow.js';
import { EVENT_NAME, STATE_NAME } from '../../../../src/demand/texts.js';
import { consoleEvents } from '../../../../src/demand/view.js';
import { DOMAINS } from '../../../../src/domains.js';
import * as caseDrafts from '../../../../src/storage/case-drafts.js';
import * as demandEvents from '../../../../src/storage/demand-events.js';
import { requestReindex } from '../../../../src/storage/jobs.js';
import * as records from '../../../../src/storage/records.js';
import type { CaseShape } from '../../desk-shapes.js';
import { conflict, notFound, refuse, refuseFields } from '../problem.js';
import { type Route, readRoute, writeRoute } from '../route.js';
import { knownNames, prefilled } from './case-begin.js';
import { caseEdition } from './case-record.js';
import { formKey } from './demand-routes.js';
import { demandOf, demandParams } from './found.js';
import { namesOf } from './people-names.js';
import { demandApiTexts } from './texts.js';

const CASE_EVENTS = new Set<string>(['submit_case', 'return_case', 'drop_case']);

export const CASE_ROUTES: readonly Route[] = [
  readRoute({
    method: 'get',
    path: '/demands/:id/case',
    action: 'case.edit',
    params: demandParams,
    resource: demandOf,
    read: async (db, call) => {
      const demand = await demandOf(db, call);
      const draft = await caseDrafts.find(db, call.params.id);
      if (demand === null || draft === null) return notFound();
      const content = caseContent.parse(draft.content);
      const known = await knownNames(db, demand);
      const names = await namesOf(db, [draft.updatedBy]);
      const events = await demandEvents.list(db, demand.id);
      const returned = events.findLast(({ event }) => event === 'return_case' || event === 'submit_case');
      const reason = returned?.event === 'return_case' ? returned.data.reason : null;
      const possible = consoleEvents(call.actor, demand);
      const shape: CaseShape = {
        demandId: demand.id,
        receipt: demand.receipt ?? '',
        state: demand.state,
        stateName: STATE_NAME[demand.state],
        demandVersion: demand.version,
        version: draft.version,
        content,
        masked: (await prefilled(db, demand)).masked,
        suspicious: suspicious(content, known),
        media: MEDIA,
        domains: Object.entries(DOMAINS).map(([code, name]) => ({ code, name })),
        actions: possible
          .filter((event) => CASE_EVENTS.has(event))
          .map((event) => ({ event, name: EVENT_NAME[event] })),
        mayPublish: possible.includes('publish_case'),
        returnedFor: typeof reason === 'string' ? reason : null,
        updatedBy: names(draft.updatedBy) ?? '',
        updatedAt: draft.updatedAt,
      };
      return shape;
    },
  }),
  writeRoute({
    method: 'put',
    path: '/demands/:id/case',
    action: 'case.edit',
    params: demandParams,
    body: z.object({ version: z.number().int(), content: caseContent }),
    resource: demandOf,
    write: async (tx, call) => {
      const { params, body, actor, now, tell } = call;
      const demand = await demandOf(tx, call);
      if (demand === null) return notFound();
      if (demand.state !== 'case_candidate' && demand.state !== 'case_review')
        return refuse(409, 'conflict', demandApiTexts.wrongState);
      const saved = { demandId: params.id, ...body, by: actor.id, now };
      const version = await caseDrafts.save(tx, saved);
      if (version === null) return conflict();
      const entry = { actor: actor.id, action: 'case.saved', payload: { version }, now };
      await audit.append(tx, { subject: demandSubject(params.id), ...entry });
      tell({ topic: 'demands', province: demand.province, id: params.id });
      return { version };
    },
  }),
  writeRoute({
    method: 'post',
    path: '/demands/:id/case/publish',
    action: 'case.edit',
    params: demandParams,
    body: z.object({ key: formKey, version: z.number().int(), demandVersion: z.number().int() }),
    resource: demandOf,
    write: async (tx, call) => {
      const { params, body, actor, now, deps, tell } = call;
      const key = `console:${actor.id}:${params.id}:${body.key}`;
      const demand = await demandOf(tx, call);
      const draft = await caseDrafts.find(tx, params.id);
      if (demand === null || draft === null) return notFound();
      if ((await demandEvents.demandOfCommand(tx, key)) !== null) return { recordId: demand.caseRecordId };
      if (!consoleEvents(actor, demand).includes('publish_case'))
        return refuse(409, 'conflict', demandApiTexts.wrongState);
      if (draft.version !== body.version || demand.version !== body.demandVersion) return conflict();
      const content = caseContent.parse(draft.content);
      const missing = missingForReview(content);
      if (missing.length > 0)
        return refuseFields(Object.fromEntries(missing.map((field) => [field, demandApiTexts.caseField])));
      const edition = caseEdition(demand, content, now);
      if (edition === null) return refuse(400, 'invalid', demandApiTexts.caseInvalid);
      await records.saveEdition(tx, edition);
      const { identifiers } = deps;
      const command = { demandId: params.id, event: 'publish_case', data: { recordId: edition.id } } as const;
      const rest = { version: body.demandVersion, key };
      const actDeps = { identifiers, calendar: deps.demands.calendar };
      const outcome = await act(tx, actDeps, actor, { ...command, ...rest }, now);
      if (!outcome.ok) return conflict();
      await requestReindex(tx, { identifiers, by: actor.id, now });
      tell({ topic: 'demands', province: demand.province, id: params.id });
      return { recordId: edition.id };
    },
  }),
];
