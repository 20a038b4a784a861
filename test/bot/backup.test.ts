import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { copyOfStarterIndex } from '../starter-index.js';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a built command as `npm run` does once everything is set up. */
function run(dataDir: string, entry: string, ...args: string[]): Promise<Ended> {
  const env = { ...process.env, YISHI_DATA_DIR: dataDir };
  return new Promise((resolve) => {
    execFile(process.execPath, [`dist/${entry}.js`, ...args], { env }, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : error === null ? 0 : -1;
      resolve({ code, stdout, stderr });
    });
  });
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yishi-backup-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('the knowledge of a service is backed up, restored to a new folder, and answers there', async () => {
  const source = await copyOfStarterIndex();
  onTestFinished(() => rmSync(source, { recursive: true, force: true }));
  const folder = temporaryFolder();
  const file = join(folder, 'yishi.tar.gz');
  const backedUp = await run(source, 'bot/backup', file);
  expect(backedUp).toMatchObject({ code: 0, stdout: expect.stringContaining('备份完成') });
  expect(backedUp.stderr).toContain('100%');
  expect(readdirSync(folder)).toEqual(['yishi.tar.gz']);

  const target = join(folder, 'new');
  const restored = await run(target, 'bot/restore', file);
  expect(restored).toMatchObject({ code: 0, stdout: expect.stringContaining('npm start') });
  expect(existsSync(join(target, 'index'))).toBe(false);
  // Vectors are kept by text and model, so that the test need not wait for the model.
  cpSync(join(source, 'vectors'), join(target, 'vectors'), { recursive: true });
  // What `npm start` and `npm run ask` do first: it finds the records and builds the index from them.
  const index = await run(target, 'ingest/main', 'import', '--starter', '--if-missing');
  expect(index).toMatchObject({ code: 0, stdout: expect.stringContaining('索引已更新') });
  const answer = await run(target, 'bot/ask', '屠宰废水怎么处理');
  expect(answer).toMatchObject({ code: 0, stdout: expect.stringContaining('[1]') });

  const again = await run(target, 'bot/restore', file);
  expect(again).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('已有内容') });
});

test('there is nothing to back up where there is no database, and looking makes none', async () => {
  const folder = temporaryFolder();
  const ended = await run(folder, 'bot/backup', join(folder, 'a.tar.gz'));
  expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('没有可备份的内容') });
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['bot/backup', []],
  ['bot/backup', ['a.zip']],
  ['bot/backup', ['a.tar.gz', 'b.tar.gz']],
  ['bot/backup', ['a.tar.gz', '--replace']],
  ['bot/restore', []],
  ['bot/restore', ['a.tar.gz', '--replace']],
] as const)('%s %j is answered with the usage and 2', async (entry, args) => {
  const ended = await run(temporaryFolder(), entry, ...args);
  expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('用法') });
});
