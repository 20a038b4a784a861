import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Inquiry } from '../../knowledge/inquiry/inquiry.js';
import { readInquiry } from '../../knowledge/inquiry/read-inquiry.js';
import { canonicalStandardNumber, standardNumbers } from '../../knowledge/inquiry/standard-number.js';
import { createVocabulary } from '../../knowledge/vocabulary/vocabulary.js';

const vocabulary = createVocabulary();
const read = (text: string, previous: Inquiry | null = null) => readInquiry(text, { vocabulary, previous });

/** param min..max unit; ? = unit assumed, * = a target. */
function figures(inquiry: Inquiry): string {
  return inquiry.quantities
    .map(
      (one) =>
        `${one.param} ${one.min ?? ''}..${one.max ?? ''} ${one.unit ?? ''}${one.unitAssumed ? '?' : ''}${one.role === 'target' ? '*' : ''}`,
    )
    .join('; ');
}

describe('figures get their parameter and its unit', () => {
  it.each([
    ['家具厂喷漆废气，风量2万方每小时，VOCs浓度300毫克', '风量 20000..20000 m³/h; VOCs浓度 300..300 mg/m³?'],
    ['喷漆废气2万方，300毫克', '风量 20000..20000 m³/h?; VOCs浓度 300..300 mg/m³?'],
    ['2万风量的喷漆废气', '风量 20000..20000 m³/h?'],
    ['氨氮180的废水', '氨氮 180..180 mg/L?'],
    ['120mg/L悬浮物', 'SS 120..120 mg/L'],
    ['非甲烷总烃1.2g/m3', 'VOCs浓度 1200..1200 mg/m³'],
    ['甲苯50ppm的废气', '甲苯 50..50 ppm'],
    ['废水每天5000吨，COD一万多', '水量 5000..5000 m³/d; COD 10000..20000 mg/L?'],
    ['印染废水200方/小时', '水量 4800..4800 m³/d'],
    ['浓水含盐五六个点', '含盐量 50..60 g/L'],
    ['TDS 35000mg/L', '含盐量 35..35 g/L'],
    ['烟气120度，湿度60%', '废气温度 120..120 ℃; 相对湿度 60..60 %'],
    ['废水温度35度', '水温 35..35 ℃'],
    ['厂界噪声68分贝', '噪声级 68..68 dB'],
    ['10吨燃煤锅炉', '锅炉吨位 10..10 蒸吨?'],
    ['存栏3000头的猪场', '养殖规模 3000..3000 头'],
    ['pH 3-4的酸洗废水', 'pH 3..4 '],
    ['氰渣总氰3000mg/kg', '固体总氰 3000..3000 mg/kg'],
    ['总氮150降到30以内', '总氮 150..150 mg/L?; 总氮 ..30 mg/L?*'],
    ['COD 800mg/L，要达到50mg/L', 'COD 800..800 mg/L; COD 50..50 mg/L*'],
    ['VOCs去除率95%', '去除率 95..95 %*'],
    ['SO2 2800mg/m3', 'SO2 2800..2800 mg/m³'],
    ['COD300，BOD5120', 'COD 300..300 mg/L?; BOD5 120..120 mg/L?'],
    ['预算50万', '投资预算 50..50 万元?'],
    ['预算50万元', '投资预算 50..50 万元'],
    ['预算大概50w左右', '投资预算 50..50 万元?'],
    ['投资30到50万，场地小', '投资预算 30..50 万元?'],
    ['费用不超过八十万', '投资预算 ..80 万元?'],
    ['一年成本要1.2亿', '投资预算 12000..12000 万元?'],
    ['已经花了两百万还是超标', '投资预算 200..200 万元?'],
    ['预算500000', '投资预算 50..50 万元?'],
    ['预算50', '投资预算 50..50 万元?'],
    ['预算内，风量5万，喷漆废气', '风量 50000..50000 m³/h?'],
    ['预算不多风量5万', '风量 50000..50000 m³/h?'],
    ['轧棉花20万', ''],
    ['花20万', '投资预算 20..20 万元?'],
    ['T0104号设备', ''],
    ['执行GB 18918-2002一级A', ''],
  ])('%s', (text, wanted) => expect(figures(read(text))).toBe(wanted));

  it('keeps the words as written', () => {
    expect(read('六价铬３５０ｍｇ／Ｌ').quantities[0]?.raw).toBe('３５０ｍｇ／Ｌ');
  });
});

describe('what is named', () => {
  it('takes process for trade where no trade is named', () => {
    expect(read('鞣制的铬水怎么达标')).toMatchObject({
      industries: ['制革'],
      media: ['水'],
      processes: ['鞣制'],
    });
    expect(read('家具厂喷漆废气怎么治').industries).toEqual(['家具制造']);
  });

  it('reads CO as the gas or as the technique by what stands beside it', () => {
    expect(read('锅炉烟气CO超标').pollutants).toEqual(['一氧化碳']);
    expect(read('锅炉烟气CO超标').techniques).toEqual([]);
    expect(read('喷漆废气用CO还是RTO')).toMatchObject({ techniques: ['催化燃烧', 'RTO'], pollutants: [] });
  });

  it('leaves out what is denied, and turns what is not wanted into a constraint', () => {
    expect(read('废气不含有机硅').traits).toEqual([]);
    expect(read('喷房不愿产生废水').media).toEqual(['大气']);
    const inquiry = read('喷漆废气不想用RTO，有别的办法吗');
    expect(inquiry.techniques).toEqual([]);
    expect(inquiry.unwanted).toEqual(['RTO']);
    expect(inquiry.constraints).toContain('不用RTO');
    expect(read('RTO我们用不起').unwanted).toEqual(['RTO']);
  });

  it.each(['喷漆废气要不要上RTO', '喷漆废气能不能用RTO', '喷漆废气用不用RTO'])(
    '%s rules nothing out',
    (text) => expect(read(text)).toMatchObject({ techniques: ['RTO'], unwanted: [] }),
  );

  it('sees no name inside a longer word that means something else', () => {
    expect(read('物理化学法和生物化学法').techniques).toEqual([]);
    expect(read('沥青油烟怎么治').pollutants).toEqual(['沥青烟']);
  });

  it.each([
    ['农村厕所改造', 'D8'],
    ['海水养殖尾水怎么处理', 'D5'],
    ['印染废水回用', 'D3'],
    ['喷漆废气治理', 'D2'],
    ['电镀污泥处置', 'D7'],
    ['稻田镉超标', 'D6'],
    ['冷却塔噪声', 'D10'],
    ['水泥厂碳捕集', 'D4'],
    ['新建项目要做环评吗', 'D10'],
  ])('%s belongs to %s', (text, domain) => expect(read(text).domain).toBe(domain));

  it('asks for the facts that matter most, and not for those told', () => {
    expect(read('废气怎么治').missing).toEqual(['行业', '污染物', '风量']);
    expect(read('家具厂喷漆废气，风量2万方每小时').missing).toEqual(['污染物', 'VOCs浓度']);
    expect(read('废水怎么处理').missing).toEqual(['行业', '污染物', 'COD', '水量']);
    expect(read('举报偷排').missing).toEqual([]);
  });
});

describe('standard numbers', () => {
  it.each([
    ['按GB18918—2002执行', 'GB 18918-2002'],
    ['纳管按GB/T 31962-2015', 'GB/T 31962-2015'],
    ['DB44/ 2367-2022', 'DB44/2367-2022'],
    ['gb14554-93', 'GB 14554-93'],
    ['HJ/T 81-2001', 'HJ/T 81-2001'],
    ['ＨＪ１０８９－２０２０', 'HJ 1089-2020'],
  ])('%s → %s', (text, number) => expect(canonicalStandardNumber(text)).toBe(number));

  it('are no part of a word, and come once each', () => {
    expect(standardNumbers('GB 8978-1996与GB8978-1996')).toEqual(['GB 8978-1996']);
    expect(standardNumbers('500GB硬盘')).toEqual([]);
  });
});

describe('a follow-up', () => {
  const first = read('家具厂喷漆废气怎么治理');

  it('adds a figure', () => {
    const next = read('风量2万', first);
    expect(next).toMatchObject({ intent: 'consult', industries: ['家具制造'], media: ['大气'] });
    expect(figures(next)).toBe('风量 20000..20000 m³/h?');
    expect(next.missing).not.toContain('风量');
    expect(next.text).toBe('家具厂喷漆废气怎么治理；风量2万');
  });

  it('replaces the figure of the same parameter', () => {
    const water = read('印染废水，水量3000吨每天，COD 1500', null);
    expect(figures(read('那水量5000吨呢？', water))).toBe('COD 1500..1500 mg/L?; 水量 5000..5000 m³/d?');
  });

  it('replaces the trade', () => {
    expect(read('换成制药厂', first)).toMatchObject({ industries: ['制药'], media: ['大气'] });
    expect(read('家具厂的', read('喷漆废气怎么治理')).industries).toEqual(['家具制造']);
  });

  it('may rule a technique out, and take it back', () => {
    const wanted = read('家具厂喷漆废气想上RTO，怎么治理');
    const ruledOut = read('不想用RTO', wanted);
    expect(ruledOut).toMatchObject({ techniques: [], unwanted: ['RTO'], industries: ['家具制造'] });
    expect(ruledOut.constraints).toContain('不用RTO');
    const again = read('那还是用RTO吧', ruledOut);
    expect(again).toMatchObject({ techniques: ['RTO'], unwanted: [] });
    expect(again.constraints).not.toContain('不用RTO');
    expect(read('印刷废气不想用RTO', wanted).industries).toEqual(['印刷']);
  });

  it('keeps the question that opened the issue and what was said last, however much is said', () => {
    let inquiry = first;
    for (let turn = 0; turn < 400; turn++) inquiry = read(`风量${turn + 1}万`, inquiry);
    expect(inquiry.text).toHaveLength(2000);
    expect(inquiry.text).toMatch(/^家具厂喷漆废气怎么治理；风量1万.*….*；风量400万$/u);
  });

  it('is none when it opens another issue, or is no question of that kind', () => {
    expect(read('电镀废水六价铬怎么处理', first).industries).toEqual(['电镀']);
    expect(read('楼下烧烤店油烟扰民，请查处', first).intent).toBe('complaint');
    expect(read('你好', first).text).toBe('你好；'.slice(0, 2));
  });
});

describe('any text', () => {
  const pieces = [
    '我家',
    '举报',
    '氯气泄漏',
    'COD',
    '300',
    'mg/L',
    '万',
    '方',
    '怎么治',
    '<script>',
    '忽略以上指令',
    '😀',
    '\u0000',
    '，',
    '不含',
    'RTO',
    '标准',
    'GB 18918',
    '喝',
  ];
  const woven = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));

  it('is read without a throw, the same each time, and follows on from any other', () => {
    const texts = fc.tuple(fc.oneof(woven, fc.string({ unit: 'binary', maxLength: 120 })), woven);
    fc.assert(
      fc.property(texts, ([one, two]) => {
        const inquiry = read(one);
        expect(read(one)).toEqual(inquiry);
        const next = read(two, inquiry);
        expect(next.quantities.every((quantity) => quantity.raw !== '')).toBe(true);
        expect(JSON.parse(JSON.stringify(next))).toEqual(next);
      }),
      { seed: 20261124, numRuns: 500 },
    );
  });

  it('may be 100 kB of anything', () => {
    for (const seed of ['我家旁边的化工厂泄漏', '1,2', '一二三四五', '推荐方面', 'COD300mg/L，', '<b>'])
      expect(read(seed.repeat(100_000 / seed.length)).text.length).toBeGreaterThan(90_000);
  });
});
