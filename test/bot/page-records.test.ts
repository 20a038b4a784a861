import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { html, jsonBlock } from '../../bot/page/html.js';
import { recordPage } from '../../bot/records/record-page.js';
import { recordTexts } from '../../bot/records/texts.js';
import type { KnowledgeRecord, StandardRecord } from '../../knowledge/records/record.js';
import { parseRecord } from '../../knowledge/records/schema.js';
import { readableUnit } from '../../src/quantity/readable-unit.js';
import { expertRow } from '../ingest/sample-rows.js';
import { recordPageOf, SOURCE, TECHNOLOGY } from './sample-knowledge.js';

const VIEW = {
  site: { base: '', asset: (name: string) => `/assets/${name}` },
  regionName: (code: string) => (code === '440000' ? '广东省' : ''),
};

const page = (record: KnowledgeRecord, fields = {}) => recordPage(VIEW, recordPageOf(record, fields));
/** Words of a page as a reader sees them. */
const wordsOf = (text: string) => text.replace(/<[^>]*>/g, '|').replace(/\s*\|[|\s]*/g, '|');

const STANDARD: StandardRecord = {
  kind: 'standard',
  id: 'S061',
  title: '广东省家具制造行业挥发性有机化合物排放标准',
  number: 'DB44/814-2010',
  subject: '排气筒 最高允许排放浓度',
  limits: [{ item: '总VOCs', value: '30', unit: 'mg/m3', condition: 'Ⅱ时段' }],
  note: '仅适用广东省',
  level: 'local',
  region: '440000',
  standardKind: 'industry',
  industries: ['家具制造'],
  standing: '已被替代：见新标准',
  standingSource: null,
  supersedes: [],
  effectiveDate: '2010-11-01',
  source: { ...SOURCE, number: 'DB44/814-2010', clause: '表1' },
};

describe('the page of a technology', () => {
  test('shows every field under its Chinese name, ranges with their meaning, and the source', () => {
    const words = wordsOf(page(TECHNOLOGY));
    for (const part of [
      '治理技术|国家标准|T0100',
      '工艺路线|除漆雾→吸附浓缩→催化燃烧',
      '不适用或慎用|含有机硅不宜',
      '颗粒物浓度|≤ 1|mg/m³|进水／进气条件',
      '空塔风速|0.8 ～ 1.2|m/s|设计参数',
      '去除效率|≥ 90 %',
      '运行温度|250 ～ 400 ℃',
      '文号／标准号|HJ 1180-2021',
      '条款|6.1.3.2',
      '核对方式|文本层',
      '版次 2|当前显示',
      '版次 1',
    ]) {
      expect(words).toContain(part);
    }
    expect(words).not.toContain('null');
  });

  test('links to related records and other editions, and says when it is withdrawn or a vendor claims it', () => {
    const related = [{ id: 'C/1', title: '案例<一>', kind: 'case' }];
    const text = page(TECHNOLOGY, { related, status: 'withdrawn' });
    expect(text).toContain('<a href="/records/C%2F1">案例&lt;一&gt;</a> <small>工程案例</small>');
    expect(text).toContain('<a href="/records/T0100?edition=1">');
    expect(text).toContain(recordTexts.withdrawn);
    const claimed = page({ ...TECHNOLOGY, source: { ...SOURCE, grade: 'C' } });
    expect(claimed).toContain(recordTexts.vendor);
    expect(page({ ...TECHNOLOGY, source: { ...SOURCE, grade: 'draft' } })).toContain(recordTexts.draft);
  });
});

describe('the page of a standard', () => {
  test('shows limits as a table and that it was replaced', () => {
    const text = page(STANDARD);
    const words = wordsOf(text);
    expect(words).toContain('标准限值|地方标准|S061');
    expect(words).toContain('总VOCs|30|mg/m³|Ⅱ时段');
    expect(words).toContain('适用地区|广东省');
    expect(text).toContain(recordTexts.standardSuperseded);
  });

  test('gives no figure where none was verified', () => {
    expect(page({ ...STANDARD, limits: [] })).toContain(recordTexts.noLimits);
  });
});

describe('the page of an expert', () => {
  const parsed = parseRecord(
    expertRow('E1', { city: '330100', serviceModes: ['online', 'onsite'], validFrom: '2025-01-01' }),
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { record } = parsed;

  test('says first that an invented one is 示例, and shows the profile without a grade', () => {
    const text = page(record);
    const words = wordsOf(text);
    expect(words).toContain('专家|示例|E1|示例专家·E1|示例数据：这位专家和单位都是虚构的');
    for (const part of [
      '单位|示例单位·甲',
      '职称|教授（正高）',
      '帮扶领域|细颗粒物与臭氧污染协同防控',
      '擅长行业|家具制造',
      '可服务方式|线上、现场',
      '在库时间|2025-01-01 至 长期',
      '是否公开|本人同意公开以上信息',
      '名称|示例名录',
    ])
      expect(words).toContain(part);
    expect(words).not.toMatch(/厂商|证据等级|null/);
    expect(text).not.toMatch(/1[3-9]\d{9}/);
  });

  test('of a real one has no such mark', () => {
    const real = page({ ...record, kind: 'expert', demo: false } as KnowledgeRecord);
    expect(wordsOf(real)).toContain('专家|专家名录|E1');
    expect(real).not.toContain('示例数据');
  });
});

test('every other kind of record has a page', () => {
  const base = { id: 'X1', title: '题目', source: SOURCE };
  const others: [KnowledgeRecord, string][] = [
    [
      {
        ...base,
        kind: 'standing',
        standing: 'eliminated',
        match: ['UV光氧'],
        scope: 'VOCs治理',
        exception: null,
      },
      '淘汰类',
    ],
    [{ ...base, kind: 'policy', section: '3.2', text: '第一段\n第二段' }, '第一段|第二段'],
    [
      {
        ...base,
        kind: 'unit',
        unitType: '科研院所',
        region: '北京',
        serviceScope: '研究',
        domains: ['D9'],
        note: '不代表推荐',
      },
      '不代表推荐',
    ],
    [
      {
        ...base,
        kind: 'case',
        domain: 'D3',
        medium: '水',
        region: '江苏',
        industry: '印染',
        providers: [],
        authorUnits: [],
        process: 'MBR+RO',
        results: ['回用率66.7%，外排满足标准要求的水量'],
        cost: [],
        year: '2016',
        technologies: [],
        evidence: null,
      },
      'MBR+RO',
    ],
    [
      {
        ...base,
        kind: 'standard_order',
        industry: '家具制造',
        medium: '废气',
        region: 'other',
        basis: '第24条',
        order: [{ rank: 1, number: 'GB 16297', ids: ['S1'], covers: '颗粒物', why: '综合型' }],
        absent: [{ what: 'GB 99999', why: '未收录' }],
        caution: null,
      },
      '1|GB 16297|颗粒物|综合型',
    ],
  ];
  for (const [record, words] of others) expect(wordsOf(page(record))).toContain(words);
});

describe('markup', () => {
  test('escapes every value, wherever a record holds it', () => {
    const nasty = `"><script>alert(1)</script><img src=x onerror='a'>&`;
    const source = { ...SOURCE, title: nasty, url: `javascript:alert(1)//${nasty}` };
    const text = page({ ...TECHNOLOGY, title: nasty, processRoute: nasty, pollutants: [nasty], source });
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<img src=x');
    expect(text).not.toMatch(/href="javascript/);
    expect(text).toContain('&lt;script&gt;alert(1)');
  });

  test('never lets a value become an element or an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(html`<p title="${value}">${[value, null, false]}</p>`.text).toMatch(
          /^<p title="[^<>"]*">[^<>"]*<\/p>$/s,
        );
      }),
      { seed: 20_261_124 },
    );
  });

  test('of a JSON block cannot end its element and reads back as it was', () => {
    const value = { text: '</script><script>alert(1)</script><!--' };
    const { text } = jsonBlock('settings', value);
    expect(text.match(/<\/?script/g)).toHaveLength(2);
    expect(JSON.parse(text.slice(text.indexOf('>') + 1, text.lastIndexOf('<')))).toEqual(value);
  });

  test('writes units as people read them', () => {
    expect(readableUnit('mg/m3')).toBe('mg/m³');
    expect(readableUnit('m3/(m2·h)')).toBe('m³/(m²·h)');
    expect(readableUnit('m30')).toBe('m30');
    expect(readableUnit(null)).toBe('');
  });
});
