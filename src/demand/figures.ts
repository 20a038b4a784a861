import type { Reach } from '../directory/authorize.js';
import { objectFromJson } from '../storage/json.js';
import type { Executor } from '../storage/tables.js';
import { NO_OUTCOME } from './demand.js';
import { type DemandState, isDemandState, OPEN_STATES } from './states.js';

/** What the overview shows of some provinces. An independent recount has to come to the same. */
export interface DemandFigures {
  /** Filed and not ended, by state, in the order of the states; of those there are none of, 0. */
  readonly open: readonly { readonly state: DemandState; readonly count: number }[];
  /** Open ones whose nearest running deadline is over at `now`. */
  readonly overdue: number;
  /** Filed from `from` on and before `to`; the figures below are of these. */
  readonly filed: number;
  /** Of them those that ended with a confirmed reply (办结), became a case or are on the way to one. */
  readonly closed: number;
  /** Of them those with at least one reply. */
  readonly replied: number;
  /** Median of the days (24 hours) from filing to the first reply, one decimal; null where there is no reply. */
  readonly medianDaysToReply: number | null;
  readonly satisfaction: {
    /** How many gave 1, 2, 3, 4 and 5. */
    readonly ratings: readonly [number, number, number, number, number];
    /** One decimal; null where nobody rated. */
    readonly mean: number | null;
    /** The asker said that it helped, or said nothing until the time ran out. */
    readonly confirmedByAsker: number;
    readonly confirmedBySilence: number;
  };
}

export interface FigureScope {
  readonly reach: Reach;
  /** GB/T 2260 code; undefined is everywhere within reach. */
  readonly province?: string | undefined;
  /** Instants: from on, to excluded. */
  readonly from: string;
  readonly to: string;
  readonly now: string;
}

const CLOSED: ReadonlySet<string> = new Set(['closed', 'case_candidate', 'case_review', 'case_published']);
const DAY_MS = 86_400_000;

/** Counts from the demands and their events, nothing else. */
export async function figuresOf(db: Executor, scope: FigureScope): Promise<DemandFigures> {
  const open = await openByState(db, scope);
  const filed = await filedIn(db, scope);
  const first = await firstReplies(db, scope);
  const days = filed.flatMap(({ id, filedAt }) => {
    const at = first.get(id);
    return at === undefined ? [] : [(Date.parse(at) - Date.parse(filedAt)) / DAY_MS];
  });
  const rated = filed.flatMap(({ outcome }) => (outcome.rating === null ? [] : [outcome.rating]));
  const confirmed = (by: 'asker' | 'silence') =>
    filed.filter(({ outcome }) => outcome.confirmedBy === by).length;
  const count = (rating: number) => rated.filter((each) => each === rating).length;
  return {
    open,
    overdue: await overdueCount(db, scope),
    filed: filed.length,
    closed: filed.filter(({ state }) => CLOSED.has(state)).length,
    replied: days.length,
    medianDaysToReply: days.length === 0 ? null : rounded(median(days)),
    satisfaction: {
      ratings: [count(1), count(2), count(3), count(4), count(5)],
      mean: rated.length === 0 ? null : rounded(rated.reduce((sum, each) => sum + each, 0) / rated.length),
      confirmedByAsker: confirmed('asker'),
      confirmedBySilence: confirmed('silence'),
    },
  };
}

function within(db: Executor, { reach, province }: FigureScope) {
  return db
    .selectFrom('demands')
    .where('demands.filed_at', 'is not', null)
    .$if(province !== undefined, (query) => query.where('demands.province', '=', province ?? ''))
    .$if(reach !== 'nation', (query) =>
      // A list that holds nothing is one that no database accepts.
      query.where('demands.province', 'in', ['', ...(reach === 'nation' ? [] : reach)]),
    );
}

async function openByState(db: Executor, scope: FigureScope): Promise<DemandFigures['open']> {
  const rows = await within(db, scope)
    .where('state', 'in', OPEN_STATES)
    .select((eb) => ['state', eb.fn.countAll<number | string>().as('count')])
    .groupBy('state')
    .execute();
  const counts = new Map(rows.map(({ state, count }) => [state, Number(count)]));
  return OPEN_STATES.map((state) => ({ state, count: counts.get(state) ?? 0 }));
}

async function overdueCount(db: Executor, scope: FigureScope): Promise<number> {
  const row = await within(db, scope)
    .where('state', 'in', OPEN_STATES)
    .where('next_due_at', '<=', scope.now)
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

async function filedIn(db: Executor, scope: FigureScope) {
  const rows = await within(db, scope)
    .where('filed_at', '>=', scope.from)
    .where('filed_at', '<', scope.to)
    .select(['id', 'state', 'filed_at as filedAt', 'outcome'])
    .execute();
  return rows.flatMap(({ id, state, filedAt, outcome }) =>
    filedAt === null || !isDemandState(state)
      ? []
      : [{ id, state, filedAt, outcome: { ...NO_OUTCOME, ...ratingOf(outcome) } }],
  );
}

function ratingOf(outcome: string): { rating: number | null; confirmedBy: 'asker' | 'silence' | null } {
  const { rating, confirmedBy } = objectFromJson(outcome);
  const by = confirmedBy === 'asker' || confirmedBy === 'silence' ? confirmedBy : null;
  return { rating: typeof rating === 'number' ? rating : null, confirmedBy: by };
}

async function firstReplies(db: Executor, scope: FigureScope): Promise<ReadonlyMap<string, string>> {
  const rows = await within(db, scope)
    .where('filed_at', '>=', scope.from)
    .where('filed_at', '<', scope.to)
    .innerJoin('demand_events as e', 'e.demand_id', 'demands.id')
    .where('e.event', '=', 'reply')
    .select((eb) => ['demands.id', eb.fn.min('e.at').as('at')])
    .groupBy('demands.id')
    .execute();
  return new Map(rows.map(({ id, at }) => [id, at]));
}

/** The middle one, or the mean of the two in the middle. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return (lower + upper) / 2;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
