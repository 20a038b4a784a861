import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Failed } from './failed.mjs';
import { readJson } from './fingerprint.mjs';
import { TEXTS } from './texts.mjs';

const STAMP = 'node_modules/.yishi-install';
/** npm's own record of what it put into node_modules, written when it is done. */
const NPM_RECORD = 'node_modules/.package-lock.json';
const STILL_THERE_MS = 15_000;

/**
 * Brings node_modules in step with package-lock.json.
 * @param set 'production' (what building and running needs) or 'full' (with the tools of `npm test`);
 *   a full installation serves for production too
 */
export async function ensureModules(root, set, session) {
  const wanted = fingerprint(root);
  const stamp = readJson(join(root, STAMP)) ?? (await adopt(root, wanted));
  if (stamp?.fingerprint === wanted && (stamp.set === 'full' || stamp.set === set)) return;
  const since = Date.now();
  session.say(existsSync(join(root, 'node_modules')) ? TEXTS.installing.stale : TEXTS.installing.missing);
  // Both records go first: an installation that is interrupted must not look like a whole one.
  await rm(join(root, STAMP), { force: true });
  await rm(join(root, NPM_RECORD), { force: true });
  await npmCi(root, set, session);
  await writeStamp(root, { fingerprint: wanted, set });
  session.say(TEXTS.installed(seconds(since)));
}

/** Changes when npm would install something else: our scripts and description are left out on purpose. */
function fingerprint(root) {
  const { dependencies, devDependencies, optionalDependencies, overrides, allowScripts } =
    readJson(join(root, 'package.json')) ?? {};
  const lock = readJson(join(root, 'package-lock.json'))?.packages ?? {};
  const place = [process.versions.modules, process.platform, process.arch];
  const parts = [dependencies, devDependencies, optionalDependencies, overrides, allowScripts, lock, place];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Takes over an installation made by a plain `npm ci` or `npm install`, when npm's record equals the lock. */
async function adopt(root, wanted) {
  const lock = Object.entries(readJson(join(root, 'package-lock.json'))?.packages ?? {});
  const have = readJson(join(root, NPM_RECORD))?.packages;
  if (have === undefined) return null;
  const holds = (packages) =>
    packages.every(([path, entry]) => path === '' || entry.optional || have[path]?.version === entry.version);
  const set = holds(lock) ? 'full' : holds(lock.filter(([, entry]) => !entry.dev)) ? 'production' : null;
  if (set === null) return null;
  const stamp = { fingerprint: wanted, set };
  await writeStamp(root, stamp);
  return stamp;
}

function writeStamp(root, stamp) {
  return writeFile(join(root, STAMP), JSON.stringify(stamp));
}

async function npmCi(root, set, session) {
  const since = Date.now();
  const ticker = setInterval(() => session.say(TEXTS.stillInstalling(seconds(since))), STILL_THERE_MS);
  const args = [
    'ci',
    set === 'full' ? '--include=dev' : '--omit=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  try {
    const code = await session.run(...npm(args), { cwd: root });
    if (code !== 0) throw new Failed(TEXTS.installFailed(code));
  } finally {
    clearInterval(ticker);
  }
}

/** The npm that started us, else the one on the PATH (a .cmd on Windows, which only a shell can run). */
function npm(args) {
  const running = process.env.npm_execpath;
  if (running !== undefined && /^npm-cli\.c?js$/.test(basename(running)))
    return [process.execPath, [running, ...args]];
  return process.platform === 'win32' ? ['npm.cmd', args] : ['npm', args];
}

function seconds(since) {
  return Math.round((Date.now() - since) / 1000);
}
