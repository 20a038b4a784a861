import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInputs } from '../../ingest/input.js';
import { type Reading, readRecords } from '../../ingest/reading.js';
import { jsonl, technologyRow, unitRow } from './sample-rows.js';
import { temporaryFolder } from './temporary-folder.js';

async function readingOf(files: Record<string, string>): Promise<Reading> {
  const folder = temporaryFolder();
  const inputs = Object.entries(files).map(([name, content]) => {
    writeFileSync(join(folder, name), content);
    return { path: join(folder, name), name };
  });
  return readRecords(readInputs(inputs));
}

const idsOf = ({ records }: Reading) => records.map(({ record }) => record.id);

describe('readRecords', () => {
  it('refuses each wrong row with file, line, id, field, reason and advice, and takes the rest', async () => {
    const { title: _, ...untitled } = unitRow('U2');
    const crossed = technologyRow('T2', [{ param: 'COD', min: 9, max: 1, unit: 'mg/L', role: 'inlet' }]);
    const rows = [
      unitRow('U1'),
      untitled,
      { ...unitRow('U3'), source: { title: '示例', grade: 'E' } },
      { ...unitRow('U4'), kind: 'gadget' },
      crossed,
      technologyRow('T3'),
    ];
    const reading = await readingOf({ 'a.jsonl': jsonl(rows) });
    expect(idsOf(reading)).toEqual(['U1', 'T3']);
    expect(reading.rejects.map(({ line, id, field }) => [line, id, field])).toEqual([
      [2, 'U2', 'title'],
      [3, 'U3', 'source.grade'],
      [4, 'U4', 'kind'],
      [5, 'T2', 'applicability.ranges[0].min'],
    ]);
    for (const { file, reason, advice } of reading.rejects) {
      expect(file).toBe('a.jsonl');
      expect(reason).toMatch(/[\u4e00-\u9fff]/);
      expect(advice).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it('refuses the second row of an id, in the same file or another, and names the first', async () => {
    const reading = await readingOf({
      'a.jsonl': jsonl([unitRow('U1'), unitRow('U1', '别的')]),
      'b.jsonl': jsonl([unitRow('U1'), unitRow('U2')]),
    });
    expect(idsOf(reading)).toEqual(['U1', 'U2']);
    expect(reading.rejects.map(({ file, line, reason }) => [file, line, reason])).toEqual([
      ['a.jsonl', 2, '编号 U1 与a.jsonl 第 1 行重复'],
      ['b.jsonl', 1, '编号 U1 与a.jsonl 第 1 行重复'],
    ]);
  });

  it('leaves out the rows that others replace, whatever their order', async () => {
    const row = (id: string, more: object = {}) => ({
      id,
      number: 'GB 1-2000',
      title: '示例标准',
      subject: '表1',
      limits: [],
      clause: '',
      source: { url: 'example.org/a.pdf', verified: '文本层' },
      ...more,
    });
    const reading = await readingOf({
      'a.jsonl': jsonl([row('S9', { replaces_row: ['S1'] }), row('S1'), row('S2')]),
    });
    expect(idsOf(reading)).toEqual(['S9', 'S2']);
    expect([...reading.replaced]).toEqual([['S1', 'S9']]);
  });

  it('gives a record the same hash in either shape', async () => {
    const corpus = {
      id: 'U7',
      name: '示例单位',
      unit_type: '高校',
      region: '',
      service_scope: '示例',
      domains: ['D1'],
      source: 'example.org/x',
      note: '',
    };
    const first = await readingOf({ 'a.jsonl': jsonl([corpus]) });
    const own = first.records.map(({ record }) => record);
    const second = await readingOf({ 'b.jsonl': jsonl(own) });
    expect(second.records.map(({ hash }) => hash)).toEqual(first.records.map(({ hash }) => hash));
  });

  it('reads a policy text by section', async () => {
    const text = [
      '# 示例办法',
      '> 文号：示例〔2020〕1号；发文：示例部；成文 2020-02-03，印发 2020-02-04',
      '## [1] 一、总则',
      '### [1.1] (一)目的',
      '为了示例。',
      '## [2] 二、附则',
      '自发布之日起施行。',
    ].join('\r\n');
    const reading = await readingOf({ '示例.md': text, 'plan.md': text, 'other.md': '# 没有文号\n正文' });
    expect(reading.records.map(({ line, record }) => [line, record.id, record.title])).toEqual([
      [4, 'plan-1.1', '一、总则 (一)目的'],
      [6, 'plan-2', '二、附则'],
    ]);
    expect(reading.records[0]?.record).toMatchObject({
      kind: 'policy',
      section: '1.1',
      text: '为了示例。',
      source: {
        title: '示例办法',
        number: '示例〔2020〕1号',
        issuer: '示例部',
        date: '2020-02-03',
        clause: '一、总则(一)目的',
      },
    });
    // An id must be typeable: a Chinese file name gives none.
    expect(reading.rejects.map(({ file, field }) => [file, field])).toEqual([
      ['示例.md', 'id'],
      ['示例.md', 'id'],
      ['other.md', null],
    ]);
  });

  it('refuses files that are missing, folders or of another format', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'folder.jsonl'));
    const names = ['absent.jsonl', 'folder.jsonl', 'table.xlsx', 'noextension'];
    const inputs = names.map((name) => ({ path: join(folder, name), name }));
    const { rejects } = await readRecords(readInputs(inputs));
    expect(rejects.map(({ file, line, reason }) => [file, line, reason])).toEqual([
      ['absent.jsonl', null, '文件不存在'],
      ['folder.jsonl', null, '不是文件'],
      ['table.xlsx', null, '不支持 .xlsx 文件'],
      ['noextension', null, '文件没有扩展名'],
    ]);
  });
});
