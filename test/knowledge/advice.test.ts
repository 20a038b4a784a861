import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Consultation, Dialog } from '../../bot/dialogs/dialog.js';
import { createMainDialog } from '../../bot/dialogs/main.js';
import { strangerInput } from '../../bot/dialogs/stranger.js';
import type { Advisor } from '../../knowledge/advisor.js';
import type { TurnResult } from '../../knowledge/answer/turn-result.js';
import { openAdvisor } from '../../knowledge/open-advisor.js';
import { systemClock } from '../../src/clock.js';
import { withdraw } from '../../src/storage/records.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import { copyOfStarterIndex } from '../starter-index.js';

const PUBLIC_URL = 'http://localhost:3978';
let dataDir: string;
let storage: Storage;
let advisor: Advisor;
let dialog: Dialog;

beforeAll(async () => {
  dataDir = await copyOfStarterIndex();
  const clock = systemClock();
  storage = await openStorage({ databaseUrl: null, dataDir, clock });
  advisor = await openAdvisor({ storage, dataDir, publicUrl: PUBLIC_URL, clock, random: () => 0.5 });
  dialog = createMainDialog({ advisor });
});

afterAll(async () => {
  await advisor.close();
  await storage.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Says the texts one after another in one conversation; the results in order. */
async function converse(...texts: string[]): Promise<TurnResult[]> {
  const results: TurnResult[] = [];
  let consultation: Consultation | null = null;
  for (const text of texts) {
    const output = await dialog(strangerInput({ text, consultation }));
    if (output.consultation !== null)
      consultation = { id: 'c', province: null, version: 1, ...output.consultation };
    results.push(output.result!);
  }
  return results;
}

const ask = async (text: string) => (await converse(text))[0]!;

/** Every claim cites what is there, every citation leads to a page of ours. */
async function expectSourced(result: TurnResult) {
  const keys = new Set(result.citations.map(({ key }) => key));
  for (const claim of result.claims) {
    expect(claim.citations.length).toBeGreaterThan(0);
    for (const key of claim.citations) expect(keys).toContain(key);
  }
  for (const citation of result.citations) {
    expect(citation.url).toContain(`${PUBLIC_URL}/records/${citation.recordId}`);
    expect(await advisor.page(citation.recordId, citation.edition)).not.toBeNull();
  }
}

describe('a question with figures', () => {
  it('puts national standards before the vendor and says why each fits', async () => {
    const result = await ask('家具厂喷漆废气，风量2万方每小时，VOCs浓度300毫克，怎么治理？');
    expect(result.action).toBe('answer');
    expect(result.technologies.length).toBeGreaterThan(0);
    expect(result.technologies.length).toBeLessThanOrEqual(3);
    expect(result.technologies[0]).toMatchObject({ grade: 'A' });
    const grades = result.technologies.map(({ grade }) => grade).join('');
    expect(grades).toMatch(/^A+C*$/);
    for (const { because } of result.technologies) expect(because.join('')).toContain('家具制造');
    expect(result.inquiry.quantities).toMatchObject([
      { param: '风量', min: 20_000, unit: 'm³/h' },
      { param: 'VOCs浓度', min: 300, unit: 'mg/m³' },
    ]);
    expect(result.text.split('\n')[0]).toContain('可优先考虑');
    expect(result.text).toContain('HJ 1180-2021 第6.1.3');
    expect(result.text).toContain('不作为验收或执法依据');
    await expectSourced(result);
  });

  it('rules out by the figure and says both figures', async () => {
    const result = await ask('六价铬浓度260mg/L，打算上离子交换');
    expect(result.technologies.map(({ id }) => id)).not.toContain('T0107');
    const excluded = result.notApplicable.find(({ id }) => id === 'T0107');
    expect(excluded?.because).toMatch(/260 mg\/L.*200 mg\/L/);
    expect(excluded?.citations).toHaveLength(1);
    expect(result.ranked).not.toContain('T0107');
    await expectSourced(result);
  });

  it('rules out by the words of the record', async () => {
    const result = await ask('木门厂面漆废气里有硅油，准备上催化燃烧');
    const excluded = result.notApplicable.filter(({ id }) => ['T0014', 'T0015'].includes(id));
    expect(excluded.map(({ because }) => because).join('')).toContain('有机硅');
    expect(result.technologies.map(({ id }) => id)).not.toContain('T0014');
  });
});

describe('what is not to be recommended', () => {
  it('warns of UV光氧 for VOCs with source and stage', async () => {
    const result = await ask('厂家推荐UV光氧治VOCs');
    expect(result.warnings.map(({ id }) => id)).toContain('ST001');
    expect(result.text).toContain('征求意见稿');
    expect(result.technologies.filter(({ title }) => /光/.test(title))).toEqual([]);
    expect(result.citations.find(({ recordId }) => recordId === 'ST001')?.grade).toBe('draft');
    await expectSourced(result);
  });

  it('does not warn of it for odour, which the draft excepts', async () => {
    const result = await ask('酱油厂发酵异味用光催化氧化行吗');
    expect(result.warnings).toEqual([]);
  });
});

describe('what the asker rules out', () => {
  it('is not suggested, said at once or afterwards', async () => {
    const [at] = await converse('印刷废气VOCs浓度2000，不想用RTO，怎么治理');
    const [, after] = await converse('印刷废气VOCs浓度2000怎么治理', '不想用RTO');
    for (const result of [at!, after!]) {
      expect(result.action).toBe('answer');
      expect(result.technologies.map(({ title }) => title).join('')).not.toContain('RTO');
    }
  });
});

describe('what cannot be answered', () => {
  it('asks a vague question back for at most two facts', async () => {
    const result = await ask('废气怎么治理');
    expect(result.action).toBe('clarify');
    expect(result.questions.length).toBeGreaterThan(0);
    expect(result.questions.length).toBeLessThanOrEqual(2);
  });

  it('answers as soon as the facts are there, without asking for them again', async () => {
    const [first, second, third] = await converse('废气怎么治理', '家具厂喷漆的', 'VOCs浓度300，风量2万');
    expect(first!.action).toBe('clarify');
    expect(second!.action).toBe('answer');
    expect(third!.inquiry.industries).toEqual(['家具制造']);
    expect(third!.inquiry.quantities.map(({ param }) => param).sort()).toEqual(['VOCs浓度', '风量'].sort());
    const asked = [first!, second!, third!].flatMap(({ questions }) => questions.map(({ param }) => param));
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('never asks in a circle: 不知道 is an answer', async () => {
    const results = await converse('废水怎么处理', '不知道', '不知道', '不知道', '不知道');
    const clarified = results.filter(({ action }) => action === 'clarify').length;
    expect(clarified).toBeLessThanOrEqual(3);
    expect(results.at(-1)).toMatchObject({ action: 'no_answer', offers: ['escalate'] });
    expect(results.at(-1)!.text).toContain('提交需求');
  });

  it('says plainly that the knowledge has nothing, what was nearest and whom to turn to', async () => {
    const result = await ask('退役风电叶片怎么回收利用');
    expect(result).toMatchObject({
      action: 'no_answer',
      reason: 'weak_evidence',
      offers: ['escalate'],
      technologies: [],
    });
    expect(result.text).toContain('库中最接近');
    expect(result.text).toContain('当地生态环境局');
  });

  it.each([
    ['我要举报村口洗沙场把泥浆排进河里', 'complaint', /12345[\s\S]*12369/],
    ['氨气罐刚才泄漏了，有两个工人晕倒', 'emergency', /120[\s\S]*119/],
    ['今天股市怎么样', 'out_of_scope', /不属于/],
    ['我们镇想申请一名科技特派员', 'other_mode', /一镇一员/],
  ])('%s → redirect %s', async (text, redirect, says) => {
    const result = await ask(text);
    expect(result).toMatchObject({ action: 'redirect', redirect });
    expect(result.text).toMatch(says);
    await expectSourced(result);
  });
});

describe('standards', () => {
  it('gives the local limit before the national one, the period in force first', async () => {
    const result = await ask('广东家具厂VOCs排放标准是多少');
    expect(result.action).toBe('answer');
    expect(result.text.split('\n')[0]).toMatch(/DB44\/814-2010.*总VOCs：30 mg\/m³/);
    expect(result.text.split('\n')[0]).not.toContain('60 mg/m³');
    await expectSourced(result);
  });

  it('says that stricter local standards may exist beside every national limit', async () => {
    const result = await ask('餐饮油烟排放浓度限值是多少');
    expect(result.text).toMatch(/2\.0 mg\/m³[\s\S]*地方标准/);
  });

  it('never states a figure for a standard of which only the number is known', async () => {
    const result = await ask('GB 15618-2018 镉的筛选值是多少');
    expect(result).toMatchObject({ action: 'no_answer', reason: 'no_verified_text', standards: [] });
    expect(result.text).not.toMatch(/mg\/kg/);
  });

  it('never calls a standard in force', async () => {
    for (const text of [
      'GB 21900-2008 表2 总镍',
      'DB44/613-2009 氨氮限值',
      '二类区夜间厂界噪声不能超过多少分贝',
    ]) {
      const result = await ask(text);
      expect(result.standards.length).toBeGreaterThan(0);
      expect(result.text).not.toContain('现行');
      if (text.startsWith('DB44/613')) expect(result.text).toContain('已被替代');
    }
  });
});

describe('policy and service', () => {
  it('quotes the plan by section', async () => {
    const result = await ask('一事一议是什么，企业怎么申请');
    expect(result.policies.map(({ id }) => id)).toContain('policy-plan-4.2');
    expect(result.text).toContain('环科财〔2021〕55号');
    await expectSourced(result);
  });

  it('has no verified text for other laws', async () => {
    expect(await ask('排污许可证到期怎么延续')).toMatchObject({
      action: 'no_answer',
      reason: 'no_verified_text',
    });
  });

  it('greets with six examples, each of which it answers', async () => {
    const greeting = await dialog(strangerInput({ kind: 'greeting', text: '' }));
    const examples = greeting.replies[0]!.suggestions.map(({ value }) => String(value));
    expect(examples).toHaveLength(6);
    for (const example of examples) expect((await ask(example)).action).toBe('answer');
  });

  it('ranks technologies whatever the action', async () => {
    for (const text of ['我要举报电镀厂偷排含铬废水', '你好', '广东家具厂VOCs排放标准是多少']) {
      expect((await ask(text)).ranked.length).toBeGreaterThan(0);
    }
  });
});

describe('a withdrawn record', () => {
  it('is gone from answers at once, its page says so', async () => {
    const question = 'PU涂层机排出的DMF废气怎么回收';
    expect((await ask(question)).ranked).toContain('T0162');
    await storage.write(async (tx) => void (await withdraw(tx, 'T0162', new Date().toISOString())));
    const after = await ask(question);
    expect(after.ranked).not.toContain('T0162');
    expect(after.technologies.map(({ id }) => id)).not.toContain('T0162');
    expect(await advisor.page('T0162', '1')).toMatchObject({ status: 'withdrawn' });
  });
});
