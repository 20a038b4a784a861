import { existsSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failed } from './failed.mjs';
import { hashFiles, listFiles, readJson } from './fingerprint.mjs';
import { TEXTS } from './texts.mjs';

const SETS = {
  /** What the service runs: needs no development package. */
  production: { config: 'tsconfig.build.json', checked: [], folders: ['src', 'knowledge', 'ingest', 'bot'] },
  /** The same and the tests with the benchmarks; the console's app is checked, which bundling it does not do. */
  full: {
    config: 'tsconfig.json',
    checked: ['bot/console/app/tsconfig.json'],
    folders: ['src', 'knowledge', 'ingest', 'bot', 'test'],
  },
};

/** The console's app: bundled, not compiled, and not part of what tsc is given. */
const APP = {
  folder: 'bot/console/app',
  bundler: 'scripts/console-app.mjs',
  output: 'dist/console',
  /** The names of states and codes in there go into the bundle. */
  shares: 'src',
};

/**
 * Brings dist/ in step with the sources: what the service runs, and the console's app that it serves.
 * @returns whether something was compiled
 */
export async function ensureBuild(root, set, session) {
  const compiled = await ensureCompiled(root, set, session);
  const bundled = await ensureApp(root, session);
  return compiled || bundled;
}

/**
 * Compiles into dist/ what does not match the sources. The record of the last build holds a hash of the sources
 * and one of the outputs, so that a changed, missing or tampered file of either side is noticed.
 */
async function ensureCompiled(root, set, session) {
  if (isFresh(root, set)) return false;
  const since = Date.now();
  session.say(TEXTS.building);
  await mkdir(join(root, 'dist'), { recursive: true });
  removeLeftovers(root, set);
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  for (const config of [
    SETS[set].config,
    ...SETS[set].checked.filter((each) => existsSync(join(root, each))),
  ]) {
    const code = await session.run(process.execPath, [compiler, '--project', config], { cwd: root });
    if (code !== 0) throw new Failed(TEXTS.buildFailed);
  }
  // The smaller set is part of the larger one, so that `npm start` after `npm test` compiles nothing.
  for (const part of set === 'full' ? ['production', 'full'] : ['production'])
    await writeFile(record(root, part), JSON.stringify(state(root, part)));
  session.say(TEXTS.built(Math.round((Date.now() - since) / 1000)));
  return true;
}

function isFresh(root, set) {
  const built = readJson(record(root, set));
  const now = state(root, set);
  return built?.sources === now.sources && built.outputs === now.outputs;
}

function state(root, set) {
  const sources = sourcesOf(root, set);
  const settings = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
  if (SETS[set].checked.length > 0) settings.push(...listFiles(root, APP.folder));
  const outputs = sources.map((source) => `dist/${source.replace(/\.ts$/, '.js')}`);
  return { sources: hashFiles(root, [...sources, ...settings]), outputs: hashFiles(root, outputs) };
}

function sourcesOf(root, set) {
  const isSource = (name) => name.endsWith('.ts') && !name.endsWith('.d.ts');
  return SETS[set].folders
    .flatMap((folder) => listFiles(root, folder, isSource))
    .filter((path) => !path.startsWith(`${APP.folder}/`));
}

/** Bundles the app when its sources or its bundle are not those of the last time. */
async function ensureApp(root, session) {
  if (!existsSync(join(root, APP.folder))) return false;
  const built = readJson(record(root, 'app'));
  const now = appState(root);
  if (built?.sources === now.sources && built.outputs === now.outputs) return false;
  const since = Date.now();
  session.say(TEXTS.bundling);
  rmSync(record(root, 'app'), { force: true });
  const code = await session.run(process.execPath, [join(root, APP.bundler)], { cwd: root });
  if (code !== 0) throw new Failed(TEXTS.bundleFailed);
  await writeFile(record(root, 'app'), JSON.stringify(appState(root)));
  session.say(TEXTS.bundled(Math.round((Date.now() - since) / 1000)));
  return true;
}

function appState(root) {
  const inputs = [APP.folder, APP.shares].flatMap((folder) => listFiles(root, folder));
  const sources = [...inputs, APP.bundler, 'package-lock.json'];
  return { sources: hashFiles(root, sources), outputs: hashFiles(root, listFiles(root, APP.output)) };
}

function record(root, set) {
  return join(root, `dist/.${set}.json`);
}

/** Outputs whose source is gone, and the record: a build that is interrupted must not look like a whole one. */
function removeLeftovers(root, set) {
  for (const name of Object.keys(SETS)) rmSync(record(root, name), { force: true });
  for (const folder of SETS[set].folders)
    for (const output of listFiles(root, `dist/${folder}`)) {
      const source = output.slice('dist/'.length).replace(/\.js(\.map)?$/, '.ts');
      if (!existsSync(join(root, source))) rmSync(join(root, output));
    }
}
