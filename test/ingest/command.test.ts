import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holdImportLease } from '../../ingest/import-lease.js';
import { systemClock } from '../../src/clock.js';
import { randomIdentifiers } from '../../src/identifiers.js';
import { edition, withdraw } from '../../src/storage/records.js';
import { openStorage } from '../../src/storage/storage.js';
import { ingest, startIngest, startIngestWith } from './command-line.js';
import { jsonl, technologyRow, unitRow } from './sample-rows.js';
import { temporaryFolder } from './temporary-folder.js';

/** Seconds on an idle machine, the starter knowledge about twenty; minutes where other work has the processors. */
const SLOW = 120_000;
const STARTER = 900_000;
const PRODUCTION = { NODE_ENV: 'production' };

function write(folder: string, name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const open = (dataDir: string) => openStorage({ databaseUrl: null, dataDir, clock: systemClock() });

describe('ingest on the command line', () => {
  it('answers a mistake with the usage and exit code 2, and help with 0', { timeout: SLOW }, async () => {
    const folder = temporaryFolder();
    const [wrong, help] = await Promise.all([ingest(folder, 'import'), ingest(folder, '--help')]);
    expect(wrong).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('用法：') });
    expect(help).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('退出码') });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('names an environment variable that is wrong', { timeout: SLOW }, async () => {
    const { code, stderr } = await ingest('', 'status');
    expect(code).toBe(1);
    expect(stderr).toContain('YISHI_DATA_DIR');
  });

  it('checks without changing anything and tells every reject', { timeout: SLOW }, async () => {
    const folder = temporaryFolder();
    const dataDir = join(folder, 'var');
    const { title: _, ...untitled } = unitRow('U2');
    const rows = jsonl([unitRow('U1'), untitled, { ...unitRow('U3'), kind: 'gadget' }, unitRow('U1')]);
    const file = write(folder, 'a.jsonl', `${rows}{"id":\n`);
    const { code, stdout } = await ingest(dataDir, 'check', file);
    expect(code).toBe(1);
    expect(stdout.trim().split('\n')).toEqual([
      `${file} 第 2 行（U2） title：缺少此字段，请补上。改正后重新导入；其余各行不受影响。`,
      expect.stringContaining('第 3 行（U3） kind：不认识的记录类型“gadget”'),
      expect.stringContaining(`第 4 行（U1） id：编号 U1 与${file} 第 1 行重复`),
      expect.stringContaining('第 5 行：不是合法的 JSON'),
      '检查了 1 个文件：新增 1 条，修改 0 条，未变 0 条，问题 4 处。未作任何改动。',
    ]);
    expect(existsSync(dataDir)).toBe(false);
  });

  it('imports what is right beside what is not, and a change as a new edition', {
    timeout: SLOW,
  }, async () => {
    const folder = temporaryFolder();
    const crossed = technologyRow('T2', [{ param: 'COD', min: 9, max: 1, unit: 'mg/L', role: 'inlet' }]);
    const graded = { ...unitRow('U2'), source: { title: '示例', grade: 'E' } };
    const file = write(folder, 'a.jsonl', jsonl([technologyRow('T1'), crossed, graded, unitRow('U1')]));
    const first = await ingest(folder, 'import', '--json', file);
    expect(first.code).toBe(1);
    expect(JSON.parse(first.stdout)).toMatchObject({
      command: 'import',
      created: 2,
      updated: 0,
      index: { built: true, passages: 2 },
      rejects: [
        { file, line: 2, id: 'T2', field: 'applicability.ranges[0].min' },
        { file, line: 3, id: 'U2', field: 'source.grade' },
      ],
    });
    write(folder, 'a.jsonl', jsonl([technologyRow('T1'), unitRow('U1', '新的范围')]));
    const second = await ingest(folder, 'import', file);
    expect(second.code).toBe(0);
    expect(second.stdout).toBe(
      '导入完成：新增 0 条，修改 1 条（旧版次保留可查），未变 1 条，问题 0 处。\n索引已更新，共 2 个片段。\n',
    );
    const storage = await open(folder);
    expect(await edition(storage.db, 'U1')).toMatchObject({
      edition: '2',
      content: { serviceScope: '新的范围' },
    });
    expect(await edition(storage.db, 'U1', '1')).toMatchObject({ status: 'superseded' });
    await storage.close();
  });

  it('refuses to import beside another import', { timeout: SLOW }, async () => {
    const folder = temporaryFolder();
    const file = write(folder, 'a.jsonl', jsonl([unitRow('U1')]));
    const storage = await open(folder);
    const lease = await holdImportLease({ storage, clock: systemClock(), identifiers: randomIdentifiers() });
    const refused = await ingest(folder, 'import', file);
    expect(refused).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('另一个导入正在进行'),
    });
    expect(await edition(storage.db, 'U1')).toBeNull();
    await lease.release();
    await storage.close();
  });
});

describe('the starter knowledge on the command line', () => {
  it('waits, is interrupted, resumes, and then costs nothing', { timeout: STARTER }, async () => {
    const folder = temporaryFolder();
    expect(await ingest(folder, 'check', '--starter')).toMatchObject({
      code: 0,
      stdout: '检查了 8 个文件：新增 607 条，修改 0 条，未变 0 条，问题 0 处。未作任何改动。\n',
    });
    const storage = await open(folder);
    const lease = await holdImportLease({ storage, clock: systemClock(), identifiers: randomIdentifiers() });
    const first = startIngest(folder, 'import', '--starter', '--if-missing');
    await first.saw('等待它完成');
    await lease.release();
    await first.saw('建立索引');
    first.interrupt();
    expect(await first.finished).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('已中断'),
    });

    const second = await ingest(folder, 'import', '--starter', '--if-missing', '--json');
    expect(second.code).toBe(0);
    const { index, ...counts } = JSON.parse(second.stdout);
    expect(counts).toMatchObject({ created: 0, updated: 0, unchanged: 607, kept: 0, rejects: [] });
    expect(index).toMatchObject({ built: true });

    const third = await ingest(folder, 'import', '--starter', '--if-missing');
    expect(third).toMatchObject({
      code: 0,
      stderr: '',
      stdout: '没有变化：607 条记录都已是最新。\n索引有效，无需重建。\n',
    });
    const status = JSON.parse((await ingest(folder, 'status', '--json')).stdout);
    expect(status).toMatchObject({
      published: 607,
      index: { id: index.id, stale: false, passages: index.passages },
    });

    await storage.write((tx) => withdraw(tx, 'T0001', '2026-11-24T00:00:00.000Z'));
    const changed = { ...starterRow('units', 'U001'), note: '本地改过' };
    const local = write(folder, 'local.jsonl', jsonl([changed]));
    expect((await ingest(folder, 'status')).stdout).toContain('请执行 import 重建');
    expect((await ingest(folder, 'import', local)).stdout).toContain('修改 1 条');
    const kept = JSON.parse((await ingest(folder, 'import', '--starter', '--if-missing', '--json')).stdout);
    expect(kept).toMatchObject({ created: 0, updated: 0, unchanged: 606, kept: 1, index: { built: false } });
    expect(await edition(storage.db, 'U001')).toMatchObject({ content: { note: '本地改过' } });
    expect(await edition(storage.db, 'T0001')).toBeNull();
    await storage.close();

    damage(join(folder, 'index', kept.index.id));
    expect((await ingest(folder, 'status')).stdout).toContain('索引：尚未建立');
    const repaired = JSON.parse(
      (await ingest(folder, 'import', '--starter', '--if-missing', '--json')).stdout,
    );
    expect(repaired.index).toEqual({ ...kept.index, built: true });
  });
});

describe('in production', () => {
  it('the starter knowledge comes without the invented experts, and says so', { timeout: SLOW }, async () => {
    const folder = temporaryFolder();
    const asked = startIngestWith(PRODUCTION, folder, 'check', '--starter', '--json');
    const { code, stdout } = await asked.finished;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ files: 8, created: 535, demoLeftOut: 72 });
  });

  it('imports them neither, and a file of one’s own as it is', { timeout: STARTER }, async () => {
    const folder = temporaryFolder();
    const run = startIngestWith(PRODUCTION, folder, 'import', '--starter');
    await run.saw('建立索引');
    run.interrupt();
    await run.finished;
    const storage = await open(folder);
    expect(await edition(storage.db, 'T0001')).not.toBeNull();
    expect(await edition(storage.db, 'E001')).toBeNull();
    const file = write(folder, 'own.jsonl', jsonl([{ ...starterRow('experts', 'E001'), id: 'X1' }]));
    const { stdout } = await startIngestWith(PRODUCTION, folder, 'check', '--json', file).finished;
    expect(JSON.parse(stdout)).toMatchObject({ created: 1, demoLeftOut: 0 });
    await storage.close();
  });
});

function starterRow(file: 'units' | 'experts', id: string): object {
  const lines = readFileSync(`knowledge/data/${file}.jsonl`, 'utf8').trim().split('\n');
  const row = lines.map((line) => JSON.parse(line)).find((candidate) => candidate.id === id);
  if (row === undefined) throw new Error(`no ${id} in ${file}`);
  return row;
}

function damage(snapshot: string): void {
  writeFileSync(join(snapshot, 'unit.vectors.bin'), 'x');
}
