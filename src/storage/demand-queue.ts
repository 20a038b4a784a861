import { type Expression, type SqlBool, sql } from 'kysely';
import type { Demand, DemandKind } from '../demand/demand.js';
import { type DemandState, OPEN_STATES } from '../demand/states.js';
import type { Reach } from '../directory/authorize.js';
import type { DomainCode } from '../domains.js';
import { fromRow } from './demands.js';
import { storable, toJson } from './json.js';
import type { Executor } from './tables.js';

/** States in which nothing goes on until a coordinator does something. */
const COORDINATOR_STATES: readonly DemandState[] = ['submitted', 'accepted', 'declined', 'reopened'];

/** Which part of a province's demands is looked at; `mine` is what waits for the reader. */
export const QUEUE_TABS = ['mine', 'working', 'asker', 'ended', 'all'] as const;
export type QueueTab = (typeof QUEUE_TABS)[number];

const TAB_STATES: Readonly<Record<Exclude<QueueTab, 'mine' | 'all'>, readonly DemandState[]>> = {
  working: ['dispatched', 'taken', 'in_progress', 'replied'],
  asker: ['returned', 'awaiting_facts', 'awaiting_confirmation'],
  ended: ['closed', 'refused', 'transferred', 'withdrawn', 'case_candidate', 'case_review', 'case_published'],
};

/** Where the reader may do what: every list is cut to it. */
export interface QueueReach {
  readonly list: Reach;
  /** Where demands wait for the reader as a coordinator. */
  readonly coordinate: Reach;
  /** Where cases wait for the reader as an editor. */
  readonly review: Reach;
}

export interface QueueFilter {
  readonly reach: QueueReach;
  readonly now: string;
  readonly state?: DemandState | undefined;
  readonly kind?: DemandKind | undefined;
  /** GB/T 2260 code of a province. */
  readonly province?: string | undefined;
  readonly domain?: DomainCode | undefined;
  readonly overdue?: boolean | undefined;
  /** Part of the receipt number, or of what was said. */
  readonly text?: string | undefined;
  /** Id of the person to whom it is dispatched. */
  readonly assignee?: string | undefined;
}

/** Place in the order of the queue: what `queuePage` gives and takes. */
export interface QueueCursor {
  readonly rank: number;
  readonly due: string;
  readonly filed: string;
  readonly id: string;
}

export interface QueuedDemand {
  readonly demand: Demand;
  readonly hasOpenCall: boolean;
}

export interface QueuePage {
  readonly demands: readonly QueuedDemand[];
  /** Null after the last page. */
  readonly next: QueueCursor | null;
}

/** Sorts after every time. */
const NEVER = '9999';

// An emergency that still runs comes first, then what ends soonest, what does not run, and the older before the newer.
const OPEN = sql.join(OPEN_STATES.map((state) => sql.lit(state)));
const RANK = sql<number>`case when demands.kind = 'emergency' and demands.state in (${OPEN}) then 0 else 1 end`;
const DUE = sql<string>`coalesce(demands.next_due_at, ${sql.lit(NEVER)})`;
const FILED = sql<string>`coalesce(demands.filed_at, '')`;

/** Filed demands of a tab that pass the filter, at most `limit` after `cursor`. */
export async function queuePage(
  db: Executor,
  tab: QueueTab,
  filter: QueueFilter,
  page: { readonly cursor: QueueCursor | null; readonly limit: number },
): Promise<QueuePage> {
  const rows = await matching(db, tab, filter)
    .selectAll('demands')
    .select([RANK.as('rank'), DUE.as('due'), FILED.as('filed'), openCall().as('calls')])
    .$if(page.cursor !== null, (query) => query.where(after(page.cursor)))
    .orderBy(RANK)
    .orderBy(DUE)
    .orderBy(FILED)
    .orderBy('demands.id')
    .limit(page.limit + 1)
    .execute();
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    demands: shown.map((row) => ({ demand: fromRow(row), hasOpenCall: Number(row.calls) === 1 })),
    next: last ? { rank: Number(last.rank), due: last.due, filed: last.filed, id: last.id } : null,
  };
}

/** How many demands each tab has under the same filter. */
export async function queueCounts(db: Executor, filter: QueueFilter): Promise<Record<QueueTab, number>> {
  const counts: Record<QueueTab, number> = { mine: 0, working: 0, asker: 0, ended: 0, all: 0 };
  for (const tab of QUEUE_TABS) {
    const row = await matching(db, tab, filter)
      .select((eb) => eb.fn.countAll<number | string>().as('count'))
      .executeTakeFirstOrThrow();
    // Postgres counts in bigint, which its driver gives as text.
    counts[tab] = Number(row.count);
  }
  return counts;
}

/** What was filed: deleted drafts have another state than drafts, and are nobody's business either. */
function matching(db: Executor, tab: QueueTab, filter: QueueFilter) {
  return db
    .selectFrom('demands')
    .where('demands.filed_at', 'is not', null)
    .where(within(filter.reach.list))
    .where(inTab(tab, filter))
    .where(({ eb, and }) => {
      const { state, kind, province, domain, overdue, text, assignee, now } = filter;
      const wanted: Expression<SqlBool>[] = [];
      if (state !== undefined) wanted.push(eb('demands.state', '=', state));
      if (kind !== undefined) wanted.push(eb('demands.kind', '=', kind));
      if (province !== undefined) wanted.push(eb('demands.province', '=', province));
      if (assignee !== undefined) wanted.push(eb('demands.assignee_id', '=', assignee));
      if (overdue === true) wanted.push(isOverdue(now));
      // Written by `toJson`, in which a quotation mark of somebody's own text is escaped: this is the field.
      if (domain !== undefined) wanted.push(holds('demands.profile', `"domain":"${domain}"`));
      if (text !== undefined && text !== '') wanted.push(mentions(text));
      return and(wanted);
    });
}

function inTab(tab: QueueTab, { reach, now }: QueueFilter): Expression<SqlBool> {
  if (tab === 'all') return sql<SqlBool>`1 = 1`;
  if (tab !== 'mine') return among(TAB_STATES[tab]);
  return sql<SqlBool>`((${within(reach.coordinate)} and (${among(COORDINATOR_STATES)} or ${isOverdue(now)}
    or ${openCall()} = 1)) or (${within(reach.review)} and demands.state = 'case_review'))`;
}

function among(states: readonly DemandState[]): Expression<SqlBool> {
  return sql<SqlBool>`demands.state in (${sql.join(states.map((state) => sql.lit(state)))})`;
}

function within(reach: Reach): Expression<SqlBool> {
  if (reach === 'nation') return sql<SqlBool>`1 = 1`;
  if (reach.length === 0) return sql<SqlBool>`1 = 0`;
  return sql<SqlBool>`demands.province in (${sql.join([...reach])})`;
}

/** What stands still has no next deadline, so it is never overdue. */
function isOverdue(now: string): Expression<SqlBool> {
  return sql<SqlBool>`(demands.next_due_at is not null and demands.next_due_at <= ${now})`;
}

function openCall() {
  return sql<number>`case when exists (select 1 from call_tasks where call_tasks.demand_id = demands.id
    and call_tasks.state = 'open') then 1 else 0 end`;
}

function mentions(text: string): Expression<SqlBool> {
  const inJson = toJson(storable(text)).slice(1, -1);
  return sql<SqlBool>`(${holds('demands.receipt', storable(text))} or ${holds('demands.profile', inJson)})`;
}

/** A part of a text, without the signs that LIKE treats in a way of its own. */
function holds(column: string, part: string): Expression<SqlBool> {
  const ref = sql.ref(column);
  return sql<SqlBool>`replace(${ref}, ${part}, '') <> ${ref}`;
}

function after(cursor: QueueCursor | null): Expression<SqlBool> {
  const { rank = -1, due = '', filed = '', id = '' } = cursor ?? {};
  // The rank is written out: Postgres could not tell the type of a bound one.
  return sql<SqlBool>`(${RANK}, ${DUE}, ${FILED}, demands.id) > (${sql.lit(rank)}, ${due}, ${filed}, ${id})`;
}
