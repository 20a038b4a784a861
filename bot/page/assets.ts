import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { projectRoot } from '../../src/project.js';

export interface Assets {
  /** Folder to serve: every file under its hashed name, with its compressed copy beside it. */
  readonly folder: string;
  /** Hashed name of a file; throws for one that is not there. */
  name(original: string): string;
}

const compress = promisify(gzip);
const BEST = 9;
/** Package and file of the one bundle that is not ours. */
const WEB_CHAT = join('node_modules', 'botframework-webchat', 'dist', 'webchat.js');

/** Folders of ours; no two files in them have the same name. */
const OWN = [join('bot', 'page', 'public'), join('bot', 'expert', 'public')];

/**
 * Puts the page's files into `cacheDir`, named by content, so that browsers may keep them for ever and a new build
 * is never mixed with an old one. What is there already is kept; files of other builds are removed.
 */
export async function publishAssets(cacheDir: string): Promise<Assets> {
  const folder = join(cacheDir, 'page');
  await mkdir(folder, { recursive: true });
  const own = await Promise.all(OWN.map(filesIn));
  const paths = [join(projectRoot(), WEB_CHAT), ...own.flat()];
  const files = await Promise.all(
    paths.map(async (path) => ({ original: basename(path), content: await readFile(path) })),
  );
  const names = await publishAll(folder, files);
  await removeOthers(folder, new Set(names.values()));
  return {
    folder,
    name: (original) => {
      const name = names.get(original);
      if (name === undefined) throw new Error(`no page file ${original}`);
      return name;
    },
  };
}

async function filesIn(path: string): Promise<readonly string[]> {
  const folder = join(projectRoot(), path);
  return (await readdir(folder)).map((name) => join(folder, name));
}

interface AssetFile {
  readonly original: string;
  readonly content: Buffer;
}

/** Modules that import others come last: the names that they import are part of their content. */
async function publishAll(folder: string, files: readonly AssetFile[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  const importing = files.filter((file) => importsOthers(file));
  for (const file of [...files.filter((each) => !importing.includes(each)), ...importing]) {
    names.set(file.original, await publish(folder, withHashedImports(file, names)));
  }
  return names;
}

const IMPORT = /from '\.\/([\w-]+\.mjs)'/g;

function importsOthers({ original, content }: AssetFile): boolean {
  return original.endsWith('.mjs') && content.toString().search(IMPORT) >= 0;
}

function withHashedImports(file: AssetFile, names: ReadonlyMap<string, string>): AssetFile {
  if (!importsOthers(file)) return file;
  const text = file.content.toString().replace(IMPORT, (_, name) => `from './${names.get(name) ?? name}'`);
  return { ...file, content: Buffer.from(text) };
}

async function publish(folder: string, { original, content }: AssetFile): Promise<string> {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  const extension = extname(original);
  const name = `${basename(original, extension)}.${hash}${extension}`;
  const present = new Set(await readdir(folder));
  if (!present.has(name)) await writeAside(join(folder, name), content);
  if (!present.has(`${name}.gz`)) {
    await writeAside(join(folder, `${name}.gz`), await compress(content, { level: BEST }));
  }
  return name;
}

/** Another process may publish the same file: each writes its own copy and moves it into place whole. */
async function writeAside(path: string, content: Buffer): Promise<void> {
  const aside = `${path}.${process.pid}.part`;
  await writeFile(aside, content);
  await rename(aside, path);
}

async function removeOthers(folder: string, kept: ReadonlySet<string>): Promise<void> {
  const others = (await readdir(folder)).filter(
    (name) => !kept.has(name.replace(/\.gz$/, '')) && !name.endsWith('.part'),
  );
  await Promise.all(others.map((name) => rm(join(folder, name), { force: true })));
}
