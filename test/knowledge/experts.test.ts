import { describe, expect, it } from 'vitest';
import type { ExpertRecord } from '../../knowledge/records/record.js';
import { parseRecord } from '../../knowledge/records/schema.js';
import { createVocabulary } from '../../knowledge/vocabulary/vocabulary.js';
import { DOMAINS, type DomainCode } from '../../src/domains.js';
import { regions } from '../../src/region/region.js';
import { readStarter } from './starter-files.js';

const rows = readStarter().filter((row) => row.kind === 'expert');

function expertOf(row: unknown): ExpertRecord {
  const parsed = parseRecord(row);
  if (!parsed.ok || parsed.record.kind !== 'expert') throw new Error(JSON.stringify(parsed));
  return parsed.record;
}

const experts = rows.map(expertOf);
const share = (holds: (expert: ExpertRecord) => boolean) => experts.filter(holds).length / experts.length;

/** Hong Kong, Macao and Taiwan are not in the plan. */
const SERVED = regions().all.filter(({ level, code }) => level === 'province' && !/^[78]/.test(code));

describe('the invented experts', () => {
  it('say that they are invented wherever they are shown', () => {
    expect(experts.length).toBeGreaterThanOrEqual(66);
    for (const { demo, title, unitName, source, achievements } of experts) {
      expect(demo).toBe(true);
      expect(title).toMatch(/^示例专家·.某[一二三]$/);
      expect(unitName).toMatch(/^示例单位·.+[甲乙丙丁戊己庚辛]/);
      expect(source).toMatchObject({ kind: '示例数据', title: expect.stringContaining('虚构') });
      for (const achievement of achievements) expect(achievement).toMatch(/^示例成果：/);
    }
    for (const field of ['id', 'title', 'unitName'] as const)
      expect(new Set(experts.map((expert) => expert[field])).size).toBe(experts.length);
  });

  it('cover every province and the corps, and every field at least twice', () => {
    const provinces = new Set(experts.map(({ province }) => province));
    expect(SERVED).toHaveLength(32);
    expect(SERVED.filter(({ code }) => !provinces.has(code))).toEqual([]);
    for (const domain of Object.keys(DOMAINS))
      expect(experts.filter(({ domains }) => domains[0] === domain).length).toBeGreaterThanOrEqual(2);
  });

  it('are mixed as the published lists are', () => {
    const mix: Partial<Record<DomainCode, number>> = {
      D2: 0.24,
      D3: 0.24,
      D7: 0.12,
      D8: 0.1,
      D6: 0.1,
      D10: 0.08,
    };
    for (const [domain, expected] of Object.entries(mix))
      expect(Math.abs(share(({ domains }) => domains[0] === domain) - expected)).toBeLessThan(0.02);
    for (const [level, expected] of [
      ['正高', 0.4],
      ['副高', 0.45],
      ['其他', 0.15],
    ] as const)
      expect(Math.abs(share(({ titleLevel }) => titleLevel === level) - expected)).toBeLessThan(0.02);
    for (const [type, expected] of [
      ['高校', 0.35],
      ['科研院所', 0.35],
      ['企业', 0.2],
    ] as const)
      expect(Math.abs(share(({ unitType }) => unitType === type) - expected)).toBeLessThan(0.02);
    const other = share(({ unitType }) => unitType === '事业单位' || unitType === '协会');
    expect(Math.abs(other - 0.1)).toBeLessThan(0.02);
  });

  it('are good at what the vocabulary knows by that very name', () => {
    const vocabulary = createVocabulary();
    const named = (kind: 'industry' | 'pollutant' | 'process' | 'technique', word: string) =>
      vocabulary.find(kind, word)?.name === word;
    for (const { industries, pollutants, processes } of experts) {
      expect(industries.filter((word) => !named('industry', word))).toEqual([]);
      expect(pollutants.filter((word) => !named('pollutant', word))).toEqual([]);
      expect(processes.filter((word) => !named('process', word) && !named('technique', word))).toEqual([]);
    }
  });
});

describe('a row of an expert', () => {
  const problems = (fields: object) => {
    const parsed = parseRecord({ ...structuredClone(rows[0]), ...fields });
    return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
  };

  it.each([
    [{ title: '周某一' }, /title: 示例记录要写明/],
    [{ unitName: '某大学' }, /unitName: 示例记录要写明/],
    [{ source: { title: '专家名录', grade: 'C' } }, /source\.title: 示例记录要写明/],
    [{ province: '330100', city: null }, /province: 应为省级/],
    [{ province: '330000', city: '440100' }, /city: 不在所填的省/],
    [{ validFrom: '2026-02-01', validUntil: '2026-01-01' }, /validUntil: 出库日期早于/],
    [{ validUntil: '2026' }, /validUntil: 日期应写作/],
    [{ serviceModes: ['电话'] }, /serviceModes\[0\]: 取值不对/],
    [{ phone: '1' }, /不认识的字段 phone/],
  ])('%j is refused in Chinese', (fields, message) => {
    expect(problems(fields).join()).toMatch(message);
  });

  it('of a real person needs no mark', () => {
    expect(
      problems({ demo: false, title: '甲', unitName: '乙', source: { title: '丙', grade: 'B' } }),
    ).toEqual([]);
  });
});
