import { Gauge, Registry } from 'prom-client';
import { type Clock, isoNow } from '../../src/clock.js';
import type { Log } from '../../src/log.js';
import { backlogs, demandStates, timerFigures } from '../../src/storage/figures.js';
import type { Executor, Storage } from '../../src/storage/storage.js';

interface Figure {
  readonly name: string;
  readonly help: string;
  readonly points: readonly { readonly labels?: Readonly<Record<string, string>>; readonly value: number }[];
}

type Reading = (db: Executor, now: string) => Promise<readonly Figure[]>;

/** All that is read from the database at each scrape: the same in every process of one database. */
const READINGS: readonly Reading[] = [queues, timers, demands];

export interface DatabaseMetricsDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
}

/** The database's figures in Prometheus' text form; one that does not answer is `yishi_database_up 0` alone. */
export async function databaseMetrics(deps: DatabaseMetricsDeps): Promise<string> {
  // Its own registry each time: no figure outlives its reading, and two scrapes at once do not mix.
  const registry = new Registry();
  const figures = await read(deps);
  const up = { name: 'yishi_database_up', help: '1 if the database answers.' };
  for (const figure of [{ ...up, points: [{ value: figures === null ? 0 : 1 }] }, ...(figures ?? [])]) {
    register(registry, figure);
  }
  return registry.metrics();
}

async function read({ storage, clock, log }: DatabaseMetricsDeps): Promise<Figure[] | null> {
  try {
    const figures: Figure[] = [];
    for (const reading of READINGS) figures.push(...(await reading(storage.db, isoNow(clock))));
    return figures;
  } catch (error) {
    log.warn({ error }, 'no figures from the database');
    return null;
  }
}

function register(registry: Registry, { name, help, points }: Figure): void {
  // Without a label the library shows a 0 that nobody has counted.
  if (points.length === 0) return;
  const labelNames = [...new Set(points.flatMap(({ labels = {} }) => Object.keys(labels)))];
  const gauge = new Gauge({ name, help, labelNames, registers: [registry] });
  for (const { labels = {}, value } of points) gauge.set(labels, value);
}

async function queues(db: Executor, now: string): Promise<Figure[]> {
  const all = (await backlogs(db)).map(({ queue, state, ...rest }) => ({
    ...rest,
    labels: { queue, state },
  }));
  return [
    {
      name: 'yishi_queue_rows',
      help: 'Open or stuck rows of each queue.',
      points: all.map(({ labels, count }) => ({ labels, value: count })),
    },
    {
      name: 'yishi_queue_oldest_seconds',
      help: 'How long the longest waiting row of each queue waits, 0 if none does.',
      points: all.map(({ labels, oldest }) => ({ labels, value: age(oldest, now) })),
    },
  ];
}

async function timers(db: Executor, now: string): Promise<Figure[]> {
  const { pending, due, oldestDue } = await timerFigures(db, now);
  return [
    {
      name: 'yishi_timers',
      help: 'Timers that have not gone off: all of them, and those that should have.',
      points: [
        { labels: { state: 'pending' }, value: pending },
        { labels: { state: 'due' }, value: due },
      ],
    },
    {
      name: 'yishi_timers_overdue_seconds',
      help: 'By how much the longest due timer is late, 0 if none is due.',
      points: [{ value: age(oldestDue, now) }],
    },
  ];
}

async function demands(db: Executor): Promise<Figure[]> {
  const states = await demandStates(db);
  const points = states.map(({ state, count }) => ({ labels: { state }, value: count }));
  return [{ name: 'yishi_demands', help: 'Demands in each state.', points }];
}

/** Seconds from `since` to `now`; what lies ahead has no age yet. */
function age(since: string | null, now: string): number {
  return since === null ? 0 : Math.max(0, (Date.parse(now) - Date.parse(since)) / 1000);
}
