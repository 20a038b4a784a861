import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeEditions } from '../../ingest/pipeline.js';
import { planImport } from '../../ingest/plan.js';
import { readRecords } from '../../ingest/reading.js';
import { createAdvisor } from '../../knowledge/advisor.js';
import type { Answer } from '../../knowledge/answer/answer.js';
import type { Inquiry } from '../../knowledge/inquiry/inquiry.js';
import { createLibrary } from '../../knowledge/library.js';
import { createVocabulary } from '../../knowledge/vocabulary/vocabulary.js';
import { NO_OPERATIONS, type Operational } from '../../src/demand/dispatch-candidate.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import { seededRandom } from '../bot/kill/seeded-random.js';
import { expertRow } from '../ingest/sample-rows.js';
import { readJsonLines } from './starter-files.js';

const NOW = '2026-11-24T02:00:00.000Z';
const clock = { now: () => new Date(NOW), wait: async () => undefined };
const vocabulary = createVocabulary();
const neverAborted = new AbortController().signal;

const folders: string[] = [];

async function stocked(rows: readonly object[]): Promise<Storage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yishi-experts-'));
  folders.push(dataDir);
  const storage = await openStorage({ databaseUrl: null, dataDir, clock });
  const reading = await readRecords(
    (async function* () {
      for (const [index, json] of rows.entries())
        yield { kind: 'row', row: { file: 'a.jsonl', line: index + 1, json } } as const;
    })(),
  );
  expect(reading.rejects).toEqual([]);
  const plan = await planImport(storage.db, reading, { now: NOW, isForeign: () => false });
  const lease = { check: async () => undefined };
  await writeEditions({ storage, clock, lease, signal: neverAborted, onProgress: () => undefined }, plan);
  return storage;
}

type Told = Readonly<Record<string, Partial<Operational>>>;

/** The advisor over real records; nothing is searched and no meaning is heard, since experts need neither. */
function advisorOf(storage: Storage, told: Told | null = null, seed = 1) {
  const operations = async (ids: readonly string[]) =>
    new Map(ids.map((id) => [id, { ...NO_OPERATIONS, ...told?.[id] }]));
  return createAdvisor({
    library: createLibrary(storage, clock),
    search: () => ({ find: async () => [], manifest: 'none' }),
    vocabulary,
    listen: async () => null,
    refresh: () => false,
    publicUrl: 'http://localhost',
    clock,
    random: seededRandom(seed * 7_919_317),
    ...(told === null ? {} : { operations }),
    close: async () => undefined,
  });
}

interface Asker {
  readonly role: 'enterprise' | 'official';
  readonly province?: string | null;
  readonly told?: Told;
  readonly seed?: number;
  readonly from?: Storage;
}

/** Says the texts in one consultation, which remembers what was understood and asked, as the dialog does. */
async function converse({ role, province = null, told, seed, from = starter }: Asker, ...texts: string[]) {
  const advisor = advisorOf(from, told ?? null, seed);
  const answers: Answer[] = [];
  let previous: Inquiry | null = null;
  let rounds = 0;
  let asked: string[] = [];
  for (const text of texts) {
    const answer: Answer = await advisor.advise({ text, role, province, previous, rounds, asked });
    previous = answer.inquiry;
    rounds = answer.result.action === 'clarify' ? rounds + 1 : 0;
    asked = [...asked, ...answer.result.questions.map(({ param }) => param)];
    answers.push(answer);
  }
  return answers;
}

const OFFICIAL = { role: 'official', province: '330000' } as const;
const WISH = '推荐一位懂家具厂喷漆废气的专家，下周三到现场看看';
const one = async (asker: Asker, ...texts: string[]) => (await converse(asker, ...texts)).at(-1)!;
const params = ({ result }: Answer) => result.questions.map(({ param }) => param);
const shownIds = ({ result }: Answer) => result.experts.map(({ id }) => id);

let starter: Storage;

beforeAll(async () => {
  starter = await stocked(readJsonLines('knowledge/data/experts.jsonl'));
});

afterAll(async () => {
  await starter.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('what is asked before experts are named', () => {
  it('of an official: topic, place, time and way, two at once and each once', async () => {
    const answers = await converse(
      { role: 'official' },
      '专家推荐',
      '家具厂喷漆废气，在绍兴市',
      '12月3日，要到厂里现场',
    );
    expect(answers.map(params)).toEqual([['专业方向', 'region'], ['时间', '服务方式'], []]);
    expect(answers[2]!.result).toMatchObject({
      action: 'answer',
      inquiry: { intent: 'referral', industries: ['家具制造'], region: '330600' },
    });
    expect(answers[2]!.conclusion).toMatch(/家具制造.*浙江省绍兴市.*12月3日.*现场.*排出3位专家，另有1位候补/);
  });

  it('never what was said or is known', async () => {
    expect(params(await one(OFFICIAL, '推荐一位做土壤修复的专家'))).toEqual(['时间', '服务方式']);
    expect(params(await one(OFFICIAL, '推荐一位做土壤修复的专家，线上'))).toEqual(['时间']);
    expect(params(await one(OFFICIAL, '请推荐专家，尽快到现场'))).toEqual(['专业方向']);
    expect(params(await one(OFFICIAL, WISH))).toEqual([]);
  });

  it('takes 不知道 for an answer', async () => {
    const answers = await converse(OFFICIAL, '推荐一位做土壤修复的专家', '不知道');
    expect(answers[1]!.result.action).toBe('answer');
    const vague = await converse({ role: 'official' }, '专家推荐', '不知道', '不知道');
    expect(vague.map(({ result }) => result.action)).toEqual(['clarify', 'clarify', 'no_answer']);
    expect(vague[2]!.result).toMatchObject({ reason: 'weak_evidence', offers: ['escalate'], experts: [] });
  });

  it('of an enterprise the topic alone', async () => {
    const [asked, answered] = await converse({ role: 'enterprise' }, '找专家', '电镀厂含铬废水，在温州');
    expect(params(asked!)).toEqual(['专业方向', 'region']);
    expect(answered!.result.action).toBe('answer');
    const listed = await one({ role: 'enterprise' }, '有没有养殖废水方面的专家');
    expect(params(listed)).toEqual([]);
    expect(listed.result.text).toContain('行业对口：畜禽养殖');
  });

  it('lets a question after the list be a question, and a correction a correction', async () => {
    const answers = await converse(OFFICIAL, WISH, '改成线上的', '家具厂喷漆废气怎么治理？');
    expect(answers.map(({ result }) => result.inquiry.intent)).toEqual(['referral', 'referral', 'consult']);
    expect(answers[1]!.conclusion).toContain('线上');
  });
});

describe('experts for an official', () => {
  it('are at least two, with evidence that cites their records, and a backup', async () => {
    const { result, sections, actions } = await one(OFFICIAL, WISH);
    expect(result).toMatchObject({ action: 'answer', offers: ['referral'] });
    expect(result.experts).toHaveLength(4);
    expect(result.experts[0]).toMatchObject({ id: 'E008', edition: '1', citations: ['1'] });
    const [, ranked, backup] = sections;
    expect(ranked!.items).toHaveLength(3);
    expect(backup!.items.map(({ recordId }) => recordId)).toEqual([result.experts[3]!.id]);
    const lines = ranked!.items[0]!.lines;
    for (const label of ['单位', '领域对口', '行业对口', '工艺、污染物对口', '地区', '服务方式', '匹配度'])
      expect(lines.map((line) => line.label)).toContain(label);
    for (const { label, citations } of lines) expect([label, citations.length > 0]).toEqual([label, true]);
    const keys = new Map(result.citations.map(({ key, recordId }) => [key, recordId]));
    for (const item of ranked!.items)
      for (const line of item.lines) expect(keys.get(line.citations[0]!)).toBe(item.recordId);
    expect(actions).toEqual(
      ranked!.items.map(({ recordId, title }) => ({
        kind: 'do',
        title: `选${title}`,
        value: { do: 'referral', experts: [recordId], backup: result.experts[3]!.id },
      })),
    );
  });

  it('are ranked with what they have in hand, which is told without a citation', async () => {
    const told = { E008: { load: 5 }, E001: { awayUntil: '2026-12-02' }, E011: { load: 2 } };
    const answer = await one({ ...OFFICIAL, told }, WISH);
    expect(shownIds(answer)).not.toContain('E008');
    expect(shownIds(answer)).not.toContain('E001');
    expect(answer.result.text).toMatch(/在办：手上有2件，最多接5件\n/);
  });

  it('who are not public are shown to their own province', async () => {
    const wish = '推荐蓝藻方面的专家，在无锡，明天线上';
    expect(shownIds(await one({ role: 'official', province: '320000' }, wish))).toContain('E021');
    expect(shownIds(await one(OFFICIAL, wish))).not.toContain('E021');
    expect(shownIds(await one({ role: 'enterprise', province: '320000' }, wish))).not.toContain('E021');
  });

  it('fewer than two come with the reason, none with what to do', async () => {
    const rows = [
      expertRow('X1', { serviceModes: ['onsite'] }),
      expertRow('X2', { serviceModes: ['online'] }),
      expertRow('X3', { domains: ['D5'], industries: ['海水养殖'], pollutants: [], processes: [] }),
    ];
    const from = await stocked(rows);
    const few = await one({ ...OFFICIAL, from }, WISH);
    expect(few.result.text).toContain('名录里对得上的只有1位：1位不提供这种服务方式，1位专业不对口。');
    expect(few.actions).toMatchObject([{ value: { experts: ['X1'], backup: null } }]);
    const nobody = await one({ ...OFFICIAL, from, told: { X1: { load: 9 } } }, WISH);
    expect(nobody.result).toMatchObject({
      action: 'no_answer',
      reason: 'nothing_fits',
      offers: ['escalate'],
      experts: [],
    });
    expect(nobody.result.text).toContain('1位手上的事已满');
    await from.close();
  });

  it('equals come in an order that nobody is favoured by', async () => {
    const from = await stocked(
      ['X1', 'X2', 'X3', 'X4'].map((id) => expertRow(id, { serviceModes: ['onsite'] })),
    );
    const firsts = new Set<string>();
    for (let seed = 1; seed < 40; seed += 1)
      firsts.add(shownIds(await one({ ...OFFICIAL, from, seed }, WISH))[0]!);
    expect(firsts.size).toBe(4);
    await from.close();
  });
});

describe('experts for an enterprise', () => {
  it('are public profiles in a list, with how a demand gets to them', async () => {
    const told = { E008: { load: 4, recusals: [{ party: null, reason: '借调' }] } };
    const answer = await one(
      { role: 'enterprise', province: '330000', told },
      '有没有懂家具厂喷漆废气的专家',
    );
    expect(answer.result).toMatchObject({ action: 'answer', offers: ['escalate'] });
    expect(shownIds(answer)).toContain('E008');
    expect(answer.result.text).not.toMatch(/在办|手上有|匹配度|借调|回避/);
    expect(answer.result.text).toMatch(/提交技术需求后.*工作人员.*分派/);
    expect(answer.actions.map(({ kind }) => kind)).toEqual(['say']);
  });
});

describe('invented experts', () => {
  it('are called so before the list, beside each name and in every source', async () => {
    for (const role of ['official', 'enterprise'] as const) {
      const { result, sections } = await one({ role, province: '330000' }, WISH);
      expect(sections[0]).toMatchObject({ title: '示例数据', tone: 'warning' });
      for (const { title } of [...result.experts, ...result.citations]) expect(title).toContain('示例');
      const items = sections.flatMap((section) => section.items).filter(({ recordId }) => recordId !== null);
      for (const { badge, title } of items)
        expect([badge, title]).toEqual(['示例', expect.stringMatching(/^示例专家·/)]);
    }
  });

  it('real ones are not', async () => {
    const real = { demo: false, title: '甲', unitName: '乙', source: { title: '丙', grade: 'B' } };
    const from = await stocked([expertRow('X1', real), expertRow('X2', real)]);
    const { result } = await one({ role: 'enterprise', from }, WISH);
    expect(result.text).not.toContain('示例');
    await from.close();
  });

  it('an empty list says so', async () => {
    const from = await stocked([]);
    expect((await one({ ...OFFICIAL, from }, WISH)).result).toMatchObject({
      action: 'no_answer',
      reason: 'weak_evidence',
      text: expect.stringContaining('专家名录里还没有专家'),
    });
    await from.close();
  });
});
