import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Failed } from './failed.mjs';
import { hashFiles, listFiles } from './fingerprint.mjs';
import { TEXTS } from './texts.mjs';

const CACHE = 'node_modules/.cache/yishi';
/** What the imported starter knowledge depends on, besides the packages. */
const INPUTS = ['src', 'knowledge', 'ingest'];

/** Imports the starter knowledge, unless it is there, into the data folder that the service uses. */
export async function ensureStarter(root, session) {
  await importStarter(root, session, { flags: ['--if-missing'] });
}

/**
 * A data folder with the starter knowledge for tests and benchmarks, made once for each state of the program.
 * Whoever uses it must not write to it. Call it with the lock held.
 * @returns its path
 */
export async function cachedStarter(root, session) {
  const name = `starter-${fingerprint(root).slice(0, 16)}`;
  const folder = join(root, CACHE, name);
  if (existsSync(folder)) return folder;
  const older = starters(root);
  const making = `${folder}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  // Vectors are kept by model and text, so that a change of the program does not embed the same text again.
  const vectors = older.map((path) => join(path, 'vectors')).find(existsSync);
  if (vectors !== undefined) cpSync(vectors, join(making, 'vectors'), { recursive: true });
  const env = { ...testEnvironment(), YISHI_DATA_DIR: making };
  await importStarter(root, session, { flags: [], env });
  renameSync(making, folder);
  // The newest of the older ones stays: somebody may be testing with it.
  for (const path of older.slice(1)) rmSync(path, { recursive: true, force: true });
  return folder;
}

/** Ours and the customary variables are left out: a test must not depend on who runs it. */
function testEnvironment() {
  const isService = (name) =>
    name.startsWith('YISHI_') || ['DATABASE_URL', 'NODE_ENV', 'PORT'].includes(name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isService(name)));
}

async function importStarter(root, session, { flags, env = process.env }) {
  const args = [join(root, 'dist/ingest/main.js'), 'import', '--starter', ...flags];
  const code = await session.run(process.execPath, args, { cwd: root, env });
  if (code !== 0) throw new Failed(TEXTS.importFailed(code));
}

function fingerprint(root) {
  return hashFiles(root, ['package-lock.json', ...INPUTS.flatMap((folder) => listFiles(root, folder))]);
}

/** Cached ones, newest first. */
function starters(root) {
  const cache = join(root, CACHE);
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => /^starter-[0-9a-f]+$/.test(name))
    .map((name) => join(cache, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
}
