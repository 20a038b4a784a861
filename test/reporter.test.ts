import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const SUITES = `
import { beforeAll, describe, expect, test } from 'vitest';
test('passes', () => {});
test('fails', () => expect(1).toBe(2));
test('says why it is skipped', (context) => context.skip('没有浏览器'));
test.skip('says nothing', () => {});
test.skip('the corpus (needs ../shared)', () => {});
describe('a hook', () => {
  beforeAll(() => { throw new Error('no server'); });
  test('never runs', () => {});
});
`;

test('it counts what passed, failed and was skipped, and prints the reasons', async () => {
  const root = await mkdtemp(join(tmpdir(), 'yishi-reporter-'));
  await symlink(resolve('node_modules'), join(root, 'node_modules'));
  await writeFile(join(root, 'some.test.js'), SUITES);
  await writeFile(join(root, 'broken.test.js'), "import './nowhere.js';");
  const summary = join(root, 'summary.json');
  const stdout = await new Promise<string>((done) => {
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--root', root];
    const reporter = ['--reporter', resolve('test/reporter.ts')];
    const env = { ...process.env, TEST_SUMMARY_FILE: summary };
    execFile(process.execPath, [...args, ...reporter], { env }, (_, out) => done(out));
  });
  // Failed: the test, the hook of the group, and the file that does not load.
  expect(JSON.parse(await readFile(summary, 'utf8'))).toEqual({ passed: 1, failed: 3, skipped: 4 });
  expect(stdout).toContain('跳过 1 项：没有浏览器\n  some.test.js > says why it is skipped\n');
  expect(stdout).toContain('跳过 1 项：未说明原因\n  some.test.js > says nothing\n');
  expect(stdout).toContain('跳过 1 项：needs ../shared\n');
  await rm(root, { recursive: true });
});
