import type { Clock } from '../../src/clock.js';
import type { Log } from '../../src/log.js';
import { callMarks, changedSince } from '../../src/storage/demand-changes.js';
import type { Storage } from '../../src/storage/storage.js';
import type { EventHub } from './events.js';

export interface DemandWatchDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly events: EventHub;
  readonly log: Log;
}

export interface DemandWatch {
  /** Looks until it is stopped. */
  start(): void;
  stop(): Promise<void>;
}

const POLL_MS = 1000;
/** A commit may become visible this long after the time that it bears. */
const OVERLAP_MS = 15_000;
const MOST = 500;

/**
 * Tells the console's open pages of every demand that changed, whoever changed it: a chat's turn, a timer, an expert's
 * page, this process or another. The database is the one place where all of them meet.
 */
export function createDemandWatch({ storage, clock, events, log }: DemandWatchDeps): DemandWatch {
  const stopped = new AbortController();
  let running: Promise<void> | null = null;
  let seen = new Map<string, number>();
  let calls: ReadonlyMap<string, string> | null = null;

  async function look(): Promise<void> {
    const since = new Date(clock.now().getTime() - OVERLAP_MS).toISOString();
    const changed = await changedSince(storage.db, since, MOST);
    for (const { id, province, version } of changed)
      if ((seen.get(id) ?? 0) < version) events.publish({ topic: 'demands', province, id });
    // What is older than the overlap cannot come again.
    seen = new Map(changed.map(({ id, version }) => [id, version]));
    const marks = await callMarks(storage.db);
    const provinces = new Set([...marks.keys(), ...(calls?.keys() ?? [])]);
    for (const province of calls === null ? [] : provinces)
      if (marks.get(province) !== calls?.get(province)) events.publish({ topic: 'calls', province, id: '' });
    calls = marks;
  }

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      if (events.hasListeners()) {
        await look().catch((error: unknown) => log.warn({ error }, 'could not look for changed demands'));
      }
      await clock.wait(POLL_MS, stopped.signal);
    }
  }

  return {
    start() {
      running ??= run();
    },
    async stop() {
      stopped.abort();
      await running;
    },
  };
}
