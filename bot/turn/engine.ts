import type { WorkingCalendar } from '../../src/calendar/working-calendar.js';
import type { Clock } from '../../src/clock.js';
import type { Identifiers } from '../../src/identifiers.js';
import type { Log } from '../../src/log.js';
import type { Storage } from '../../src/storage/storage.js';
import type { Channel } from '../channels/channel.js';
import type { Dialog } from '../dialogs/dialog.js';
import { createChannelDirectory } from './channel-directory.js';
import { type Failpoint, noFailpoint } from './failpoints.js';
import { createIntake, type Intake } from './intake.js';
import type { KeyPool } from './key-pool.js';
import { type EngineObserver, noObserver } from './observer.js';
import { createPace } from './pace.js';
import { createProactive, type RunProactive } from './proactive.js';
import { createSender } from './sender.js';
import { createTurnFailure } from './turn-failure.js';
import { createTurnRunner } from './turn-runner.js';
import { createWorker } from './worker.js';

export interface EngineConfig {
  /** Time after which a dead process's turns and sends are taken over. */
  readonly leaseSeconds: number;
  /** Attempts at one message before it is set aside. */
  readonly turnAttempts: number;
  /** Between two looks for work that other processes stored, in milliseconds. */
  readonly pollMs: number;
  /** Most turns, and most conversations sent to, at once in this process. */
  readonly concurrency?: number;
  /** Longest time that a turn may run, in milliseconds. */
  readonly turnMs?: number;
  /** How long `stop` waits for turns and sends to end, in milliseconds. */
  readonly drainMs?: number;
}

export interface EngineDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
  /** By kind of channel account. */
  readonly channels: ReadonlyMap<string, Channel>;
  readonly dialog: Dialog;
  /** Identity of the open knowledge index. */
  readonly manifest: () => string;
  readonly calendar: WorkingCalendar;
  /** Key of the digests of one-time codes. */
  readonly secret: string;
  /** What askers say to be is believed: only where nothing is real. */
  readonly demo: boolean;
  readonly config: EngineConfig;
  readonly failpoint?: Failpoint;
  readonly observer?: EngineObserver;
}

export type ActivityListener = (conversationId: string) => void;

/** Takes messages in, plays their turns, sends what they say: nothing lost, nothing twice (docs/turn.md). */
export interface Engine {
  readonly receive: Intake['receive'];
  readonly runProactive: RunProactive;
  /** `listener` hears of every commit by this process that added to a transcript; returns its removal. */
  onActivity(listener: ActivityListener): () => void;
  start(): void;
  /** Begins no further turn, lets those that run end and what they said be sent, and resolves. */
  stop(): Promise<void>;
}

const CONCURRENCY = 16;
const TURN_MS = 120_000;
const DRAIN_MS = 10_000;

export function createEngine(deps: EngineDeps): Engine {
  const listeners = new Set<ActivityListener>();
  const announce = (conversationId: string): void => {
    sender.wake();
    for (const listener of listeners) listener(conversationId);
  };
  let stopping = false;
  const parts = createParts(deps, announce, () => stopping);
  const { sender, worker } = parts;
  let loops: Promise<unknown> | null = null;

  return {
    receive: createIntake({
      ...parts.shared,
      wake: (conversationId) => {
        worker.wake();
        announce(conversationId);
      },
    }).receive,
    runProactive: createProactive({ ...parts.shared, announce }),
    onActivity: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: () => {
      loops ??= Promise.all([worker.run(() => stopping), sender.run(() => stopping)]);
    },
    stop: async () => {
      stopping = true;
      worker.wake();
      sender.wake();
      await loops;
      await drain(deps, worker, sender);
    },
  };
}

function createParts(deps: EngineDeps, announce: ActivityListener, stopping: () => boolean) {
  const { leaseSeconds, turnAttempts, pollMs, concurrency = CONCURRENCY, turnMs = TURN_MS } = deps.config;
  const channels = createChannelDirectory(deps.storage, deps.channels);
  const ports = { failpoint: deps.failpoint ?? noFailpoint, observer: deps.observer ?? noObserver };
  const shared = { ...deps, ...ports, channels, announce, leaseSeconds, turnAttempts, pollMs, concurrency };
  const failure = createTurnFailure(shared);
  const runner = createTurnRunner({ ...shared, failure, turnMs });
  const worker = createWorker({ ...shared, runner, failure, stopping });
  const sender = createSender({ ...shared, pace: createPace(deps.clock), claimMs: leaseSeconds * 1000 });
  return { shared, worker, sender };
}

/** Turns first, since they fill the outbox; then the sends; both within the time that `stop` may take. */
async function drain({ clock, config, log }: EngineDeps, worker: KeyPool, sender: KeyPool): Promise<void> {
  const over = new AbortController();
  let halted = false;
  const limit = clock.wait(config.drainMs ?? DRAIN_MS, over.signal).then(() => {
    if (over.signal.aborted) return;
    halted = true;
    log.warn({}, 'stopped before everything was drained; leases run out and another process goes on');
    worker.wake();
    sender.wake();
  });
  await worker.settle(false, () => halted);
  await sender.settle(true, () => halted);
  over.abort();
  await limit;
}
