import { openAdvisor } from '../knowledge/open-advisor.js';
import { createWorkingCalendar } from '../src/calendar/working-calendar.js';
import { systemClock } from '../src/clock.js';
import { type Config, parseConfig } from '../src/config.js';
import { operationsOfRecords } from '../src/demand/operations.js';
import { randomIdentifiers } from '../src/identifiers.js';
import { createLog, type Log } from '../src/log.js';
import { projectRoot } from '../src/project.js';
import { loadSecret } from '../src/secret.js';
import { openStorage } from '../src/storage/storage.js';
import { startBackground } from './background.js';
import { createDirectLineChannel } from './channels/directline/channel.js';
import { setUpNotice } from './console/set-up-link.js';
import { createDemandLoops } from './delivery/demand-loops.js';
import { createTextHook } from './delivery/text-hook.js';
import { prepareDemo } from './demo.js';
import { createMainDialog } from './dialogs/main.js';
import { createMetrics } from './metrics/metrics.js';
import { createServer } from './server.js';
import { startProblem } from './start-problem.js';
import { serverTexts } from './texts.js';
import { createEngine } from './turn/engine.js';

const POLL_MS = 1000;
/** Longest wait for the gateway of text messages, in milliseconds. */
const SMS_MS = 15_000;
/** One press of Ctrl-C comes twice when npm started us: from the terminal and passed on by npm. */
const SAME_PRESS_MS = 1000;
/** After an error that nobody caught, stopping itself may hang. */
const FAULT_MS = 20_000;

interface Service {
  readonly url: string;
  /** How to set the first administrator up, while there is none. */
  readonly notice: string | null;
  stop(): Promise<void>;
}

/** Opens everything from the inside out and returns what closes it from the outside in. */
async function start(config: Config): Promise<Service> {
  const clock = systemClock();
  const identifiers = randomIdentifiers();
  const secret = loadSecret(config);
  const { databaseUrl, dataDir, publicUrl, metricsToken, smsUrl, smsToken } = config;
  const secrets = [secret, metricsToken ?? '', smsToken ?? ''];
  const log = createLog({ level: config.logLevel, secrets });
  const onIdleError = (error: Error) => log.warn({ error }, 'an idle database connection broke');
  const opened: (() => Promise<unknown>)[] = [];
  let stopped: Promise<void> | null = null;
  const stop = () => {
    stopped ??= closeAll(opened);
    return stopped;
  };
  stopOnFault(log, stop);
  try {
    const storage = await openStorage({ databaseUrl, dataDir, clock, onIdleError });
    opened.push(() => storage.close());
    const demo = config.mode !== 'production';
    if (demo) await prepareDemo({ storage, clock, identifiers });
    const operations = operationsOfRecords(storage.db);
    const knows = { storage, dataDir, publicUrl, clock, operations };
    const advisor = await openAdvisor({ ...knows, random: Math.random });
    opened.push(() => advisor.close());
    const metrics = createMetrics();
    const channel = createDirectLineChannel();
    const calendar = createWorkingCalendar();
    const engine = createEngine({
      storage,
      clock,
      identifiers,
      log,
      channels: new Map([[channel.name, channel]]),
      dialog: createMainDialog({ advisor }),
      manifest: () => advisor.manifest,
      calendar,
      secret,
      demo,
      config: { leaseSeconds: config.leaseSeconds, turnAttempts: config.turnAttempts, pollMs: POLL_MS },
      observer: metrics.observer,
    });
    const loops = createDemandLoops({
      ...{ storage, clock, identifiers, log, calendar, engine, publicUrl },
      channelKinds: [channel.name],
      textGateway:
        smsUrl === null ? null : createTextHook({ url: smsUrl, token: smsToken, timeoutMs: SMS_MS }),
      leaseSeconds: config.leaseSeconds,
      pollMs: POLL_MS,
    });
    engine.start();
    loops.start();
    // Side by side: turns end and are sent while slow clients take their time.
    const closers = [() => loops.stop().then(() => engine.stop())];
    opened.push(() => Promise.all(closers.map((close) => close())));
    const shared = { config, storage, clock, identifiers, log, secret, metrics };
    const server = await createServer({ ...shared, engine, advisor });
    closers.push(() => server.close());
    closers.push(startBackground({ ...shared, advisor, env: process.env, root: projectRoot() }));
    const { port } = await server.listen(config.port, config.host);
    const url = config.port === 0 ? `http://localhost:${port}` : publicUrl;
    return { url, notice: await setUpNotice({ ...shared, url }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function closeAll(opened: (() => Promise<unknown>)[]): Promise<void> {
  for (const close of opened.splice(0).reverse()) await close();
}

/** What nobody caught may have left anything half done: it is logged, redacted, and the service ends with 1. */
function stopOnFault(log: Log, stop: () => Promise<void>): void {
  const onFault = (error: unknown) => {
    log.error({ error }, 'an error that nobody caught; stopping');
    if (process.exitCode === 1) return;
    process.exitCode = 1;
    setTimeout(() => process.exit(), FAULT_MS);
    stop().then(() => process.exit(), fail);
  };
  process.on('uncaughtException', onFault);
  process.on('unhandledRejection', onFault);
}

function announce({ url, notice }: Service): void {
  const lines = [
    serverTexts.listening(`${url}/`),
    serverTexts.health(`${url}/healthz`),
    ...(notice === null ? [] : [notice]),
    serverTexts.howToStop,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** The first signal drains and ends with 0; the second ends at once. */
function stopOnSignal(service: Service): void {
  let since: number | null = null;
  const onSignal = () => {
    if (since !== null && performance.now() - since < SAME_PRESS_MS) return;
    if (since !== null) {
      process.stderr.write(`${serverTexts.forced}\n`);
      process.exit(1);
    }
    since = performance.now();
    process.stdout.write(`${serverTexts.stopping}\n`);
    service.stop().then(() => {
      process.stdout.write(`${serverTexts.stopped}\n`);
      process.exit();
    }, fail);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

function fail(error: unknown): void {
  process.stderr.write(`${startProblem(error)}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  const service = await start(parseConfig(process.env));
  announce(service);
  stopOnSignal(service);
}

main().catch(fail);
