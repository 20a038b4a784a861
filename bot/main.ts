import { systemClock } from '../src/clock.js';
import { type Config, parseConfig } from '../src/config.js';
import { randomIdentifiers } from '../src/identifiers.js';
import { createLog, type Log } from '../src/log.js';
import { projectRoot } from '../src/project.js';
import { loadSecret } from '../src/secret.js';
import { createOpened, openService, type Service } from './service.js';
import { startProblem } from './start-problem.js';
import { serverTexts } from './texts.js';

/** One press of Ctrl-C comes twice when npm started us: from the terminal and passed on by npm. */
const SAME_PRESS_MS = 1000;
/** After an error that nobody caught, stopping itself may hang. */
const FAULT_MS = 20_000;

async function start(config: Config): Promise<Service> {
  const secret = loadSecret(config);
  const secrets = [secret, config.metricsToken ?? '', config.smsToken ?? ''];
  const log = createLog({ level: config.logLevel, secrets });
  const opened = createOpened();
  stopOnFault(log, opened.close);
  try {
    const outside = { clock: systemClock(), identifiers: randomIdentifiers(), random: Math.random };
    const world = { ...outside, config, secret, log, env: process.env, root: projectRoot() };
    return await openService(world, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
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
