import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWishes } from '../../knowledge/inquiry/referral-wishes.js';

/** A Tuesday. */
const TODAY = '2026-11-24';

describe('when an expert is wanted', () => {
  it.each([
    ['2026年12月3日上午', '2026-12-03'],
    ['12月3号', '2026-12-03'],
    ['１２月３日', '2026-12-03'],
    ['十二月十五日', '2026-12-15'],
    ['3月5日', '2027-03-05'],
    ['明天下午', '2026-11-25'],
    ['大后天', '2026-11-27'],
    ['周三', '2026-11-25'],
    ['周一', '2026-11-30'],
    ['下周三', '2026-12-02'],
    ['下下周一', '2026-12-07'],
    ['下个星期天', '2026-12-06'],
    ['下周', '2026-11-30'],
    ['三天内', '2026-11-27'],
    ['两周之内', '2026-12-08'],
    ['一个月后', '2026-12-24'],
    ['本周', TODAY],
    ['月底', '2026-11-30'],
    ['下个月', '2026-12-01'],
    ['下月底', '2026-12-31'],
    ['12月中旬', '2026-12-11'],
    ['年底前', '2026-12-31'],
    ['越快越好', TODAY],
    ['近期', null],
    ['原来说明天，改到下周五吧', '2026-12-04'],
    ['2月30日', null],
  ])('%s', (text, date) => expect(readWishes(text, TODAY).time?.date).toBe(date));

  it.each(['推荐一位懂喷漆废气的专家', '浓度30mg/L', '每天排放200吨'])('%s says nothing of it', (text) =>
    expect(readWishes(text, TODAY).time).toBeNull(),
  );
});

describe('how an expert is wanted', () => {
  it.each([
    ['线上就行', 'online'],
    ['请专家上门看看', 'onsite'],
    ['到现场指导', 'onsite'],
    ['不用上门，视频就可以', 'online'],
    ['线上或现场都可以', 'either'],
    ['都行', 'either'],
    ['先说线上；改成现场', 'onsite'],
    ['在线监测设备方面的专家', null],
    ['现场监测方面的专家', null],
    ['推荐一位专家', null],
  ])('%s', (text, mode) => expect(readWishes(text, TODAY).mode).toBe(mode));
});

it('reads any text without failing, and gives a day of the calendar or none', () => {
  const words = fc.constantFrom(
    '下',
    '周',
    '三',
    '十',
    '月',
    '日',
    '2026',
    '12',
    '年',
    '-',
    '底',
    '线上',
    '现场',
    '内',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(words).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const date = readWishes(text, TODAY).time?.date ?? TODAY;
      expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
    }),
    { seed: 20_261_124, numRuns: 500 },
  );
});
