import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { createTimerLoop, type TimerHandler, type TimerLoop } from '../../bot/timers/timer-loop.js';
import type { Clock } from '../../src/clock.js';
import type { Log } from '../../src/log.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import * as timers from '../../src/storage/timers.js';
import { ManualClock } from './manual-clock.js';

export interface TimerBench {
  readonly storage: Storage;
  readonly clock: ManualClock;
  /** `level message` of each line in order, with the attempt where there is one. */
  readonly lines: string[];
  /** Names of the timers whose work is kept, in order. */
  fired(): Promise<string[]>;
  /** A started loop, over a connection of its own where `storage` is another's. */
  loop(options?: LoopOptions): TimerLoop;
  /** Has every loop look. (One that has just looked would else wait for the clock's next move.) */
  wake(): void;
  openOther(): Promise<Storage>;
  /** A timer by name, due so many seconds after the start. */
  schedule(name: string, dueInSeconds: number, changes?: Partial<timers.Timer>): Promise<void>;
  until(done: () => boolean | Promise<boolean>): Promise<void>;
}

export interface LoopOptions {
  readonly handlers?: Record<string, TimerHandler>;
  readonly storage?: Storage;
  readonly clock?: Clock;
  readonly attempts?: number;
}

export const POLL_MS = 1000;
export const CLAIM_MS = 30_000;
const FIRED = 'test.fired';

/** The least that a handler can do: a row that says in which order it ran. */
export const note: TimerHandler = async (tx, timer, now) => {
  const { count } = await tx
    .selectFrom('timers')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('kind', '=', FIRED)
    .executeTakeFirstOrThrow();
  await timers.schedule(tx, {
    id: `fired-${String(count).padStart(5, '0')}`,
    kind: FIRED,
    subject: timer.id,
    payload: {},
    dueAt: '9999',
    now,
  });
};

export async function openTimerBench(): Promise<TimerBench> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yishi-timers-'));
  const clock = new ManualClock();
  const start = clock.now().getTime();
  const open = () => openStorage({ databaseUrl: null, dataDir, clock });
  const storage = await open();
  const opened = [storage];
  const loops: TimerLoop[] = [];
  onTestFinished(async () => {
    await Promise.all(loops.map((loop) => loop.stop()));
    await Promise.all(opened.map((each) => each.close()));
    rmSync(dataDir, { recursive: true, force: true });
  });
  const lines: string[] = [];
  let ids = 0;
  return {
    storage,
    clock,
    lines,
    fired: async () => {
      const rows = await storage.db
        .selectFrom('timers')
        .select('subject')
        .where('kind', '=', FIRED)
        .orderBy('id')
        .execute();
      return rows.map(({ subject }) => subject);
    },
    loop: ({ handlers = { note }, attempts = 4, ...own } = {}) => {
      const loop = createTimerLoop({
        storage,
        clock,
        ...own,
        identifiers: { next: () => `id-${++ids}` },
        log: collectingLog(lines),
        handlers: new Map(Object.entries(handlers)),
        pollMs: POLL_MS,
        claimMs: CLAIM_MS,
        attempts,
      });
      loops.push(loop);
      loop.start();
      return loop;
    },
    wake: () => {
      for (const loop of loops) loop.wake();
    },
    openOther: async () => {
      const other = await open();
      opened.push(other);
      return other;
    },
    schedule: async (name, dueInSeconds, changes = {}) => {
      const dueAt = new Date(start + dueInSeconds * 1000).toISOString();
      const timer = { id: name, kind: 'note', subject: name, payload: {}, dueAt, ...changes };
      await storage.write((tx) => timers.schedule(tx, { ...timer, now: clock.now().toISOString() }));
    },
    until: async (done) => {
      for (let round = 0; round < 20_000; round += 1) {
        if (await done()) return;
        await breathe();
      }
      throw new Error(`never happened; log: ${lines.join('\n')}`);
    },
  };
}

function collectingLog(lines: string[]): Log {
  const at =
    (level: string): Log['error'] =>
    ({ attempt }, message) => {
      lines.push(`${level} ${message}${attempt === undefined ? '' : ` (${attempt})`}`);
    };
  const log: Log = {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: () => log,
  };
  return log;
}
