import { answerReply } from '../../bot/cards/answer-reply.js';
import type { Reply } from '../../bot/cards/reply.js';
import type { Dialog } from '../../bot/dialogs/dialog.js';
import type { Answer } from '../../knowledge/answer/answer.js';
import type { Citation } from '../../knowledge/answer/turn-result.js';
import type { RecordPage } from '../../knowledge/library.js';
import type { KnowledgeRecord, Source, TechnologyRecord } from '../../knowledge/records/record.js';
import { turnResult } from '../knowledge/turn-result-fixture.js';

export const SOURCE: Source = {
  title: '家具制造工业污染防治可行技术指南',
  issuer: '生态环境部',
  number: 'HJ 1180-2021',
  date: '2021-05-12',
  edition: '2021',
  clause: '6.1.3.2',
  page: null,
  url: 'https://example.org/hj1180.pdf',
  kind: '国家环境保护标准',
  grade: 'A',
  stage: null,
  verified: '文本层',
  excerptComplete: true,
};

export const TECHNOLOGY: TechnologyRecord = {
  id: 'T0100',
  kind: 'technology',
  title: '家具喷漆废气吸附浓缩+RCO',
  source: SOURCE,
  domain: 'D2',
  medium: '大气',
  pollutants: ['VOCs'],
  industries: ['家具制造'],
  processRoute: '除漆雾→吸附浓缩→催化燃烧',
  indicators: [
    { name: '去除效率', op: '≥', value: 90, min: null, max: null, unit: '%', text: null },
    { name: '运行温度', op: null, value: null, min: 250, max: 400, unit: '℃', text: null },
  ],
  applicability: {
    text: '大风量、低浓度喷漆废气',
    ranges: [
      { param: '颗粒物浓度', min: null, max: 1, unit: 'mg/m3', role: 'inlet' },
      { param: '空塔风速', min: 0.8, max: 1.2, unit: 'm/s', role: 'design' },
    ],
    notApplicable: '含有机硅不宜',
  },
  features: '需定期更换吸附剂',
  maturity: '可行技术（国家标准）',
  provider: null,
  case: null,
  cost: null,
};

export function recordPageOf(record: KnowledgeRecord, fields: Partial<RecordPage> = {}): RecordPage {
  return {
    record,
    edition: '2',
    status: 'published',
    importedAt: '2026-11-24T02:00:00.000Z',
    editions: ['2', '1'],
    related: [],
    ...fields,
  };
}

/** Pages of `records` by id; edition 1 is the superseded one. */
export function samplePages(records: readonly KnowledgeRecord[] = [TECHNOLOGY]) {
  return async (id: string, edition?: string): Promise<RecordPage | null> => {
    const record = records.find((each) => each.id === id);
    if (record === undefined || (edition !== undefined && !['1', '2'].includes(edition))) return null;
    return recordPageOf(record, edition === '1' ? { edition: '1', status: 'superseded' } : {});
  };
}

export function citation(publicUrl: string, fields: Partial<Citation> = {}): Citation {
  return {
    key: '1',
    recordId: TECHNOLOGY.id,
    edition: '2',
    title: SOURCE.title,
    number: SOURCE.number,
    clause: SOURCE.clause,
    page: null,
    date: SOURCE.date,
    grade: 'A',
    url: `${publicUrl}/records/${TECHNOLOGY.id}?edition=2`,
    ...fields,
  };
}

/** An answer in the shape of the real ones, about what was asked. */
export function sampleAnswer(question: string, publicUrl: string): Answer {
  const citations = [citation(publicUrl)];
  const conclusion = `关于「${question}」，可优先考虑「${TECHNOLOGY.title}」。`;
  return {
    result: turnResult({ action: 'answer', citations, text: `${conclusion}[1]\n出处：HJ 1180-2021 6.1.3.2` }),
    conclusion: `${conclusion}[1]`,
    sections: [
      {
        title: '可以考虑的技术',
        tone: 'good',
        items: [
          {
            recordId: TECHNOLOGY.id,
            title: TECHNOLOGY.title,
            badge: '国家标准',
            lines: [
              { label: '为什么适合', text: '用于家具制造的大气治理', citations: ['1'] },
              { label: '使用限制', text: '含有机硅不宜', citations: ['1'] },
            ],
          },
        ],
      },
    ],
    notice: '以上为技术参考，不作为验收或执法依据。',
    actions: [{ kind: 'say', title: '没解决，转专家', value: '没解决，转专家' }],
    inquiry: {
      text: question,
      intent: 'consult',
      domain: 'D2',
      media: [],
      pollutants: [],
      industries: [],
      processes: [],
      techniques: [],
      unwanted: [],
      traits: [],
      region: null,
      quantities: [],
      constraints: [],
      standardNumbers: [],
      otherMode: null,
      signals: { complaint: [], emergency: [] },
      offTopic: false,
      missing: [],
    },
  };
}

const EXAMPLES = ['家具厂喷漆废气怎么治理？', '印染废水COD高怎么办？', '村里污水怎么处理？'];

const GREETING: Reply = {
  text: '您好，我是一事一议助手。',
  card: null,
  suggestions: EXAMPLES.map((text) => ({ kind: 'say', title: text, value: text })),
};

/** A dialog that needs no index: greets, and answers every question with the sample answer. */
export function sampleDialog(publicUrl: string): Dialog {
  return async ({ kind, text }) => {
    if (kind === 'greeting') return { replies: [GREETING], consultation: null, result: null };
    const answer = sampleAnswer(text, publicUrl);
    const profile = { inquiry: answer.inquiry, rounds: 0, asked: [] };
    return {
      replies: [answerReply(answer)],
      consultation: { state: 'open', profile },
      result: answer.result,
    };
  };
}
