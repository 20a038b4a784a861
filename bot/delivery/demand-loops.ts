import type { WorkingCalendar } from '../../src/calendar/working-calendar.js';
import { type Clock, isoNow } from '../../src/clock.js';
import { recomputeDeadlines } from '../../src/demand/recompute-deadlines.js';
import type { Identifiers } from '../../src/identifiers.js';
import type { Log } from '../../src/log.js';
import type { Storage } from '../../src/storage/storage.js';
import { createNotifier } from '../notices/notifier.js';
import { demandTimerHandlers } from '../timers/demand-timers.js';
import { createTimerLoop } from '../timers/timer-loop.js';
import type { Engine } from '../turn/engine.js';
import { type Failpoint, noFailpoint } from '../turn/failpoints.js';
import type { KeyPool } from '../turn/key-pool.js';
import type { TextGateway } from './text-gateway.js';
import { createTextMessages } from './text-messages.js';

export interface DemandLoopsDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
  readonly calendar: WorkingCalendar;
  readonly engine: Pick<Engine, 'runProactive' | 'onActivity'>;
  /** Kinds of the channel accounts that this process can push to. */
  readonly channelKinds: readonly string[];
  /** Null where nobody sends text messages for us. */
  readonly textGateway: TextGateway | null;
  /** Our address without a slash at its end. */
  readonly publicUrl: string;
  /** Time after which a dead process's claims are taken over. */
  readonly leaseSeconds: number;
  readonly pollMs: number;
  readonly failpoint?: Failpoint;
}

/** What moves demands on without anybody's doing: notices, text messages, timers. */
export interface DemandLoops {
  start(): void;
  /** Something was changed: look now. */
  wake(): void;
  /** Begins nothing more, lets what runs end, and resolves. */
  stop(): Promise<void>;
}

/** Most recipients told, and text messages sent, at once. */
const CONCURRENCY = 8;
/** How long `stop` waits for notices and text messages at work, in milliseconds. */
const DRAIN_MS = 10_000;

export function createDemandLoops(deps: DemandLoopsDeps): DemandLoops {
  const { engine, textGateway: gateway } = deps;
  const failpoint = deps.failpoint ?? noFailpoint;
  const shared = { ...deps, failpoint, concurrency: CONCURRENCY, claimMs: deps.leaseSeconds * 1000 };
  const notifier = createNotifier({ ...shared, runProactive: engine.runProactive });
  const texts = gateway === null ? null : createTextMessages({ ...shared, gateway });
  const pools = texts === null ? [notifier] : [notifier, texts];
  const handlers = demandTimerHandlers({ ...deps, hasGateway: gateway !== null });
  const timers = createTimerLoop({ ...shared, handlers });
  const wake = () => {
    for (const pool of pools) pool.wake();
    timers.wake();
  };
  let stopping = false;
  let loops: Promise<unknown> | null = null;
  let forget = () => {};
  return {
    start: () => {
      if (loops !== null) return;
      // A turn's commit may have left a notice behind.
      forget = engine.onActivity(wake);
      loops = Promise.all([...pools.map((pool) => pool.run(() => stopping)), recompute(deps)]);
      timers.start();
    },
    wake,
    stop: async () => {
      stopping = true;
      forget();
      for (const pool of pools) pool.wake();
      await Promise.all([loops, timers.stop()]);
      await settle(deps, pools);
    },
  };
}

/** Not for ever: what was not committed is lost to nobody, the next process does it. */
async function settle({ clock }: DemandLoopsDeps, pools: readonly KeyPool[]): Promise<void> {
  const over = new AbortController();
  let halted = false;
  const limit = clock.wait(DRAIN_MS, over.signal).then(() => {
    halted = true;
    for (const pool of pools) pool.wake();
  });
  for (const pool of pools) await pool.settle(false, () => halted);
  over.abort();
  await limit;
}

/** The calendar that this program came with may know a year that the last one did not. */
async function recompute({ storage, clock, log, ...deps }: DemandLoopsDeps): Promise<void> {
  try {
    const changed = await recomputeDeadlines(storage, deps, isoNow(clock));
    if (changed > 0) log.info({ changed }, 'deadlines were computed again by the calendar of another year');
  } catch (error) {
    log.error({ error }, 'could not compute provisional deadlines again; the next start does');
  }
}
