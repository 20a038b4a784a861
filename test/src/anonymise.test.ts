import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anonymise } from '../../src/demand/case/anonymise.js';

const SETTINGS = { seed: 11, numRuns: 300 };

/** What people write around such things. */
const prose = fc.constantFrom(
  '喷漆废气治理后仍有异味，',
  '风量 20000 m³/h，COD 300 mg/L。',
  '请回电',
  '沸石转轮加 RTO 的工艺路线，',
  '城镇污水处理厂提标，农村生活污水，',
  '\n',
  '',
);
const phone = fc.stringMatching(/^1[3-9]\d{9}$/);
const landline = fc.stringMatching(/^0\d{2}-\d{8}$/);
const email = fc.stringMatching(/^[a-z]{1,8}@[a-z]{1,8}\.com$/);
const identity = fc.stringMatching(/^[1-6]\d{16}[\dX]$/);
const firm = fc
  .tuple(
    fc.constantFrom('佛山', '绍兴', '新昌县'),
    fc.constantFrom('顺发', '金盛'),
    fc.constantFrom('家具', '印染'),
  )
  .map((parts) => `${parts.join('')}有限公司`);
const person = fc.constantFrom('李经理', '王先生', '联系人：张小明，');
const place = fc.constantFrom('狮山镇', '南海区', '科技路12号', '青龙街道');
const secret = fc.oneof(phone, landline, email, identity, firm, person, place);
const text = fc.array(fc.tuple(prose, secret), { maxLength: 5 });

describe('anonymising', () => {
  test('nothing of what tells who somebody is stays, wherever it stands', () => {
    fc.assert(
      fc.property(text, prose, (pieces, end) => {
        const result = anonymise(pieces.map(([before, hidden]) => `${before} ${hidden} `).join('') + end);
        for (const [, hidden] of pieces) {
          const name = hidden.replace(/^联系人：|，$/g, '');
          expect(result.text).not.toContain(name);
        }
        expect(result.masked.length > 0).toBe(pieces.length > 0);
      }),
      SETTINGS,
    );
  });

  test('masking twice changes nothing', () => {
    fc.assert(
      fc.property(text, fc.string({ unit: 'grapheme' }), (pieces, noise) => {
        const once = anonymise(pieces.flat().join('') + noise).text;
        expect(anonymise(once).text).toBe(once);
      }),
      SETTINGS,
    );
  });

  test('what is known of the people is masked in any text, the rest of the text stays in order', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const known = { people: ['欧阳明日'], organisations: ['甲乙丙丁'] };
        const { text: masked } = anonymise(`${before}欧阳明日${after}甲乙丙丁`, known);
        expect(masked).not.toMatch(/欧阳明日|甲乙丙丁/);
      }),
      SETTINGS,
    );
  });

  test('a technical text is left as it is', () => {
    for (const plain of [
      '建议先测苯系物，再定吸附工艺。厂区厂界达标，高温高压，本地电厂。',
      '城镇污水处理厂提标改造，乡镇、村民反映的农村生活污水，印染厂综合废水。',
      '工艺路线：水解酸化+接触氧化+MBR+RO，回用水量 1200 m3/d，运行约 4.05 元/t。',
      '景德镇的陶瓷企业，镇江市的电厂。',
    ])
      expect(anonymise(plain)).toEqual({ text: plain, masked: [] });
  });

  test('tells what it masked, each once', () => {
    const { text: masked, masked: found } = anonymise(
      '我们是佛山市南海区狮山镇科技路12号的佛山顺发家具有限公司，电话13812345678，再打13812345678。',
    );
    expect(masked).toBe('我们是佛山市某地某地的某单位，电话（电话略），再打（电话略）。');
    expect(found).toEqual([
      { kind: 'phone', was: '13812345678' },
      { kind: 'place', was: '南海区' },
      { kind: 'company', was: '佛山顺发家具有限公司' },
      { kind: 'place', was: '狮山镇科技路12号' },
    ]);
  });
});
