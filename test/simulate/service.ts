import { setImmediate as breathe } from 'node:timers/promises';
import { createDirectLineChannel } from '../../bot/channels/directline/channel.js';
import { setUpNotice } from '../../bot/console/set-up-link.js';
import { createDemandLoops } from '../../bot/delivery/demand-loops.js';
import type { TextGateway } from '../../bot/delivery/text-gateway.js';
import { createMainDialog } from '../../bot/dialogs/main.js';
import { createMetrics } from '../../bot/metrics/metrics.js';
import { createServer } from '../../bot/server.js';
import { createEngine } from '../../bot/turn/engine.js';
import { createWorkingCalendar } from '../../src/calendar/working-calendar.js';
import type { Identifiers } from '../../src/identifiers.js';
import { createLog } from '../../src/log.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import type { ManualClock } from '../bot/manual-clock.js';
import { simpleAdvisor } from './advisor.js';

const SECRET = 'simulated-quarter-2026-of-31-provinces';
const PUBLIC_URL = 'http://localhost:3978';
const POLL_MS = 1000;
/** Turns of the event loop between two looks while something closes. */
const ROUNDS = 20;
/** Looks after which a virtual second passes: whoever waits for the clock then goes on. */
const PATIENCE = 50;

export interface ServiceDeps {
  readonly dataDir: string;
  readonly clock: ManualClock;
  readonly identifiers: Identifiers;
  readonly gateway: TextGateway;
  /** A conversation got a message: the phone of whoever is in it rings, if it is on. */
  readonly onActivity: (conversationId: string) => void;
  /** Lines that the service logs as warnings and errors. */
  readonly onLog: (line: string) => void;
}

/** The whole service in this process, as bot/main.ts puts it together, but for knowledge and jobs. */
export interface Service {
  readonly url: string;
  readonly storage: Storage;
  /** Something may be due. */
  wake(): void;
  /** The code of the link that makes the first administrator. */
  setUpCode(): Promise<string>;
  close(): Promise<void>;
}

export async function openService(deps: ServiceDeps): Promise<Service> {
  const { dataDir, clock, identifiers, gateway } = deps;
  const log = createLog({ level: 'warn', destination: { write: deps.onLog }, secrets: [SECRET] });
  const storage = await openStorage({ databaseUrl: null, dataDir, clock });
  const metrics = createMetrics();
  const channel = createDirectLineChannel();
  const calendar = createWorkingCalendar();
  const shared = { storage, clock, identifiers, log, calendar, secret: SECRET };
  const engine = createEngine({
    ...shared,
    channels: new Map([[channel.name, channel]]),
    dialog: createMainDialog({ advisor: simpleAdvisor }),
    demo: false,
    manifest: () => 'simulation',
    config: { leaseSeconds: 30, turnAttempts: 3, pollMs: POLL_MS },
    observer: metrics.observer,
  });
  const loops = createDemandLoops({
    ...shared,
    engine,
    channelKinds: [channel.name],
    textGateway: gateway,
    publicUrl: PUBLIC_URL,
    leaseSeconds: 30,
    pollMs: POLL_MS,
  });
  const config = { publicUrl: PUBLIC_URL, dataDir, trustProxy: 0, metricsToken: null };
  const advisor = { page: async () => null };
  const server = await createServer({ ...shared, config, engine, advisor, metrics });
  engine.onActivity(deps.onActivity);
  engine.start();
  loops.start();
  const { port } = await server.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    storage,
    wake: loops.wake,
    setUpCode: async () =>
      (await setUpNotice({ ...shared, url }))?.split('#')[1]?.match(/^[\w-]+/)?.[0] ?? '',
    close: async () => {
      await pumped(clock, Promise.all([loops.stop().then(() => engine.stop()), server.close()]));
      await storage.close();
    },
  };
}

/** Waits for something that itself may wait for the clock. */
async function pumped(clock: ManualClock, ending: Promise<unknown>): Promise<void> {
  let ended = false;
  const over = ending.then(() => {
    ended = true;
  });
  for (let look = 1; !ended; look += 1) {
    for (let round = 0; round < ROUNDS; round += 1) await breathe();
    if (look % PATIENCE === 0) clock.advance(POLL_MS);
  }
  await over;
}
