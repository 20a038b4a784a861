import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deidentify, masker } from '../../src/demand/deidentified.js';
import { deidentifyText } from '../../src/demand/deidentified-text.js';
import type { Demand } from '../../src/demand/demand.js';
import { newDemand } from '../../src/demand/new-demand.js';
import { demandProfile, PRECISION_SLOTS } from '../../src/demand/profile.js';
import { DEMAND_STATES } from '../../src/demand/states.js';
import { MASK } from '../../src/demand/texts.js';

const SEED = { seed: 20_261_125, numRuns: 400 };
const PHONE = '13812345678';
const CARD = '110105199003074513';

function demandOf(profile: object, changes: Partial<Demand> = {}): Demand {
  const origin = {
    kind: 'demand',
    consultationId: null,
    conversationId: 'c',
    asker: 'a',
    personId: null,
  } as const;
  const data = { profile: demandProfile.parse(profile), province: '440000' };
  return { ...newDemand('d1', origin, data, '2026-11-24T02:00:00.000Z'), state: 'dispatched', ...changes };
}

/** The digits of what is left, in the plain script and without what stands between them. */
function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/[^\d]/g, '');
}

const fullWidth = (text: string) =>
  text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const around = fc.string({
  unit: fc.constantFrom(...'喷漆废气的风量是，。：:；、（ ）\n电话联系我abXYZ'),
  maxLength: 12,
});
const gap = fc.constantFrom('', '', '', ' ', '-', '　', '—', '\u200b', ' - ');
const splitPhone = fc
  .array(gap, { minLength: 10, maxLength: 10 })
  .map((gaps) => [...PHONE].map((digit, index) => digit + (gaps[index] ?? '')).join(''));
const phone = fc.oneof(
  splitPhone,
  splitPhone.map(fullWidth),
  fc.constantFrom(
    `+86 ${PHONE}`,
    `0086-${PHONE}`,
    '138.1234.5678',
    '(138)1234-5678',
    '一三八一二三四五六七八',
  ),
);
const card = fc.constantFrom(
  CARD,
  '110105 19900307 4513',
  '110105-19900307-451X',
  fullWidth(CARD),
  '110105900307451',
);

describe('a text for the assigned side', () => {
  test('keeps no number of a phone or an identity card, however it is written and whatever stands around it', () => {
    fc.assert(
      fc.property(fc.oneof(phone, card), around, around, (number, before, after) => {
        const text = deidentifyText(`${before}${number}${after}`);
        expect(digitsOf(text).length).toBeLessThan(7);
        expect(text).not.toContain('一三八');
      }),
      SEED,
    );
  });

  test('keeps no trace of known names, and masking again changes nothing', () => {
    fc.assert(
      fc.property(around, around, fc.oneof(phone, card), (before, after, number) => {
        const text = deidentifyText(`${before}华美家具${after}${number}`, ['华美家具']);
        expect(text).not.toContain('华美家具');
        expect(deidentifyText(text, ['华美家具'])).toBe(text);
      }),
      SEED,
    );
  });

  test.each([
    ['邮箱 zhang.san@example.com 请回复', `邮箱 ${MASK.mail} 请回复`],
    ['我的微信号：zhangsan_88，随时联系', `我的微信号：${MASK.account}，随时联系`],
    ['座机 87654321 转 8', `座机 ${MASK.phone} 转 8`],
    ['热线400-800-1234', `热线${MASK.phone}`],
    ['0757-81234567', '[已隐去电话]'],
    ['代码 91440605MA4UQ12345', `代码 ${MASK.card}`],
    ['我们是佛山市南海区华美家具有限公司，做喷漆', `我们是${MASK.company}，做喷漆`],
    ['找了蓝天环保科技有限公司做方案', `找了${MASK.company}做方案`],
    ['联系人：张三，下午在厂里', `联系人：${MASK.name}，下午在厂里`],
    ['请找李经理确认', `请找${MASK.name}经理确认`],
    ['许可证 91330522MA2B12345X001P', `许可证 ${MASK.card}`],
    ['卡号6222 0212 3456 7890 123', `卡号${MASK.number}`],
    ['请联系王总（13900001111）', `请联系${MASK.name}总（${MASK.phone}）`],
    ['在兴业路12号', `${MASK.address}`],
  ])('%s', (text, expected) => {
    expect(deidentifyText(text)).toBe(expected);
  });

  test.each([
    '家具厂喷漆废气，风量 20000 m³/h，VOCs 300 mg/m³，排气筒 15 m',
    '希望 2026-11-20 至 2026-12-20 之间完成，2026年11月27日 18:00 前给方案',
    '进水 COD 3500～4200 mg/L，氨氮 150、180、200 mg/L，水量 1200 m³/d',
    '环保公司建议用 RCO，我公司担心费用，一家公司报价 150 万',
    '来水由园区内12家公司排放，集团要求年底前达标，总磷、总氮都高',
    '王氏总量核算和孙总氮磷比，危废代码 900-041-49，何时都可以，温度由 25 ℃ 升到 60 ℃',
    'DB44/814-2010 和 GB 37822-2019 怎么衔接，高总磷废水、乡镇污水处理厂',
    '电话里说过风量 20000，投资 1500000 元，年运行 7200 小时',
  ])('keeps what is technical: %s', (text) => {
    expect(deidentifyText(text)).toBe(text);
  });
});

describe('a demand for the assigned side', () => {
  test('holds neither marker in any field, and the phone only as its own', () => {
    const slot = fc.record({
      name: fc.constantFrom(...PRECISION_SLOTS, 'shortfall'),
      before: around,
      after: around,
    });
    fc.assert(
      fc.property(
        slot,
        phone,
        fc.constantFrom(...DEMAND_STATES),
        fc.boolean(),
        (at, number, state, phoneShared) => {
          const text = `${at.before}${number}${at.after}，身份证${CARD}`;
          const profile = { [at.name]: text, figures: [text], industries: [text], processes: [text] };
          const demand = demandOf(profile, { state, phone: PHONE, phoneShared });
          const { phone: shown, ...rest } = deidentify(demand);
          const left = Object.values({ ...rest, ...rest.slots, slots: null, offered: null }).flat();
          for (const each of left) expect(digitsOf(String(each)).length).toBeLessThan(7);
          expect(JSON.stringify(rest)).not.toContain('一三八');
          if (!phoneShared) expect(shown).toBeNull();
        },
      ),
      SEED,
    );
  });

  test('shows the number only after agreement, and while it is worked on', () => {
    const shown = (state: Demand['state'], phoneShared: boolean) =>
      deidentify(demandOf({}, { state, phone: PHONE, phoneShared })).phone;
    for (const state of [
      'taken',
      'in_progress',
      'awaiting_facts',
      'replied',
      'awaiting_confirmation',
    ] as const) {
      expect(shown(state, true)).toBe(PHONE);
      expect(shown(state, false)).toBeNull();
    }
    for (const state of ['accepted', 'dispatched', 'declined', 'reopened', 'closed', 'withdrawn'] as const)
      expect(shown(state, true)).toBeNull();
  });

  test('names the place no finer than the county, wherever the asker says it', () => {
    const profile = {
      place: '佛山市南海区狮山镇兴业路12号',
      problem: '狮山镇兴业路12号的喷漆车间异味重',
      region: '440605',
    };
    const view = deidentify(demandOf(profile));
    expect(view.place).toBe('广东省佛山市南海区');
    expect(view.slots).toMatchObject({
      place: '广东省佛山市南海区',
      problem: `${MASK.address}的喷漆车间异味重`,
    });
    expect(deidentify(demandOf({ place: '佛山南海区某镇' })).place).toBe('广东省佛山市南海区');
    expect(deidentify(demandOf({ place: '某处' })).place).toBe('广东省');
  });

  test('knows the organisation by all its names', () => {
    const masked = masker(demandOf({}), ['佛山市南海区华美家具有限公司']);
    expect(masked('华美家具有限公司（华美家具）喷漆线.pdf')).toBe(`${MASK.name}（${MASK.name}）喷漆线.pdf`);
  });

  test('keeps what the work needs', () => {
    const profile = {
      problem: '喷漆废气异味',
      subject: '家具厂，风量 20000 m³/h',
      domain: 'D2',
      figures: ['风量 20000 m³/h'],
      offered: [{ recordId: 'T1', edition: '1', title: '吸附浓缩' }],
      unknown: ['time'],
      referral: { experts: ['p1'], backup: 'p2', mode: 'onsite', date: '下周三' },
    };
    const view = deidentify(demandOf(profile));
    expect(view).toMatchObject({
      slots: { problem: '喷漆废气异味', subject: '家具厂，风量 20000 m³/h', time: null },
      domain: '细颗粒物与臭氧污染协同防控',
      figures: ['风量 20000 m³/h'],
      offered: [{ title: '吸附浓缩' }],
      unknown: ['time'],
      visit: { mode: 'onsite', date: '下周三' },
    });
    expect(JSON.stringify(view)).not.toContain('p1');
  });
});
