import { type Clock, isoNow } from '../../src/clock.js';
import { YishiError } from '../../src/errors.js';
import type { Identifiers } from '../../src/identifiers.js';
import type { Log } from '../../src/log.js';
import type { Storage } from '../../src/storage/storage.js';
import type { WriteExecutor } from '../../src/storage/tables.js';
import * as timers from '../../src/storage/timers.js';
import { backOffMs } from '../turn/back-off.js';
import { type Failpoint, noFailpoint } from '../turn/failpoints.js';
import { Signal } from '../turn/signal.js';

/**
 * What a due timer does, in the transaction that ends it: it awaits nothing but `tx`. `now` is an instant at or after
 * the timer's time, much later perhaps. Throwing takes everything back; the timer is tried again later.
 */
export type TimerHandler = (tx: WriteExecutor, timer: timers.Timer, now: string) => Promise<void>;

export interface TimerLoopDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
  /** By kind of timer; other kinds wait for a process that knows them. */
  readonly handlers: ReadonlyMap<string, TimerHandler>;
  /** Between two looks when nobody wakes the loop, in milliseconds. */
  readonly pollMs: number;
  /** How long a claim keeps other processes off, in milliseconds. */
  readonly claimMs: number;
  /** Tries of one timer, those included in which the process died, before it is set aside. */
  readonly attempts?: number;
  readonly failpoint?: Failpoint;
}

/** Runs due timers, each exactly once over all processes, the longest overdue first. */
export interface TimerLoop {
  start(): void;
  /** Lets the timer that runs end, begins no other, and resolves. */
  stop(): Promise<void>;
  /** Looks now: something may have become due. */
  wake(): void;
}

const ATTEMPTS = 10;
const LONGEST_BACK_OFF_MS = 300_000;
/** Timers looked at in one go. */
const BATCH = 50;

export function createTimerLoop(deps: TimerLoopDeps): TimerLoop {
  const { clock, pollMs, log } = deps;
  const signal = new Signal();
  const kinds = [...deps.handlers.keys()];
  let stopping = false;
  let running: Promise<void> | null = null;

  /** True when something fired: then there may be more. */
  async function look(): Promise<boolean> {
    let fired = false;
    for (const timer of await timers.due(deps.storage.db, { kinds, now: isoNow(clock), limit: BATCH })) {
      if (stopping) return false;
      fired = (await fire(deps, timer)) || fired;
    }
    return fired;
  }

  async function run(): Promise<void> {
    while (!stopping) {
      const again = await look().catch((error: unknown) => {
        log.error({ error }, 'could not run timers, will look again');
        return false;
      });
      if (!again) await signal.wait(clock, pollMs);
    }
  }

  return {
    start: () => {
      running ??= run();
    },
    stop: async () => {
      stopping = true;
      signal.raise();
      await running;
    },
    wake: () => signal.raise(),
  };
}

/** Claims one timer and runs it; true when it did what it was for. */
async function fire(deps: TimerLoopDeps, timer: timers.Timer): Promise<boolean> {
  const claim = await take(deps, timer);
  if (claim === null) return false;
  const { attempts = ATTEMPTS } = deps;
  if (claim.fence > attempts) {
    await setAside(deps, timer, claim, 'the process died each time');
    return false;
  }
  try {
    await act(deps, timer, claim);
    return true;
  } catch (error) {
    if (error instanceof YishiError && error.code === 'lease_lost') {
      deps.log.warn(
        { timerId: timer.id, kind: timer.kind },
        'a timer was cancelled or taken over while it ran',
      );
    } else if (claim.fence < attempts) await tryLater(deps, timer, claim, error);
    else await setAside(deps, timer, claim, error);
    return false;
  }
}

async function take(deps: TimerLoopDeps, { id }: timers.Timer): Promise<timers.TimerClaim | null> {
  const { storage, clock, identifiers, claimMs, failpoint = noFailpoint } = deps;
  failpoint('timer.before-claim');
  const owner = identifiers.next();
  const fence = await storage.write((tx) => {
    const claimExpiresAt = new Date(clock.now().getTime() + claimMs).toISOString();
    return timers.claim(tx, { id, owner, now: isoNow(clock), claimExpiresAt });
  });
  if (fence === null) return null;
  failpoint('timer.after-claim');
  return { id, owner, fence };
}

/** One transaction: the timer is done if and only if its handler's work is kept. */
async function act(deps: TimerLoopDeps, timer: timers.Timer, claim: timers.TimerClaim): Promise<void> {
  const { storage, clock, handlers, failpoint = noFailpoint } = deps;
  const handle = handlers.get(timer.kind);
  if (handle === undefined) throw new YishiError('internal', `no handler for timers of kind ${timer.kind}`);
  failpoint('timer.before-commit');
  await storage.write(async (tx) => {
    const now = isoNow(clock);
    // First, so that the handler's own planning finds this timer fired and neither cancels nor repeats it.
    await timers.complete(tx, { ...claim, now });
    await handle(tx, { ...timer, fence: claim.fence }, now);
    failpoint('timer.inside-commit');
  });
  failpoint('timer.after-commit');
}

async function tryLater(
  { storage, clock, log }: TimerLoopDeps,
  { id, kind, subject }: timers.Timer,
  claim: timers.TimerClaim,
  error: unknown,
): Promise<void> {
  log.warn(
    { timerId: id, kind, subject, attempt: claim.fence, error },
    'a timer failed and will be tried again',
  );
  const retryAt = new Date(clock.now().getTime() + backOffMs(claim.fence, LONGEST_BACK_OFF_MS)).toISOString();
  await storage.write((tx) => timers.giveBack(tx, { ...claim, retryAt }));
}

async function setAside(
  { storage, log }: TimerLoopDeps,
  { id, kind, subject }: timers.Timer,
  claim: timers.TimerClaim,
  error: unknown,
): Promise<void> {
  log.error(
    { timerId: id, kind, subject, attempts: claim.fence, error },
    'a timer failed too often and is set aside',
  );
  await storage.write((tx) => timers.giveBack(tx, { ...claim, retryAt: null }));
}
