import { z } from 'zod';
import type { DemandKind } from '../../../../src/demand/demand.js';
import { withoutPhones } from '../../../../src/demand/phone.js';
import { DEMAND_STATES } from '../../../../src/demand/states.js';
import { dueView, waitingFor } from '../../../../src/demand/view.js';
import { type Actor, reach } from '../../../../src/directory/authorize.js';
import { DOMAINS, type DomainCode, isDomainCode } from '../../../../src/domains.js';
import { NATION, regions } from '../../../../src/region/region.js';
import * as queue from '../../../../src/storage/demand-queue.js';
import { storable } from '../../../../src/storage/json.js';
import type { QueueRowShape, QueueShape } from '../../demand-shapes.js';
import { idField, regionField } from '../fields.js';
import { type Route, readRoute } from '../route.js';
import { namesOf } from './people-names.js';

const PAGE_SIZE = 30;
const LONGEST_TEXT = 60;
const SHOWN_TEXT = 80;

const KINDS = ['demand', 'referral', 'emergency'] as const satisfies readonly DemandKind[];
const place = z.string().transform(storable);
const cursor = z.tuple([z.number(), place, place, place]);

/** Where a list of demands belongs: the province asked for, or the reader's first. */
export function listPlace(actor: Actor, province: string | undefined) {
  const mine = reach(actor, 'demand.list');
  return { province: province ?? (mine === 'nation' ? NATION : (mine[0] ?? NATION)) };
}

/** Provinces that a reader's lists can be cut to. */
export function listedProvinces(actor: Actor): QueueShape['provinces'] {
  const mine = reach(actor, 'demand.list');
  const isMine = (code: string) => mine === 'nation' || mine.includes(code);
  return regions()
    .all.filter(({ level, code }) => level === 'province' && isMine(code))
    .map(({ code, shortName: name }) => ({ code, name }));
}

export const QUEUE_ROUTES: readonly Route[] = [
  readRoute({
    method: 'get',
    path: '/queue',
    action: 'demand.list',
    query: z.object({
      tab: z.enum(queue.QUEUE_TABS).default('mine'),
      state: z.enum(DEMAND_STATES).optional(),
      kind: z.enum(KINDS).optional(),
      province: regionField.optional(),
      domain: z.enum(Object.keys(DOMAINS).filter(isDomainCode)).optional(),
      overdue: z.literal('1').optional(),
      text: z.string().trim().max(LONGEST_TEXT).optional(),
      assignee: idField.optional(),
      cursor: z.string().max(400).optional(),
    }),
    resource: (_db, { actor, query }) => listPlace(actor, query.province),
    read: async (db, { actor, query, now, deps }): Promise<QueueShape> => {
      const { tab, overdue, cursor: after, domain, ...rest } = query;
      const filter: queue.QueueFilter = {
        ...rest,
        domain: domain satisfies DomainCode | undefined,
        overdue: overdue === '1',
        now,
        reach: {
          list: reach(actor, 'demand.list'),
          coordinate: reach(actor, 'demand.coordinate'),
          review: reach(actor, 'case.review'),
        },
      };
      const page = await queue.queuePage(db, tab, filter, { cursor: readCursor(after), limit: PAGE_SIZE });
      const names = await namesOf(
        db,
        page.demands.map(({ demand }) => demand.assigneeId),
      );
      const rows = page.demands.map(({ demand, hasOpenCall }): QueueRowShape => {
        const { profile } = demand;
        return {
          id: demand.id,
          receipt: demand.receipt ?? '',
          kind: demand.kind,
          state: demand.state,
          provinceName: regions().byCode(demand.province ?? '')?.shortName ?? '',
          problem: withoutPhones(profile.problem ?? '').slice(0, SHOWN_TEXT),
          domain: profile.domain === null ? null : DOMAINS[profile.domain],
          industry: profile.industries[0] ?? null,
          due: dueView(demand, now, deps.demands.calendar),
          assignee: names(demand.assigneeId),
          waiting: waitingFor(demand, { hasOpenCall, now }),
          isUrged: demand.urgedAt !== null && demand.closedAt === null,
          filedAt: demand.filedAt ?? demand.createdAt,
        };
      });
      const counts = await queue.queueCounts(db, filter);
      return { rows, next: writeCursor(page.next), counts, provinces: listedProvinces(actor) };
    },
  }),
];

function writeCursor(place: queue.QueueCursor | null): string | null {
  if (place === null) return null;
  return Buffer.from(JSON.stringify([place.rank, place.due, place.filed, place.id])).toString('base64url');
}

/** A cursor that is none of ours begins at the beginning. */
function readCursor(text: string | undefined): queue.QueueCursor | null {
  if (text === undefined) return null;
  try {
    const [rank, due, filed, id] = cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { rank, due, filed, id };
  } catch {
    return null;
  }
}
