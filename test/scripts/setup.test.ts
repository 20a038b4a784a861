import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { finished, type Outcome, said, TinyProject } from './project.js';

let project: TinyProject;
beforeEach(async () => {
  project = await TinyProject.create();
});
afterEach(() => project.remove());

const ASK = ['ask', '喷漆废气', '--json'];

describe('what a command does before it runs', () => {
  test('it installs, builds and imports once, and keeps stdout for the command', async () => {
    const first = await project.run(ASK);
    expect(first).toMatchObject({ code: 3, stdout: '["喷漆废气","--json"]\n' });
    expect(first.stderr).toContain('正在安装依赖');
    expect(first.stderr).toContain('starter: import --starter --if-missing');
    const second = await project.run(ASK);
    expect(second).toMatchObject({ code: 3, stdout: first.stdout });
    expect(second.stderr).toBe('starter: import --starter --if-missing\n');
    expect(await project.installations()).toHaveLength(1);
  });

  test('a development installation serves production, not the other way round', async () => {
    await project.run(ASK, { NODE_ENV: 'production' });
    await project.run(ASK);
    await project.run(ASK, { NODE_ENV: 'production' });
    const calls = await project.installations();
    expect(calls.map((call) => call.split(' ')[1])).toEqual(['--omit=dev', '--include=dev']);
  });

  test('a changed lock installs again, a changed script or description does not', async () => {
    await project.run(ASK);
    const manifest = JSON.parse(await project.read('package.json'));
    await project.write(
      'package.json',
      JSON.stringify({ ...manifest, description: 'new', scripts: { x: 'y' } }),
    );
    await project.run(ASK);
    expect(await project.installations()).toHaveLength(1);
    await project.write(
      'package-lock.json',
      JSON.stringify({ packages: { 'node_modules/one': { version: '1.0.1' } } }),
    );
    await project.run(ASK);
    expect(await project.installations()).toHaveLength(2);
  });

  test('a whole installation made by hand is kept, one that differs from the lock is not', async () => {
    await project.installByHand();
    await project.run(ASK);
    expect(await project.installations()).toEqual([]);
    await rm(join(project.root, 'node_modules'), { recursive: true });
    await project.installByHand();
    await project.write(
      'node_modules/.package-lock.json',
      JSON.stringify({ packages: { 'node_modules/one': { version: '0.9.0' } } }),
    );
    await project.run(ASK);
    expect(await project.installations()).toHaveLength(1);
  });

  test('an interrupted or failed installation is made again', async () => {
    await project.run(ASK);
    await project.write('package-lock.json', JSON.stringify({ packages: {} }));
    const hanging = project.spawn(ASK, { NPM_HANGS: '1' });
    await said(hanging, '正在重新安装');
    await until(async () => (await project.installations()).length === 2);
    hanging.kill('SIGINT');
    expect((await finished(hanging)).code).toBe(130);
    const failed = await project.run(ASK, { NPM_FAILS: '1' });
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(failed.stderr).toContain('依赖安装失败（npm 退出码 7）');
    expect((await project.run(ASK)).code).toBe(3);
    expect(await project.installations()).toHaveLength(4);
  });

  test('two at once: one installs, the other waits for it', async () => {
    const outcomes = await Promise.all([project.run(ASK), project.run(ASK)]);
    expect(outcomes.map(({ code }) => code)).toEqual([3, 3]);
    expect(await project.installations()).toHaveLength(1);
  });

  test('the lock of a killed process is taken over', async () => {
    const killed = project.spawn(ASK, { NPM_HANGS: '1' });
    await until(async () => (await project.installations()).length === 1);
    killed.kill('SIGKILL');
    await finished(killed);
    expect(await project.read('.setup.lock/owner')).not.toBe('');
    expect((await project.run(ASK)).code).toBe(3);
  });

  test('it builds again what changed on either side, and removes what has no source', async () => {
    await project.write('bot/old.ts', 'export const old = 1;');
    await project.run(ASK);
    await rm(join(project.root, 'bot/old.ts'));
    await project.write('bot/ask.ts', "console.log('new');");
    expect((await project.run(ASK)).stdout).toBe('new\n');
    expect(await project.read('dist/bot/old.js')).toBe('');
    await project.write('dist/bot/ask.js', "console.log('tampered');");
    expect((await project.run(ASK)).stdout).toBe('new\n');
  });

  test('it bundles the console’s app when that, or its bundle, has changed, and at no other time', async () => {
    const bundle = "import { appendFileSync, cpSync } from 'node:fs'; appendFileSync('bundled.log', 'x');";
    await project.write('bot/console/app/main.tsx', 'one');
    await project.write(
      'scripts/console-app.mjs',
      `${bundle} cpSync('bot/console/app', 'dist/console', { recursive: true });`,
    );
    const times = async () => (await project.read('bundled.log')).length;
    expect((await project.run(ASK)).stderr).toContain('正在打包管理台');
    await project.run(ASK);
    await project.write('bot/ask.ts', "console.log('new');");
    await project.run(ASK);
    expect(await times()).toBe(1);
    await project.write('bot/console/app/main.tsx', 'two');
    await project.run(ASK);
    expect(await project.read('dist/console/main.tsx')).toBe('two');
    await project.write('dist/console/main.tsx', 'tampered');
    await project.run(ASK);
    expect(await times()).toBe(3);
    await project.write('scripts/console-app.mjs', 'process.exitCode = 1;');
    expect(await project.run(ASK)).toMatchObject({ code: 1, stderr: expect.stringContaining('打包失败') });
  });

  test('a source that does not compile stops everything', async () => {
    await project.write('bot/ask.ts', '// TYPE ERROR');
    const outcome = await project.run(ASK);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain('编译失败');
  });

  test('a starter import that fails stops the start', async () => {
    await project.write('ingest/main.ts', 'process.exitCode = 4;');
    const outcome = await project.run(['start']);
    expect(outcome).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toContain('导入起步知识失败（退出码 4）');
  });

  test('an unknown command is told the known ones', async () => {
    const outcome = await project.run(['sing']);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('start|ask|eval|ingest|backup|restore|bench|simulate|test');
  });
});

describe('the service', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('it gets %s itself and its exit code is ours', async (signal) => {
    await project.write('.env', 'GREETING=你好\n');
    const service = project.spawn(['start']);
    const outcome = finished(service);
    await said(service, 'serving with 你好');
    service.kill(signal);
    expect(await outcome).toMatchObject({ code: 0, stdout: `serving with 你好\ndrained after ${signal}\n` });
  });

  test('what the environment says goes before .env', async () => {
    await project.write('.env', 'GREETING=no\n');
    const service = project.spawn(['start'], { GREETING: 'yes' });
    await said(service, 'serving with yes');
    service.kill('SIGTERM');
    await finished(service);
  });
});

describe('npm test', () => {
  const SUITES = JSON.stringify({ passed: 40, failed: 0, skipped: 2 });
  const closing = ({ stdout }: Outcome) => stdout.trimEnd().split('\n').at(-1);

  test('it runs every check and closes with one line of counts', async () => {
    const outcome = await project.run(['test', 'test/bot'], { SUITES, NODE_ENV: 'production' });
    expect(outcome.code).toBe(0);
    expect(outcome.stdout).toContain('suites: run test/bot');
    expect(closing(outcome)).toBe('43 passed, 0 failed, 2 skipped');
    expect(await project.installations()).toEqual([expect.stringContaining('--include=dev')]);
    expect(outcome.stderr).toContain('starter: import --starter\n');
    expect((await project.run(['test'], { SUITES })).stderr).toBe('');
  });

  test.each([
    ['the linter', { LINT: '1' }, '42 passed, 1 failed, 2 skipped'],
    ['the dead-code check', { KNIP: '1' }, '42 passed, 1 failed, 2 skipped'],
    [
      'a suite',
      { SUITES: '{"passed":1,"failed":3,"skipped":0}', VITEST_CODE: '1' },
      '4 passed, 3 failed, 0 skipped',
    ],
    ['vitest without a failed test', { VITEST_CODE: '1' }, '43 passed, 1 failed, 2 skipped'],
    ['vitest without counts', { SUITES: '' }, '3 passed, 1 failed, 0 skipped'],
  ])('%s fails and so does the run', async (_, env, line) => {
    const outcome = await project.run(['test'], { SUITES, ...env });
    expect(outcome.code).toBe(1);
    expect(closing(outcome)).toBe(line);
  });

  test('what does not compile is not tested', async () => {
    await project.write('bot/ask.ts', '// TYPE ERROR');
    const outcome = await project.run(['test'], { SUITES });
    expect(outcome.stdout).not.toContain('suites:');
    expect(closing(outcome)).toBe('2 passed, 1 failed, 0 skipped');
  });
});

/** Polls a fact about another process; the suite's timeout is the limit. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}
