import { openAdvisor } from '../knowledge/open-advisor.js';
import { createWorkingCalendar } from '../src/calendar/working-calendar.js';
import type { Clock } from '../src/clock.js';
import type { Config } from '../src/config.js';
import { operationsOfRecords } from '../src/demand/operations.js';
import type { Identifiers } from '../src/identifiers.js';
import type { Log } from '../src/log.js';
import { openStorage, type Storage } from '../src/storage/storage.js';
import { startBackground } from './background.js';
import { createDirectLineChannel } from './channels/directline/channel.js';
import { setUpNotice } from './console/set-up-link.js';
import { createDemandLoops } from './delivery/demand-loops.js';
import { createTextHook } from './delivery/text-hook.js';
import { prepareDemo } from './demo.js';
import { createMainDialog } from './dialogs/main.js';
import { createMetrics } from './metrics/metrics.js';
import { createServer } from './server.js';
import { createEngine } from './turn/engine.js';

const POLL_MS = 1000;
/** Longest wait for the gateway of text messages, in milliseconds. */
const SMS_MS = 15_000;

/** Everything from outside that the service is made of. */
export interface ServiceWorld {
  readonly config: Config;
  readonly secret: string;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  /** Of this process: one that the service starts reads the same configuration. */
  readonly env: NodeJS.ProcessEnv;
  readonly root: string;
}

export interface Service {
  readonly url: string;
  /** How to set the first administrator up, while there is none. */
  readonly notice: string | null;
  readonly storage: Storage;
  stop(): Promise<void>;
}

/** What was opened, closed in the opposite order; once, however often it is asked. */
export interface Opened {
  add(close: () => Promise<unknown>): void;
  close(): Promise<void>;
}

export function createOpened(): Opened {
  const closers: (() => Promise<unknown>)[] = [];
  let closing: Promise<void> | null = null;
  return {
    add: (close) => closers.push(close),
    close: () => {
      closing ??= (async () => {
        for (const close of closers.splice(0).reverse()) await close();
      })();
      return closing;
    },
  };
}

/** Opens the whole service from the inside out. `opened` closes what is open, also after a throw on the way. */
export async function openService(world: ServiceWorld, opened: Opened): Promise<Service> {
  const { config, clock, identifiers, log, secret } = world;
  const { databaseUrl, dataDir, publicUrl } = config;
  const onIdleError = (error: Error) => log.warn({ error }, 'an idle database connection broke');
  const storage = await openStorage({ databaseUrl, dataDir, clock, onIdleError });
  opened.add(() => storage.close());
  if (isDemo(config)) await prepareDemo({ storage, clock, identifiers });
  const operations = operationsOfRecords(storage.db);
  const advisor = await openAdvisor({
    ...{ storage, dataDir, publicUrl, clock, operations },
    random: world.random,
  });
  opened.add(() => advisor.close());
  const metrics = createMetrics();
  const shared = { ...{ storage, clock, identifiers, log, secret }, calendar: createWorkingCalendar() };
  const channel = createDirectLineChannel();
  const engine = createEngine({
    ...shared,
    channels: new Map([[channel.name, channel]]),
    dialog: createMainDialog({ advisor }),
    manifest: () => advisor.manifest,
    demo: isDemo(config),
    config: { leaseSeconds: config.leaseSeconds, turnAttempts: config.turnAttempts, pollMs: POLL_MS },
    observer: metrics.observer,
  });
  const loops = createDemandLoops({
    ...shared,
    ...{ engine, publicUrl, pollMs: POLL_MS, leaseSeconds: config.leaseSeconds },
    channelKinds: [channel.name],
    textGateway: textGatewayOf(config),
  });
  engine.start();
  loops.start();
  // Side by side: turns end and are sent while slow clients take their time.
  const closers = [() => loops.stop().then(() => engine.stop())];
  opened.add(() => Promise.all(closers.map((close) => close())));
  const server = await createServer({ ...shared, config, metrics, engine, advisor });
  closers.push(() => server.close());
  closers.push(startBackground({ ...world, storage, advisor }));
  const { port } = await server.listen(config.port, config.host);
  const url = config.port === 0 ? `http://localhost:${port}` : publicUrl;
  return { url, notice: await setUpNotice({ ...shared, url }), storage, stop: opened.close };
}

/** A demonstration believes who somebody says to be, and its experts are invented. */
function isDemo({ mode }: Config): boolean {
  return mode !== 'production';
}

function textGatewayOf({ smsUrl, smsToken }: Config) {
  return smsUrl === null ? null : createTextHook({ url: smsUrl, token: smsToken, timeoutMs: SMS_MS });
}
