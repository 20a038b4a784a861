import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EvalReport } from '../../bot/evaluation/measures.js';
import type { TurnResult } from '../../knowledge/answer/turn-result.js';
import { copyOfStarterIndex } from '../starter-index.js';

const SHARED = '../shared/corpus';
let dataDir: string;

beforeAll(async () => {
  dataDir = await copyOfStarterIndex();
});

afterAll(() => rm(dataDir, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a built command as `npm run` does once everything is set up. */
function command(name: 'ask' | 'eval', ...args: string[]): Promise<Ended> {
  const env = { ...process.env, YISHI_DATA_DIR: dataDir };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [`dist/bot/${name}.js`, ...args],
      { env, maxBuffer: 1e8 },
      (error, stdout, stderr) => {
        resolve({
          code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1,
          stdout,
          stderr,
        });
      },
    );
  });
}

describe('ask', () => {
  it('prints exactly one result as JSON', async () => {
    const { code, stdout } = await command('ask', '屠宰废水怎么处理', '--json');
    expect(code).toBe(0);
    const result: TurnResult = JSON.parse(stdout);
    expect(result).toMatchObject({ version: 1, action: 'answer', inquiry: { intent: 'consult' } });
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  });

  it('prints the text with its sources otherwise', async () => {
    const { stdout } = await command('ask', '屠宰废水怎么处理');
    expect(stdout).toMatch(/\[1\] 《屠宰及肉类加工业污染防治可行技术指南》 HJ \d+/);
  });

  it('takes the province into account, whichever way it is written', async () => {
    const question = '家具厂VOCs排放标准是多少';
    const [guangdong, zhejiang] = await Promise.all([
      command('ask', question, '--json', '--province', '广东'),
      command('ask', question, '--json', '--province', '浙江省'),
    ]);
    expect(JSON.parse(guangdong.stdout).standards[0].title).toContain('广东省家具制造');
    expect(JSON.parse(zhejiang.stdout).text).toContain('地方标准');
    expect(JSON.parse(zhejiang.stdout).standards.map(({ title }: { title: string }) => title)).not.toContain(
      '广东省',
    );
  });

  it.each([[[]], [['问', '--province', '火星省']], [['问', '--role', 'king']], [['问', '--nonsense']]])(
    'answers %j with the usage and 2',
    async (args) => {
      const { code, stdout, stderr } = await command('ask', ...args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('用法');
    },
  );
});

describe('eval', () => {
  it('answers a bad file and bad words with 2', async () => {
    const file = join(dataDir, 'bad.jsonl');
    await writeFile(file, '{"id":"a"}\n');
    expect(await command('eval', file)).toMatchObject({ code: 2, stdout: '' });
    expect(await command('eval', join(dataDir, 'absent.jsonl'))).toMatchObject({ code: 2 });
    expect(await command('eval')).toMatchObject({ code: 2 });
  });

  const withShared = existsSync(SHARED) ? it : it.skip;
  const why = existsSync(SHARED) ? '' : ' (skipped: ../shared/corpus is absent)';

  withShared(`finds and fits on the development questions${why}`, async () => {
    const { code, stdout } = await command('eval', `${SHARED}/retrieval-dev.jsonl`, '--json');
    expect(code).toBe(0);
    const report: EvalReport = JSON.parse(stdout);
    expect(report).toMatchObject({ items: 30, misfitViolations: 0, citationCoverage: 1 });
    expect(report.recallAt5).toBeGreaterThanOrEqual(0.9);
  });

  withShared(`does the right thing on the development questions${why}`, async () => {
    const { stdout } = await command('eval', `${SHARED}/questions-dev.jsonl`, '--json');
    const report: EvalReport = JSON.parse(stdout);
    expect(report).toMatchObject({ items: 50, citationCoverage: 1, misfitViolations: 0 });
    expect(report.perLabel.emergency?.recall).toBe(1);
    expect(report.perLabel.out_of_scope?.recall).toBe(1);
    expect(report.actionAccuracy).toBeGreaterThanOrEqual(0.88);
  });
});
