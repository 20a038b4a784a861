import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NATION, regions } from '../../src/region/region.js';

const table = regions();
const codes = (name: string) => table.byName(name).map(({ code }) => code);

describe('regions', () => {
  test('are found by full and by short name', () => {
    for (const name of ['广东', '广东省']) expect(codes(name)).toEqual(['440000']);
    for (const name of ['佛山', '佛山市', ' 佛山 ']) expect(codes(name)).toEqual(['440600']);
    for (const name of ['南海', '南海区']) expect(codes(name)).toContain('440605');
    expect(codes('内蒙古')).toEqual(['150000']);
    expect(codes('兵团')).toEqual(['660000']);
    expect(codes('香港')).toEqual(['810000']);
    expect(codes('西双版纳')).toEqual(['532800']);
    expect(codes('涉县')).toEqual(['130426']);
    expect(codes('神农架')).toEqual(['429021']);
    expect(codes('亚特兰蒂斯')).toEqual([]);
  });

  test('of one name come the larger first', () => {
    expect(codes('吉林')).toEqual(['220000', '220200']);
    expect(codes('海南').slice(0, 2)).toEqual(['460000', '632500']);
    expect(codes('朝阳区')).toEqual(['110105', '220104']);
  });

  test('know what they lie in', () => {
    expect(table.ancestors('440605').map(({ name }) => name)).toEqual(['佛山市', '广东省', '全国']);
    expect(table.ancestors('110105').map(({ name }) => name)).toEqual(['北京市', '全国']);
    expect(table.provinceOf('440605')?.code).toBe('440000');
    expect(table.provinceOf('440000')?.code).toBe('440000');
    // The cities that the Corps runs belong to it, whatever their digits say.
    expect(table.provinceOf('659001')?.code).toBe('660000');
    expect(table.provinceOf('650100')?.code).toBe('650000');
    expect(table.provinceOf(NATION)).toBeNull();
    expect(table.provinceOf('999999')).toBeNull();
    expect(table.ancestors('999999')).toEqual([]);
  });

  test('are whole: 35 of province level, every one under a larger one that stands before it', () => {
    const seen = new Set<string>();
    const levels = ['nation', 'province', 'city', 'county'];
    for (const { code, name, parent, level } of table.all) {
      expect(code).toMatch(/^[1-9]\d{5}$/);
      expect(name).not.toBe('');
      expect(seen.has(code)).toBe(false);
      if (parent !== null) {
        expect(seen.has(parent)).toBe(true);
        expect(levels.indexOf(table.byCode(parent)!.level)).toBeLessThan(levels.indexOf(level));
      }
      seen.add(code);
    }
    expect(table.all.filter(({ level }) => level === 'province')).toHaveLength(35);
    expect(table.all.filter(({ parent }) => parent === null).map(({ code }) => code)).toEqual([NATION]);
  });

  test('any of them is found by each of its names and has one province', () => {
    fc.assert(
      fc.property(fc.constantFrom(...table.all), (region) => {
        expect(table.byName(region.name)).toContain(region);
        expect(table.byName(region.shortName)).toContain(region);
        expect(region.shortName.length).toBeGreaterThan(1);
        expect(table.provinceOf(region.code) === null).toBe(region.level === 'nation');
      }),
      { seed: 2260, numRuns: 500 },
    );
  });
});
