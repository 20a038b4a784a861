import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash } from '../../knowledge/records/content-hash.js';
import { parseRecord } from '../../knowledge/records/schema.js';
import { readStarter } from './starter-files.js';

const SEED = 20261124;

function starterRow(id: string): Record<string, unknown> {
  const row = readStarter().find((candidate) => candidate.id === id);
  if (row === undefined) throw new Error(`no starter record ${id}`);
  return structuredClone(row);
}

function problemsOf(json: unknown): readonly { path: string; message: string }[] {
  const parsed = parseRecord(json);
  return parsed.ok ? [] : parsed.problems;
}

describe('parseRecord on our own shape', () => {
  it('reads every shipped record to itself', () => {
    for (const row of readStarter()) expect(parseRecord(row)).toEqual({ ok: true, record: row });
  });

  it('takes absent optional fields as not stated', () => {
    const { features: _, provider: __, ...row } = starterRow('T0001');
    expect(parseRecord(row)).toMatchObject({ ok: true, record: { features: null, provider: null } });
  });

  it.each([
    ['title', (row: Record<string, unknown>) => delete row.title, '缺少此字段，请补上'],
    ['title', (row: Record<string, unknown>) => Object.assign(row, { title: '  ' }), '不能为空，请填写内容'],
    [
      'pollutants',
      (row: Record<string, unknown>) => Object.assign(row, { pollutants: 'VOCs' }),
      '类型不对，应为列表（方括号）',
    ],
    [
      'domain',
      (row: Record<string, unknown>) => Object.assign(row, { domain: 'D11' }),
      '取值不对，应为 D1、',
    ],
    ['id', (row: Record<string, unknown>) => Object.assign(row, { id: '../x' }), '编号只能用字母'],
    ['', (row: Record<string, unknown>) => Object.assign(row, { titel: 'x' }), '不认识的字段 titel'],
    [
      'kind',
      (row: Record<string, unknown>) => Object.assign(row, { kind: 'tecnology' }),
      '不认识的记录类型“tecnology”',
    ],
  ])('refuses a wrong %s in Chinese', (path, spoil, message) => {
    const row = starterRow('T0001');
    spoil(row);
    expect(problemsOf(row)).toEqual([{ path, message: expect.stringContaining(message) }]);
  });

  it('names the grades that there are', () => {
    const row = starterRow('T0001');
    const source = { ...Object(row.source), grade: 'Z' };
    expect(problemsOf({ ...row, source })).toEqual([
      { path: 'source.grade', message: '取值不对，应为 A、B、C、draft 之一' },
    ]);
  });

  it('refuses a date that is none', () => {
    const row = starterRow('T0001');
    const source = { ...Object(row.source), date: '2023-13' };
    expect(problemsOf({ ...row, source })).toEqual([
      { path: 'source.date', message: '日期应写作 2023、2023-08 或 2023-08-25' },
    ]);
  });

  it('refuses crossed bounds and a range without any', () => {
    const ranges = [
      { param: 'COD', min: 500, max: 100, unit: 'mg/L', role: 'inlet' },
      { param: 'SS', unit: 'mg/L', role: 'inlet' },
    ];
    expect(problemsOf({ ...starterRow('T0001'), applicability: { text: 'x', ranges } })).toEqual([
      { path: 'applicability.ranges[0].min', message: '下限 500 大于上限 100，请核对原文' },
      { path: 'applicability.ranges[1].min', message: '范围至少要有下限或上限' },
    ]);
  });

  it('takes a range exactly when its bounds do not cross', () => {
    const bound = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null });
    const row = starterRow('T0001');
    fc.assert(
      fc.property(bound, bound, (min, max) => {
        const ranges = [{ param: 'COD', min, max, unit: 'mg/L', role: 'inlet' }];
        const expected = min === null ? max !== null : max === null || min <= max;
        expect(parseRecord({ ...row, applicability: { text: '', ranges } }).ok).toBe(expected);
      }),
      { seed: SEED },
    );
  });

  it('answers any JSON value with a record or with problems, and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(parseRecord(json)).toMatchObject({ ok: false, problems: expect.any(Array) });
        expect(problemsOf(json).length).toBeGreaterThan(0);
      }),
      { seed: SEED },
    );
  });

  it('says that a row is no object, or of no known kind', () => {
    expect(problemsOf([1])).toEqual([{ path: '', message: expect.stringContaining('JSON 对象') }]);
    expect(problemsOf({ id: 'X1' })).toEqual([{ path: 'kind', message: expect.stringContaining('认不出') }]);
  });
});

describe('contentHash', () => {
  it('depends on contents, not on the order of keys', () => {
    const row = starterRow('T0001');
    const turned = Object.fromEntries(Object.entries(row).reverse());
    expect(contentHash(turned)).toBe(contentHash(row));
    expect(contentHash({ ...row, title: '别的' })).not.toBe(contentHash(row));
  });

  it('keeps the order of lists', () => {
    expect(contentHash({ a: [1, 2] })).not.toBe(contentHash({ a: [2, 1] }));
  });
});
