import { sql } from 'kysely';
import type { Executor, Tables } from './tables.js';

/** Rows of one queue in one state. */
export interface Backlog {
  readonly queue: string;
  readonly state: string;
  readonly count: number;
  /** Since when the longest waiting one waits; null where there is none. */
  readonly oldest: string | null;
}

interface Queue {
  readonly table: keyof Tables;
  /** What is counted; a queue whose index covers several states counts them in one query. */
  readonly states: readonly string[];
  /** Where a row waits from. */
  readonly since: string;
}

/**
 * Work that is open or stuck. Every condition is the one of a (partial) index, since this is read every few seconds
 * beside the turns: what is done is never counted, it grows without end.
 */
const QUEUES: readonly Queue[] = [
  { table: 'inbox', states: ['pending'], since: 'received_at' },
  { table: 'inbox', states: ['set_aside'], since: 'received_at' },
  { table: 'outbox', states: ['pending', 'sending'], since: 'created_at' },
  { table: 'outbox', states: ['waiting'], since: 'created_at' },
  { table: 'jobs', states: ['pending', 'running'], since: 'due_at' },
  { table: 'notices', states: ['pending'], since: 'not_before' },
  { table: 'text_messages', states: ['pending', 'sending'], since: 'not_before' },
  { table: 'call_tasks', states: ['open'], since: 'created_at' },
];

/** Every queue's open states, those without rows too. */
export async function backlogs(db: Executor): Promise<Backlog[]> {
  const all: Backlog[] = [];
  for (const queue of QUEUES) all.push(...(await backlogOf(db, queue)));
  return all;
}

async function backlogOf(db: Executor, { table, states, since }: Queue): Promise<Backlog[]> {
  const list = sql.join(states.map((state) => sql.lit(state)));
  const condition = states.length === 1 ? sql`state = ${list}` : sql`state in (${list})`;
  const { rows } = await sql<
    Omit<Backlog, 'queue'>
  >`select state, count(*) as count, min(${sql.ref(since)}) as oldest
    from ${sql.table(table)} where ${condition} group by state`.execute(db);
  const found = new Map(rows.map((row) => [row.state, row]));
  return states.map((state) => ({ count: 0, oldest: null, ...found.get(state), queue: table, state }));
}

export interface TimerFigures {
  readonly pending: number;
  /** Due at `now` and not done yet. */
  readonly due: number;
  /** When the longest due one should have gone off; null where none is due. */
  readonly oldestDue: string | null;
}

export async function timerFigures(db: Executor, now: string): Promise<TimerFigures> {
  const { rows } = await sql<TimerFigures>`select count(*) as pending,
      coalesce(sum(case when due_at <= ${now} then 1 else 0 end), 0) as due,
      min(case when due_at <= ${now} then due_at end) as "oldestDue"
    from timers where state = 'pending'`.execute(db);
  return rows[0] ?? { pending: 0, due: 0, oldestDue: null };
}

/** How many demands are in each state; states without any are left out. */
export async function demandStates(db: Executor): Promise<{ state: string; count: number }[]> {
  return db
    .selectFrom('demands')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .groupBy('state')
    .orderBy('state')
    .execute();
}
