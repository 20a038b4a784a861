import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRegion } from '../../src/region/mention.js';
import { regionName } from '../../src/region/names.js';
import { regions } from '../../src/region/region.js';

describe('regions named in a text', () => {
  it.each([
    ['广东家具厂VOCs排放标准', '广东省'],
    ['佛山市南海区有家铝材厂', '广东省佛山市南海区'],
    ['我们在浙江温州，做皮革的', '浙江省温州市'],
    ['新疆生产建设兵团的团场污水', '新疆生产建设兵团'],
    ['白银冶炼废水', ''],
    ['甘肃白银市的冶炼厂', '甘肃省白银市'],
    ['城区噪声扰民', ''],
    ['北京市朝阳区餐饮油烟', '北京市朝阳区'],
    ['家具厂喷漆废气', ''],
  ])('%s → %s', (text, name) => {
    expect(regionName(findRegion(text))).toBe(name);
  });

  it('finds every province and city by its full name', () => {
    const large = regions().all.filter(({ level }) => level === 'province' || level === 'city');
    fc.assert(
      fc.property(fc.constantFrom(...large), (region) => {
        const found = findRegion(`${regionName(region.code)}的企业`);
        expect(found).not.toBeNull();
        expect([
          found,
          ...regions()
            .ancestors(found!)
            .map(({ code }) => code),
        ]).toContain(region.code);
      }),
      { seed: 20261124, numRuns: 300 },
    );
  });
});
