import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  INTENT_MODEL_FILE,
  type IntentListener,
  openIntentListener,
} from '../../knowledge/inquiry/intent-model.js';
import type { IntentOpinion, OpinionClass } from '../../knowledge/inquiry/intent-opinion.js';
import { BY_MEANING, readInquiry } from '../../knowledge/inquiry/read-inquiry.js';
import { mayBeOverruled } from '../../knowledge/inquiry/second-opinion.js';
import { createEmbeddedEmbedder, EMBEDDED_MODEL } from '../../knowledge/models/embedded-embedder.js';
import type { Embedder } from '../../knowledge/models/ports.js';
import { rememberRecent } from '../../knowledge/models/recent-vectors.js';
import { createVocabulary } from '../../knowledge/vocabulary/vocabulary.js';
import { projectRoot } from '../../src/project.js';
import { classOf, qualityOf, type Read, readSets, readWith } from '../bench/intent/reading.js';
import { trainingSets, writtenSets } from '../bench/intent/sentences.js';
import { COMPLAINTS } from './complaint-sentences.js';
import { EMERGENCIES } from './emergency-sentences.js';

const vocabulary = createVocabulary();
const SURE = { consult: 0, complaint: 0, emergency: 0, off_topic: 0 };
const read = (text: string, opinion: IntentOpinion | null = null) =>
  readInquiry(text, { vocabulary, opinion });

describe('a second opinion', () => {
  it('makes a question a complaint or an emergency, and says that it did', () => {
    const text = '衣服晾出去收回来一抹一手黑';
    expect(read(text).intent).toBe('consult');
    const complaint = read(text, { ...SURE, complaint: 1 });
    expect(complaint).toMatchObject({ intent: 'complaint', domain: 'D9' });
    expect(complaint.signals).toEqual({ complaint: [BY_MEANING], emergency: [] });
    const emergency = read(text, { ...SURE, emergency: 1 });
    expect(emergency.signals).toEqual({ complaint: [], emergency: [BY_MEANING] });
  });

  it('does not reach a question on one’s own affair, or for a technique', () => {
    const sure = { ...SURE, complaint: 1 };
    expect(read('我单位食堂油烟被旁边写字楼投诉', sure).intent).toBe('consult');
    expect(read('家具厂废气怎么治理', sure).intent).toBe('consult');
  });

  it('lifts a weak complaint and an emergency, not a demand to act', () => {
    const sure = { ...SURE, consult: 1 };
    expect(read('我要举报隔壁厂偷排废水', sure)).toEqual(read('我要举报隔壁厂偷排废水'));
    expect(read('我们村厕所改造后粪水去哪里').intent).toBe('complaint');
    expect(read('我们村厕所改造后粪水去哪里', sure).intent).toBe('consult');
    expect(read('蓄热燃烧的安全联锁怎么设置，怕爆炸').intent).toBe('emergency');
    expect(read('蓄热燃烧的安全联锁怎么设置，怕爆炸', sure).signals.emergency).toEqual([]);
  });

  it('calls off topic only what names nothing of the environment and opens a consultation', () => {
    const sure = { ...SURE, off_topic: 1 };
    expect(read('怎么挑一把好吉他呢', sure).offTopic).toBe(true);
    expect(read('食堂油烟怎么治理', sure).offTopic).toBe(false);
    const previous = read('养猪场废水怎么处理');
    const later = readInquiry('这个我也说不上来，反正就那样吧大概', { vocabulary, previous, opinion: sure });
    expect(later.offTopic).toBe(false);
  });

  it('leaves facts that are added to an issue alone', () => {
    const previous = read('养猪场废水怎么处理');
    const rules = readInquiry('COD 3000', { vocabulary, previous });
    expect(readInquiry('COD 3000', { vocabulary, previous, opinion: { ...SURE, emergency: 1 } })).toEqual(
      rules,
    );
  });

  it('is not asked for greetings and commands', () => {
    for (const text of ['你好', '你能做什么', '算了', '转人工', '我的需求处理到哪了'])
      expect(mayBeOverruled(read(text).intent)).toBe(false);
  });

  const opinions = fc
    .tuple(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(100))
    .map(([consult, complaint, emergency, off_topic]) => {
      const sum = consult + complaint + emergency + off_topic || 1;
      return {
        consult: consult / sum,
        complaint: complaint / sum,
        emergency: emergency / sum,
        off_topic: off_topic / sum,
      };
    });
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom(...COMPLAINTS, ...EMERGENCIES, '家具厂废气怎么治理', '你好', '一市一策驻点'),
  );

  it('never throws, is the same twice, and keeps what was read of the text', () => {
    fc.assert(
      fc.property(texts, opinions, (text, opinion) => {
        const { intent, domain, otherMode, offTopic, signals, missing, ...facts } = read(text);
        const refined = read(text, opinion);
        expect(refined).toMatchObject(facts);
        expect(read(text, opinion)).toEqual(refined);
        if (!mayBeOverruled(intent)) expect(refined).toEqual(read(text));
      }),
      { seed: 20261124, numRuns: 300 },
    );
  });
});

describe('the shipped weights', () => {
  let embedder: Embedder;
  let listen: IntentListener;
  let reads: Read[];
  beforeAll(async () => {
    // The sentences are read here, so that the test has their vectors at hand.
    embedder = rememberRecent(await createEmbeddedEmbedder({ root: projectRoot(), threads: 2 }), 300);
    listen = await openIntentListener(projectRoot(), embedder);
    reads = await readSets(writtenSets('test'), embedder, vocabulary);
  });
  afterAll(() => embedder.close());

  it('are for the embedded model and no other', async () => {
    const file: { model: string; sentences: number } = JSON.parse(
      await readFile(join(projectRoot(), INTENT_MODEL_FILE), 'utf8'),
    );
    expect(file.model).toBe(EMBEDDED_MODEL.modelSha256);
    expect(file.sentences).toBeGreaterThan(1_500);
    const other = { ...embedder, model: '0'.repeat(64) };
    await expect(openIntentListener(projectRoot(), other)).rejects.toMatchObject({ code: 'internal' });
  });

  it('give probabilities', async () => {
    const opinion = await listen(read('隔壁厂半夜排臭气'));
    expect(Object.values(opinion ?? {}).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it('are better than the rules alone on sentences of another manner', async () => {
    const judged: { label: OpinionClass; got: OpinionClass }[] = [];
    for (const one of reads) {
      const opinion = await listen(one.ruled);
      expect(opinion).not.toBeNull();
      judged.push({ label: one.label, got: classOf(readWith(opinion!, one, vocabulary)) });
    }
    const rules = qualityOf(reads.map((one) => ({ label: one.label, got: classOf(one.ruled) })));
    const both = qualityOf(judged);
    expect(both.complaint.recall).toBeGreaterThan(rules.complaint.recall + 0.15);
    expect(both.emergency.recall).toBeGreaterThan(rules.emergency.recall + 0.25);
    expect(both.consult.recall).toBeGreaterThan(rules.consult.recall - 0.02);
    expect(both.consult.precision).toBeGreaterThan(0.75);
  });

  it('share no sentence with the test split', () => {
    const trained = new Set(trainingSets().flatMap(({ texts }) => texts));
    expect(writtenSets('test').flatMap(({ texts }) => texts.filter((text) => trained.has(text)))).toEqual([]);
  });
});

describe('recent vectors', () => {
  const counting = (fails = false) => {
    const asked: string[] = [];
    const embed = async (texts: readonly string[]) => {
      asked.push(...texts);
      if (fails) throw new Error('down');
      return texts.map(() => new Float32Array(2));
    };
    return {
      asked,
      embedder: rememberRecent({ model: 'm', dimensions: 2, embed, close: async () => {} }, 2),
    };
  };

  it('embeds a text once while it is recent', async () => {
    const { asked, embedder } = counting();
    await Promise.all([embedder.embed(['a']), embedder.embed(['a', 'b'])]);
    await embedder.embed(['c', 'a']);
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
  });

  it('asks again after a failure', async () => {
    const { asked, embedder } = counting(true);
    await expect(embedder.embed(['a'])).rejects.toThrow('down');
    await expect(embedder.embed(['a'])).rejects.toThrow('down');
    expect(asked).toEqual(['a', 'a']);
  });
});
