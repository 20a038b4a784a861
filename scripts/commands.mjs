import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureBuild } from './build.mjs';
import { Interrupted, withSignals } from './child.mjs';
import { Failed } from './failed.mjs';
import { ensureModules } from './install.mjs';
import { withLock } from './lock.mjs';
import { cachedStarter, ensureStarter } from './starter.mjs';
import { TEXTS } from './texts.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What each command needs before its entry runs; `test` and `test-starter` are below. */
const COMMANDS = {
  start: { entry: 'dist/bot/main.js', build: 'production', starter: true },
  ask: { entry: 'dist/bot/ask.js', build: 'production', starter: true },
  eval: { entry: 'dist/bot/eval.js', build: 'production', starter: true },
  ingest: { entry: 'dist/ingest/main.js', build: 'production', starter: false },
  backup: { entry: 'dist/bot/backup.js', build: 'production', starter: false },
  restore: { entry: 'dist/bot/restore.js', build: 'production', starter: false },
  bench: { entry: 'dist/test/bench/main.js', build: 'full', starter: false },
  simulate: { entry: 'dist/test/simulate/main.js', build: 'full', starter: false },
};

/** Commands that are ours, not the service's: each returns its exit code. */
const OWN = { test, 'test-starter': testStarter };

/** Prepares what the command needs, then becomes it. */
export async function main([name = '', ...args]) {
  try {
    if (Object.hasOwn(OWN, name)) process.exitCode = await withSignals((signals) => OWN[name](signals, args));
    else if (Object.hasOwn(COMMANDS, name)) await handOver(COMMANDS[name], args);
    else throw new Failed(TEXTS.usage([...Object.keys(COMMANDS), 'test']), 2);
  } catch (error) {
    if (error instanceof Interrupted) say(TEXTS.interrupted);
    else if (error instanceof Failed) say(error.message);
    else throw error;
    process.exitCode = error.exitCode;
  }
}

async function handOver(command, args) {
  loadEnvironment();
  const modules = command.build === 'full' || process.env.NODE_ENV !== 'production' ? 'full' : 'production';
  await withSignals((signals) =>
    locked(signals, async (session) => {
      await ensureModules(ROOT, modules, session);
      await ensureBuild(ROOT, command.build, session);
      if (command.starter) await ensureStarter(ROOT, session);
    }),
  );
  const entry = join(ROOT, command.entry);
  if (!existsSync(entry)) throw new Failed(TEXTS.missingEntry(command.entry));
  // Not a child: signals, terminal, exit code and memory are then simply those of the command.
  process.argv.splice(1, process.argv.length, entry, ...args);
  await import(pathToFileURL(entry).href);
}

async function test(signals, args) {
  const { runTests } = await import('./test.mjs');
  await locked(signals, (session) => ensureModules(ROOT, 'full', session));
  return runTests({ root: ROOT, args, locked: (work) => locked(signals, work), signals });
}

/** Prints the folder of the shared starter knowledge, for a suite that is run on its own. */
async function testStarter(signals) {
  const folder = await locked(signals, async (session) => {
    await ensureBuild(ROOT, 'production', session);
    return cachedStarter(ROOT, session);
  });
  process.stdout.write(`${folder}\n`);
  return 0;
}

/** One preparation at a time in this folder, whatever started it. */
function locked(signals, work) {
  return withLock(join(ROOT, '.setup.lock'), () => work({ run: signals.run, say }), {
    stopped: signals.stopped,
    onWait: (owner) => say(TEXTS.waitingForLock(owner)),
  });
}

/** `.env` is read here and nowhere else: the service itself knows only its environment. What is set already stays. */
function loadEnvironment() {
  const path = join(ROOT, '.env');
  if (!existsSync(path)) return;
  try {
    process.loadEnvFile(path);
  } catch (error) {
    throw new Failed(TEXTS.envUnreadable(error.message));
  }
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}
