import * as audit from '../../../../src/audit/audit.js';
import type { Verdict } from '../../../../src/audit/chain.js';
import { isDemandEvent } from '../../../../src/demand/events.js';
import { demandSubject } from '../../../../src/demand/follow.js';
import { EVENT_NAME } from '../../../../src/demand/texts.js';
import { authorize } from '../../../../src/directory/authorize.js';
import { findPerson, personSubject } from '../../../../src/directory/people.js';
import type { Executor } from '../../../../src/storage/storage.js';
import type { AuditShape } from '../../desk-shapes.js';
import { placeOf } from '../person-shape.js';
import { notFound } from '../problem.js';
import { type Route, readRoute } from '../route.js';
import { demandOf, demandParams } from './found.js';
import { namesOf } from './people-names.js';
import { demandApiTexts } from './texts.js';
import { WHO } from './timeline/texts.js';

export const AUDIT_ROUTES: readonly Route[] = [
  readRoute({
    method: 'get',
    path: '/audit/demand/:id',
    action: 'audit.read',
    params: demandParams,
    resource: demandOf,
    read: async (db, call) => {
      const demand = await demandOf(db, call);
      if (demand === null) return notFound();
      return auditShape(db, {
        subject: demandSubject(demand.id),
        title: demandApiTexts.demandTitle(demand.receipt ?? ''),
        backPath: authorize(call.actor, 'demand.work', demand) ? `/demands/${demand.id}` : '/queue',
        showsPayload: authorize(call.actor, 'audit.payload', demand),
      });
    },
  }),
  readRoute({
    method: 'get',
    path: '/audit/person/:id',
    action: 'people.read',
    params: demandParams,
    resource: (db, { params }) => placeOf(db, params.id),
    read: async (db, { params }) => {
      const person = await findPerson(db, params.id);
      if (person === null) return notFound();
      return auditShape(db, {
        subject: personSubject(params.id),
        title: demandApiTexts.personTitle(person.name ?? demandApiTexts.unknownPerson),
        backPath: `/people/${params.id}`,
        showsPayload: true,
      });
    },
  }),
];

type Head = Pick<AuditShape, 'subject' | 'title' | 'backPath' | 'showsPayload'>;

async function auditShape(db: Executor, head: Head): Promise<AuditShape> {
  const events = await audit.events(db, head.subject);
  const names = await namesOf(
    db,
    events.map(({ actor }) => actor),
  );
  return {
    ...head,
    verdict: verdictShape(await audit.verify(db, head.subject)),
    events: events.map(({ position, at, actor, action, evidence, hash }) => ({
      position,
      at,
      who: names(actor) ?? WHO[actor] ?? demandApiTexts.someone,
      action: isDemandEvent(action) ? EVENT_NAME[action] : (demandApiTexts.auditAction[action] ?? action),
      isErased: evidence === null,
      payload: head.showsPayload && evidence !== null ? withoutNumbers(evidence.payload) : null,
      hash,
    })),
  };
}

function verdictShape(verdict: Verdict): AuditShape['verdict'] {
  if (verdict.kind === 'intact') return verdict;
  return { kind: 'broken', position: verdict.position };
}

/** A number is shown by one route alone, which writes it down: everywhere else it is masked. */
function withoutNumbers(payload: string): string {
  return payload.replace(/(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)/g, '$1****$2');
}
