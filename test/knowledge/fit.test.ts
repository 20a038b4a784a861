import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Inquiry } from '../../knowledge/inquiry/inquiry.js';
import { readInquiry } from '../../knowledge/inquiry/read-inquiry.js';
import type { TechnologyRecord } from '../../knowledge/records/record.js';
import { assessFit } from '../../knowledge/search/fit.js';
import { createVocabulary } from '../../knowledge/vocabulary/vocabulary.js';
import type { Quantity } from '../../src/quantity/quantity.js';
import { starterRecords } from './starter-records.js';

const vocabulary = createVocabulary();
const technologies = starterRecords().flatMap(({ record }) => (record.kind === 'technology' ? [record] : []));
const byId = new Map(technologies.map((record) => [record.id, record]));
const assess = (id: string, text: string) =>
  assessFit(byId.get(id)!, readInquiry(text, { vocabulary }), vocabulary);

describe('figures', () => {
  it('rule out with both figures', () => {
    const result = assess('T0107', '六价铬浓度260mg/L，打算上离子交换');
    expect(result.verdict).toBe('does_not_apply');
    expect(result.lines[0]?.text).toBe('您的六价铬 260 mg/L，超出本技术的进水上限 200 mg/L。');
    expect(assess('T0060', '农药废气VOCs只有0.2g/m3，想直接烧').lines[0]?.text).toContain(
      '低于本技术的进气下限 1000 mg/m³',
    );
  });

  it('count the bounds as inside', () => {
    expect(assess('T0107', '六价铬200mg/L').verdict).toBe('applies');
    expect(assess('T0107', '六价铬201mg/L').verdict).toBe('does_not_apply');
  });

  it('leave a figure that is partly outside open, with a line', () => {
    const result = assess('T0126', 'PCB厂脱膜液COD八千到两万');
    expect(result.verdict).toBe('unknown');
    expect(result.lines[0]?.text).toContain('需要核实');
    expect(assess('T0107', '六价铬大于150mg/L').verdict).toBe('unknown');
  });

  it('never test a target, a benefit or a design figure', () => {
    expect(assess('T0120', '屠宰废水COD降到600mg/L以内').lines).toEqual([]);
    expect(assess('T0032', '烘干废气VOCs浓度300mg/m3').lines).toEqual([]);
  });

  it('name what the record states and the asker did not tell', () => {
    expect(assess('T0281', '喷漆废气').missing).toEqual(['风量', 'VOCs浓度']);
    expect(assess('T0281', '喷漆废气风量2万方每小时').missing).toEqual(['VOCs浓度']);
    expect(assess('T0281', '喷漆废气风量2万方每小时，VOCs浓度300毫克')).toMatchObject({
      verdict: 'applies',
      missing: [],
    });
  });

  it('bound what they are part of', () => {
    expect(assess('T0120', '屠宰废水BOD5 900mg/L').verdict).toBe('does_not_apply');
    expect(assess('T0120', '屠宰废水BOD5 100mg/L').verdict).toBe('unknown');
    expect(assess('T0107', '总铬150mg/L').verdict).toBe('applies');
    expect(assess('T0107', '总铬350mg/L').verdict).toBe('unknown');
    expect(assess('T0283', '喷漆废气二甲苯800mg/m3').verdict).toBe('does_not_apply');
  });

  it('choose among the purposes of a range, and tell of a variant without testing it', () => {
    expect(assess('T0062', '农药废气VOCs 3000mg/m3').verdict).toBe('unknown');
    expect(assess('T0062', '农药废气VOCs 5000mg/m3').verdict).toBe('does_not_apply');
    expect(assess('T0145', '制革废水COD 4000mg/L').verdict).toBe('unknown');
    expect(assess('T0145', '制革废水COD 4000mg/L，用一级A/O').verdict).toBe('does_not_apply');
  });

  it('are not compared where the unit does not allow it', () => {
    const result = assess('T0033', '汽车零部件烘干废气VOCs 900ppm');
    expect(result.verdict).toBe('unknown');
    expect(result.lines[0]?.text).toContain('换算');
  });
});

describe('words', () => {
  it.each([
    ['T0014', '木门厂面漆废气里含硅烷，准备上催化燃烧'],
    ['T0060', '农药车间尾气含二氯乙烷，可以用RTO吗'],
    ['T0068', '制药废气含二氯甲烷'],
    ['T0006', '凹印废气含硅油'],
    ['T0001', '彩印厂废气里有环己酮'],
    ['T0029', '喷漆废气含苯乙烯，想用活性炭'],
    ['T0002', '印刷废气很潮湿，上转轮'],
    ['T0101', '电镀废水含亚铁氰化物'],
    ['T0107', '镀黑铬的废水用离子交换'],
    ['T0197', '村子在饮用水水源保护区，建人工湿地'],
    ['T0242', '蒸煮袋用无溶剂复合'],
    ['T0057', '铸造废气间歇生产，想用热力燃烧'],
    ['T0191', '玻璃窑烧石油焦，想上陶瓷滤筒'],
    ['T0206', '养殖场没有地消纳，粪水想还田'],
  ])('%s is ruled out by: %s', (id, text) => {
    const result = assess(id, text);
    expect(result.verdict).toBe('does_not_apply');
    expect(result.lines.some((line) => line.verdict === 'does_not_apply' && line.text !== '')).toBe(true);
  });

  it('quote the clause', () => {
    expect(assess('T0014', '木门厂面漆废气里有有机硅').lines[0]?.text).toBe(
      '您提到有机硅，本技术注明：“含硫化物、有机硅、有机磷等毒物不宜”。',
    );
  });

  it.each([
    ['T0014', '木门厂面漆废气不含有机硅'],
    ['T0004', '凹印废气间歇生产'],
    ['T0107', '镀铬废水六价铬'],
    ['T0117', '屠宰废水水质波动大'],
    ['T0013', '水性木器漆喷房漆雾'],
  ])('%s stays open for: %s', (id, text) => expect(assess(id, text).verdict).not.toBe('does_not_apply'));
});

/** A value of the range's unit that is outside it, or null. */
function outside(range: TechnologyRecord['applicability']['ranges'][number]): number | null {
  if (range.max !== null) return range.max * 2 + 5;
  return range.min !== null && range.min > 0 ? range.min / 4 : null;
}

/** Ranges that hold for one purpose or layout, and one that no asker names as it is written. */
const CONDITIONAL = /总镍或总铜|一级A\/O|烟尘比电阻/;

describe('every inlet range of the starter knowledge', () => {
  const cases = technologies.flatMap((record) =>
    record.applicability.ranges
      .filter((range) => range.role === 'inlet' && !CONDITIONAL.test(range.param) && outside(range) !== null)
      .map((range): [string, string] => {
        const name = range.param.replace(/[（(].*/, '');
        const unit = range.unit === '-' || range.unit === '无量纲' ? '' : (range.unit ?? '');
        return [
          record.id,
          `${name} ${outside(range)} ${unit}的${record.industries[0]}${record.medium === '水' ? '废水' : '废气'}怎么处理`,
        ];
      }),
  );

  it.each(cases)('rules %s out by: %s', (id, text) =>
    expect(assess(id, text).verdict).toBe('does_not_apply'),
  );
});

describe('properties', () => {
  const ranged = technologies.filter((record) =>
    record.applicability.ranges.some((range) => range.role === 'inlet'),
  );
  const blank = readInquiry('', { vocabulary });
  const told = (quantities: readonly Quantity[]): Inquiry => ({ ...blank, quantities });

  /** The asker's figure for each inlet range, at `share` between its bounds. */
  function within(record: TechnologyRecord, share: number): Quantity[] {
    return record.applicability.ranges
      .filter((range) => range.role === 'inlet')
      .map((range) => {
        const low = range.min ?? 0;
        const high = range.max ?? low * 3 + 1;
        const value = low + (high - low) * share;
        const param = vocabulary.param(range.param)?.name ?? range.param;
        return { param, raw: String(value), min: value, max: value, unit: range.unit, unitAssumed: false };
      });
  }

  it('a stream inside every range is never ruled out', () => {
    const plain = ranged.filter(
      (record) => !record.applicability.ranges.some((range) => /[(（]/.test(range.param)),
    );
    const sample = fc.tuple(fc.constantFrom(...plain), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(sample, ([record, share]) => {
        const result = assessFit(record, told(within(record, share)), vocabulary);
        expect(result.verdict).toBe('applies');
      }),
      { seed: 20261124, numRuns: 500 },
    );
  });

  it('more figures never turn a ruled-out technology back, and say less is missing', () => {
    const sample = fc.tuple(
      fc.constantFrom(...ranged),
      fc.integer({ min: 1, max: 100_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(sample, ([record, value, share]) => {
        const all = within(record, share);
        const bad: Quantity[] = all.slice(0, 1).map((one) => ({ ...one, min: value, max: value }));
        const few = assessFit(record, told(bad), vocabulary);
        const more = assessFit(record, told([...bad, ...all.slice(1)]), vocabulary);
        if (few.verdict === 'does_not_apply') expect(more.verdict).toBe('does_not_apply');
        for (const param of more.missing) expect(few.missing).toContain(param);
      }),
      { seed: 20261124, numRuns: 500 },
    );
  });

  it('a figure in another unit of the same size gives the same verdict', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), (value) => {
        const record = byId.get('T0283')!;
        const one = (min: number, unit: string): Quantity => ({
          param: 'VOCs浓度',
          raw: '',
          min,
          max: min,
          unit,
          unitAssumed: false,
        });
        expect(assessFit(record, told([one(value / 1000, 'g/m³')]), vocabulary).verdict).toBe(
          assessFit(record, told([one(value, 'mg/m³')]), vocabulary).verdict,
        );
      }),
      { seed: 20261124, numRuns: 300 },
    );
  });
});
