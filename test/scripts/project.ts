import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Stands in for npm: logs its arguments, and puts a compiler and npm's own record into node_modules. */
const FAKE_NPM = `
const { appendFileSync, cpSync, rmSync } = require('node:fs');
const parent = process.ppid;
appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n');
rmSync('node_modules', { recursive: true, force: true });
cpSync('fake/modules', 'node_modules', { recursive: true });
if (process.env.NPM_HANGS) setInterval(() => process.ppid === parent || process.exit(), 20);
else if (process.env.NPM_FAILS) process.exit(7);
else cpSync('package-lock.json', 'node_modules/.package-lock.json');
`;

/** Stands in for vitest: says what it was asked for and leaves the counts that SUITES holds, if any. */
const FAKE_VITEST = `
import { writeFileSync } from 'node:fs';
console.log('suites: ' + process.argv.slice(2).join(' '));
const { SUITES, TEST_SUMMARY_FILE, VITEST_CODE } = process.env;
if (SUITES) writeFileSync(TEST_SUMMARY_FILE, SUITES);
process.exit(Number(VITEST_CODE ?? 0));
`;

/** Stands in for tsc, on sources that are plain JavaScript already; the real one is what `npm test` runs. */
const FAKE_TSC = `
const { cpSync, readdirSync, readFileSync } = require('node:fs');
for (const folder of ['bot', 'ingest'])
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.ts'))) {
    if (readFileSync(folder + '/' + name, 'utf8').includes('TYPE ERROR')) process.exit(2);
    cpSync(folder + '/' + name, 'dist/' + folder + '/' + name.replace('.ts', '.js'));
  }
`;

const FILES = {
  'package.json': JSON.stringify({ name: 'tiny', type: 'module', dependencies: { one: '1.0.0' } }),
  'package-lock.json': JSON.stringify({ packages: { '': {}, 'node_modules/one': { version: '1.0.0' } } }),
  'tsconfig.json': '{}',
  'tsconfig.build.json': '{}',
  'bot/ask.ts': 'console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 3;',
  'bot/main.ts': [
    'const timer = setInterval(() => {}, 1000);',
    "for (const name of ['SIGINT', 'SIGTERM'])",
    "  process.on(name, () => { clearInterval(timer); console.log('drained after ' + name); });",
    "console.log('serving with ' + process.env.GREETING);",
  ].join('\n'),
  'ingest/main.ts': "console.log('starter: ' + process.argv.slice(2).join(' '));",
  'fake/npm-cli.js': FAKE_NPM,
  'fake/modules/typescript/bin/tsc': FAKE_TSC,
  'fake/modules/@biomejs/biome/bin/biome': 'process.exit(Number(process.env.LINT ?? 0))',
  'fake/modules/knip/bin/knip.js': 'process.exit(Number(process.env.KNIP ?? 0))',
  'fake/modules/vitest/vitest.mjs': FAKE_VITEST,
  'fake/package.json': '{"type":"commonjs"}',
};

/** A project as small as can be with our scripts/ in it and a stand-in for npm. */
export class TinyProject {
  private constructor(readonly root: string) {}

  static async create(): Promise<TinyProject> {
    const project = new TinyProject(await mkdtemp(join(tmpdir(), 'yishi-scripts-')));
    await cp('scripts', join(project.root, 'scripts'), { recursive: true });
    for (const [path, text] of Object.entries(FILES)) await project.write(path, text);
    return project;
  }

  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(this.root, path)), { recursive: true });
    await writeFile(join(this.root, path), text);
  }

  /** Text of a file of the project; empty when there is none. */
  read(path: string): Promise<string> {
    return readFile(join(this.root, path), 'utf8').catch(() => '');
  }

  /** Times that npm was called. */
  async installations(): Promise<string[]> {
    return (await this.read('npm.log')).split('\n').filter((line) => line !== '');
  }

  spawn(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
    return spawn(process.execPath, [join(this.root, 'scripts/setup.mjs'), ...args], {
      cwd: this.root,
      env: {
        PATH: process.env.PATH ?? '',
        npm_execpath: join(this.root, 'fake/npm-cli.js'),
        ...env,
      },
    });
  }

  async run(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
    return finished(this.spawn(args, env));
  }

  /** As a manual `npm ci` leaves it. */
  async installByHand(): Promise<void> {
    await cp(join(this.root, 'fake/modules'), join(this.root, 'node_modules'), { recursive: true });
    await cp(join(this.root, 'package-lock.json'), join(this.root, 'node_modules/.package-lock.json'));
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }
}

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function finished(child: ChildProcess): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
}

/** Resolves when the child has printed `text`. */
export function said(child: ChildProcess, text: string): Promise<void> {
  let heard = '';
  return new Promise((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      heard += chunk;
      if (heard.includes(text)) resolve();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('close', () => reject(new Error(`ended without saying ${text}: ${heard}`)));
  });
}
