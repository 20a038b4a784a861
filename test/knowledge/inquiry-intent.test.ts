import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accidents, dangers } from '../../knowledge/inquiry/danger.js';
import { readInquiry } from '../../knowledge/inquiry/read-inquiry.js';
import { createVocabulary } from '../../knowledge/vocabulary/vocabulary.js';
import { projectRoot } from '../../src/project.js';
import { COMPLAINTS } from './complaint-sentences.js';
import { CONSULTATIONS } from './consultation-sentences.js';
import { DANGERS_ON_PAPER, EMERGENCIES } from './emergency-sentences.js';
import { POLICY_QUESTIONS, STANDARD_QUESTIONS } from './inquiry-sentences.js';

const vocabulary = createVocabulary();
const read = (text: string) => readInquiry(text, { vocabulary });
const intent = (text: string) => read(text).intent;
const QUESTIONS = join(projectRoot(), '../shared/corpus/questions-dev.jsonl');

describe('somebody else’s pollution', () => {
  it.each(COMPLAINTS)('%s', (text) => {
    const inquiry = read(text);
    expect(inquiry.intent).toBe('complaint');
    expect(inquiry.domain).toBe('D9');
    expect(inquiry.signals.complaint).not.toEqual([]);
  });
});

describe('danger now', () => {
  it('is looked for by bounded patterns only, so that a long text stays linear', () => {
    const unbounded = /[+*]|\{\d+,\}/;
    expect([...dangers(), ...accidents()].filter((danger) => unbounded.test(danger.source))).toEqual([]);
  });

  it.each(EMERGENCIES)('%s', (text) => {
    const inquiry = read(text);
    expect(inquiry.intent).toBe('emergency');
    expect(inquiry.signals.emergency).not.toEqual([]);
  });
});

describe('danger that is only spoken of', () => {
  it.each(DANGERS_ON_PAPER)('%s', (text) => expect(read(text).signals.emergency).toEqual([]));
});

describe('one’s own affair', () => {
  it.each(CONSULTATIONS)('%s', (text) => {
    expect(intent(text)).toBe('consult');
    expect(read(text).signals).toEqual({ complaint: [], emergency: [] });
  });
});

describe('limits and rules', () => {
  it.each(STANDARD_QUESTIONS)('%s', (text) => expect(intent(text)).toBe('standard'));
  it.each(POLICY_QUESTIONS)('%s', (text) => expect(intent(text)).toBe('policy'));
});

describe('everything else', () => {
  it.each([
    ['推荐一位做土壤修复的专家', 'referral'],
    ['有没有养殖废水方面的专家', 'referral'],
    ['RTO和RCO哪个好', 'compare'],
    ['MBR还是接触氧化好', 'compare'],
    ['有没有印染废水回用的案例', 'cases'],
    ['最近有没有VOCs治理的培训', 'events'],
    ['我的需求处理到哪了', 'my_demands'],
    ['满意，可以办结', 'confirm'],
    ['不满意，没有解决问题', 'reject'],
    ['算了', 'cancel'],
    ['撤回需求', 'withdraw'],
    ['绑定手机号', 'bind'],
    ['你能做什么', 'help'],
    ['你好', 'smalltalk'],
    ['技术需求：餐厨垃圾高效厌氧产沼技术', 'file_demand'],
    ['转人工', 'file_demand'],
    ['需要人工', 'file_demand'],
    ['要人工', 'file_demand'],
    ['人工服务', 'file_demand'],
    ['需要人工湿地', 'consult'],
    ['没解决我的问题', 'reject'],
    ['我的问题没有解决', 'reject'],
    ['人工湿地怎么设计', 'consult'],
  ])('%s is %s', (text, wanted) => expect(intent(text)).toBe(wanted));

  it.each([
    ['我市想申请一市一策驻点跟踪研究', '一市一策'],
    ['能给我们镇派个科技特派员吗', '一镇一员'],
    ['想请你们来给企业办一场VOCs治理培训', '一题一训'],
    ['想申报联合攻关含氟废气治理', '一难一攻'],
    ['一市一策是什么', null],
    ['家具厂废气怎么治理', null],
  ])('%s asks for the mode %s', (text, mode) => expect(read(text).otherMode).toBe(mode));

  it.each(['今天天气怎么样', '写一首关于春天的诗', '红烧肉怎么做', '推荐一只股票'])(
    '%s is off topic',
    (text) => expect(read(text).offTopic).toBe(true),
  );
  it.each(['食堂油烟怎么治理', '空气质量怎么样', '猪粪怎么处理', ''])('%s is not', (text) =>
    expect(read(text).offTopic).toBe(false),
  );
});

interface Question {
  readonly text: string;
  readonly label: string;
  readonly acceptable_labels?: readonly string[];
}

describe.skipIf(!existsSync(QUESTIONS))('the development questions (need ../shared/corpus)', () => {
  const questions = existsSync(QUESTIONS)
    ? readFileSync(QUESTIONS, 'utf8')
        .trim()
        .split('\n')
        .map((line): Question => JSON.parse(line))
    : [];
  const accepts = (question: Question, label: string) =>
    [question.label, ...(question.acceptable_labels ?? [])].includes(label);

  it('hold no complaint and no emergency that is missed, and none that is imagined', () => {
    const wrong = questions.filter((question) => {
      const got = intent(question.text);
      const label = got === 'complaint' ? 'out_of_scope' : got;
      const special = got === 'complaint' || got === 'emergency';
      return special
        ? !accepts(question, label)
        : accepts(question, 'out_of_scope') || accepts(question, 'emergency');
    });
    expect(wrong.map((question) => question.text)).toEqual([]);
  });
});
