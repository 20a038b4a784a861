import { describe, expect, it } from 'vitest';
import { findFigures } from '../../src/quantity/figure.js';
import { convert, unitOf } from '../../src/quantity/units.js';

/** text, then each figure as min..max unit; an open end is empty. */
const READ: readonly (readonly [string, string])[] = [
  ['风量2万方每小时，浓度300毫克', '20000..20000 m³/h; 300..300 mg'],
  ['处理水量3万吨/日', '30000..30000 t/d'],
  ['5000Nm3/h', '5000..5000 m³/h'],
  ['2.5万Nm³/h', '25000..25000 m³/h'],
  ['每小时2万方', '20000..20000 m³/h'],
  ['一天5000吨', '5000..5000 t/d'],
  ['年产5万吨', '50000..50000 t'],
  ['350mg/L', '350..350 mg/L'],
  ['３５０ｍｇ／Ｌ', '350..350 mg/L'],
  ['2.8 g/m³', '2.8..2.8 g/m³'],
  ['五十微克每立方米', '50..50 μg/m³'],
  ['12,000 m³/h', '12000..12000 m³/h'],
  ['1.2×10^4 m3/h', '12000..12000 m³/h'],
  ['10³', '1000..1000 '],
  ['100-200mg/L', '100..200 mg/L'],
  ['100～200毫克每升', '100..200 mg/L'],
  ['浓度100到200', '100..200 '],
  ['2-3万方', '20000..30000 m³'],
  ['100毫克到0.2克', '0.1..0.2 g'],
  ['不超过50', '..50 '],
  ['50mg/L以下', '..50 mg/L'],
  ['大于300毫克', '300.. mg'],
  ['≥300', '300.. '],
  ['2500m³/h以上', '2500.. m³/h'],
  ['一万多', '10000..20000 '],
  ['COD两千多', '2000..3000 '],
  ['300多毫克', '300..400 mg'],
  ['1500多', '1500..1600 '],
  ['三四个点', '3..4 %'],
  ['三四百', '300..400 '],
  ['几百毫克', '200..1000 mg'],
  ['上千', '1000.. '],
  ['好几万方', '20000..100000 m³'],
  ['一万二', '12000..12000 '],
  ['两千五', '2500..2500 '],
  ['2万5千方', '25000..25000 m³'],
  ['三点五吨', '3.5..3.5 t'],
  ['百分之三十', '30..30 %'],
  ['-5℃', '-5..-5 ℃'],
  ['温度约120度左右', '120..120 ℃'],
  ['85dB(A)', '85..85 dB'],
  ['几百亩、300头猪', '200..1000 亩; 300..300 头'],
  ['投资300万元', '300..300 万元'],
  ['色度64倍', '64..64 倍'],
  ['风量2w', '20000..20000 '],
  ['75kW', '75..75 kW'],
  ['三倍', '3..3 倍'],
];

/** Digits and numerals that measure nothing. */
const NOTHING: readonly string[] = [
  'GB 18918-2002',
  'GB/T 31962—2015',
  'DB44/2367-2022',
  '环科财〔2021〕55号',
  '2024年3月5日',
  '2024-03-05',
  '电话13812345678',
  '拨打12369',
  '110101199003071234',
  'https://example.org/a/123',
  'HW08',
  'PM2.5',
  '第3章',
  '三方检测',
  '一方面',
  '千方百计',
  '百城千县万名专家',
  '万吨/日',
  '一级A',
  '两年',
];

function shown(text: string): string {
  return findFigures(text)
    .map((figure) => `${figure.min ?? ''}..${figure.max ?? ''} ${figure.unit?.id ?? ''}`)
    .join('; ');
}

describe('figures in a Chinese text', () => {
  it.each(READ)('%s', (text, figures) => {
    expect(shown(text)).toBe(figures);
  });

  it.each(NOTHING)('%s holds no figure', (text) => {
    expect(shown(text)).toBe('');
  });

  it('keeps the words as written, comparison and unit included', () => {
    const text = '氨氮不超过１５毫克每升，COD 100～200mg/L';
    expect(findFigures(text).map((figure) => figure.raw)).toEqual(['不超过１５毫克每升', '100～200mg/L']);
  });

  it('begins a figure right after a name that ends in a digit', () => {
    const names = [{ start: 0, end: 3 }];
    expect(findFigures('SO22800mg/m3', names).map((figure) => figure.min)).toEqual([2800]);
  });
});

describe('units', () => {
  it.each([
    [2.8, 'g/m3', 'mg/m3', 2800],
    [300, 'mg/L', 'mg/m³', 300_000],
    [240, 'm3/d', 'm³/h', 10],
    [5000, 't/d', 'm³/d', 5000],
    [1, '%', 'mg/kg', 10_000],
    [1.5, 'mS/cm', 'μS/cm', 1500],
  ])('%d %s in %s', (value, from, to, result) => {
    expect(convert(value, from, to)).toBeCloseTo(result, 6);
  });

  it('do not convert between dimensions', () => {
    expect(convert(1, 'mg/L', '%')).toBeNull();
    expect(convert(1, 'ppm', 'mg/m³')).toBeNull();
    expect(unitOf('个')).toBeNull();
  });
});
