import { expect, test } from 'vitest';
import { demandTexts } from '../../bot/cards/texts.js';
import {
  bindTexts,
  formTexts,
  freshTexts,
  manageTexts,
  offerTexts,
  previewTexts,
  refusalTexts,
} from '../../bot/dialogs/texts.js';
import { texts as turnTexts } from '../../bot/turn/texts.js';
import { createWorkingCalendar } from '../../src/calendar/working-calendar.js';
import { act } from '../../src/demand/act.js';
import type { DemandEvent } from '../../src/demand/events.js';
import type { Actor } from '../../src/directory/actor.js';
import { makeCode } from '../../src/directory/binding-codes.js';
import { codeDigest } from '../../src/directory/one-time-code.js';
import * as consultations from '../../src/storage/consultations.js';
import { listBySubject } from '../../src/storage/files.js';
import { actorOf, addPeople } from '../src/demand-cast.js';
import { openTalk } from './asker-bench.js';
import { openBench } from './turn-bench.js';

const QUESTION = '家具厂喷漆废气总超标，风量2万方每小时，怎么治理';
const PHONE = '13800138000';

test('from an answer that did not help to a receipt, with all that was known, asked two at a time', async () => {
  const bench = await openBench();
  const talk = openTalk(bench);
  await talk.say(QUESTION);
  const opening = await talk.tap(offerTexts.answer);
  expect(opening).toContain(formTexts.questions.place);
  expect(opening).toContain(formTexts.questions.time);
  expect(opening).not.toContain(formTexts.questions.subject);
  await talk.say('海宁市许村镇，上个月开始的');
  await talk.tap(formTexts.chips.unknown);
  await talk.say(`我的手机是${PHONE}`);
  const preview = await talk.tap(formTexts.chips.shareYes);
  for (const words of [QUESTION, '海宁市许村镇', '上个月开始的', '风量 20 000 m³/h', '138****8000', '浙江省'])
    expect(preview).toContain(words);
  expect(preview).toContain(previewTexts.seen.enforcement);
  await talk.tap(previewTexts.changeWhat(previewTexts.labels.measure));
  expect(await talk.say('能达标就行')).toContain('能达标就行');
  const receipt = await talk.tap(previewTexts.file);
  expect(receipt).toContain('浙-2026-00001');
  const [demand, ...others] = await talk.demands();
  expect(others).toEqual([]);
  expect(demand).toMatchObject({
    kind: 'demand',
    state: 'submitted',
    province: '330000',
    phone: PHONE,
    phoneShared: true,
    profile: {
      problem: QUESTION,
      place: '海宁市许村镇',
      time: '上个月开始的',
      measure: '能达标就行',
      region: '330481',
      industries: ['家具制造'],
      figures: ['风量 20 000 m³/h'],
      offered: [{ recordId: 'T1', edition: '1', title: '活性炭吸附' }],
    },
  });
  const said = await bench.storage.db
    .selectFrom('activities')
    .select('activity')
    .where('direction', '=', 'out')
    .execute();
  expect(JSON.stringify(said)).not.toContain(PHONE);
  const consultation = await consultations.find(bench.storage.db, demand?.consultationId ?? '');
  expect(consultation).toMatchObject({ state: 'escalated' });
  expect(JSON.stringify(consultation)).not.toContain(PHONE);
});

test('新的咨询 ends an open consultation, leaves one that waits, and keeps draft and demands', async () => {
  const bench = await openBench();
  const talk = openTalk(bench);
  const states = async () => {
    const rows = await bench.storage.db
      .selectFrom('consultations')
      .select('state')
      .orderBy('opened_at')
      .orderBy('id')
      .execute();
    return rows.map(({ state }) => state);
  };
  await talk.say(QUESTION);
  await talk.tap(offerTexts.answer);
  await talk.say(`我的手机是${PHONE}`);
  expect(await talk.say('新的咨询', { do: 'fresh' })).toBe(freshTexts.begun);
  expect(await states()).toEqual(['lapsed', 'open']);
  expect(await talk.demands()).toMatchObject([{ state: 'draft' }]);
  expect(await talk.say('电镀废水怎么处理')).toBe('答：电镀废水怎么处理');
  const stored = await bench.storage.db.selectFrom('consultations').select('profile').execute();
  expect(JSON.stringify(stored)).not.toContain(PHONE);

  await talk.say('我的需求');
  await talk.tap(/继续/);
  await talk.say('海宁市许村镇，上个月开始的');
  await talk.tap(formTexts.chips.noPhone);
  await talk.tap(previewTexts.file);
  expect(await states()).toEqual(['escalated', 'open']);
  expect(await talk.say('换个问题吧')).toBe(freshTexts.begun);
  expect(await states()).toEqual(['escalated', 'lapsed', 'open']);
  expect(await talk.say('换个问题：养猪场污水怎么处理')).toContain('养猪场污水');
  expect(await talk.say('我的需求')).toContain('浙-2026-00001');
});

test('新的咨询 after filing begins a talk that knows nothing of the former', async () => {
  const bench = await openBench();
  const talk = openTalk(bench);
  await talk.say(QUESTION);
  await talk.tap(offerTexts.answer);
  await talk.say('海宁市许村镇，上个月开始的');
  await talk.tap(formTexts.chips.unknown);
  await talk.tap(formTexts.chips.noPhone);
  await talk.tap(previewTexts.file);
  await talk.say('新的咨询');
  expect(await talk.say('风量3万方')).toBe('答：风量3万方');
  const [demand] = await talk.demands();
  const waiting = await consultations.find(bench.storage.db, demand?.consultationId ?? '');
  expect(waiting).toMatchObject({ state: 'escalated' });
});

test('a double click on the last button files once and says the receipt again', async () => {
  const bench = await openBench();
  const talk = openTalk(bench);
  await talk.say(QUESTION);
  await talk.say('没解决');
  await talk.say('浙江省海宁市，今年6月起');
  await talk.tap(formTexts.chips.unknown);
  await talk.tap(formTexts.chips.noPhone);
  const [draft] = await talk.demands();
  const value = { do: 'file', demandId: draft?.id, version: draft?.version };
  expect(await talk.say(previewTexts.file, value)).toContain('已提交，编号 浙-2026-00001');
  expect(await talk.say(previewTexts.file, value)).toContain('已经提交过了，编号 浙-2026-00001');
  expect(await talk.demands()).toHaveLength(1);
});

test('what changed after the preview is shown before it is filed', async () => {
  const bench = await openBench();
  const talk = openTalk(bench);
  await talk.say(QUESTION);
  await talk.say('提交需求');
  await talk.say('浙江省海宁市，今年6月起');
  await talk.tap(formTexts.chips.unknown);
  await talk.tap(formTexts.chips.noPhone);
  const [draft] = await talk.demands();
  await talk.say('补充：夜里味道更大');
  const value = { do: 'file', demandId: draft?.id, version: draft?.version };
  const again = await talk.say(previewTexts.file, value);
  expect(again).toContain(formTexts.changed);
  expect(again).toContain('夜里味道更大');
  expect(await talk.tap(previewTexts.file)).toContain('浙-2026-00001');
});

test('a province is asked for until it is known; a question or a cancel ends the form and keeps the draft', async () => {
  const bench = await openBench();
  const talk = openTalk(bench);
  expect(await talk.say('提交需求')).toContain(formTexts.questions.problem);
  await talk.say('养猪场的粪水味道太大');
  await talk.say('不知道');
  const asked = await talk.say('不知道');
  expect(asked).toContain(formTexts.questions.province);
  expect(await talk.say('不知道')).toContain(formTexts.problems.no_province);
  const answer = await talk.say('广东家具厂VOCs排放标准是多少？');
  expect(answer).toContain('答：广东家具厂');
  expect(talk.titles()).toContain(formTexts.chips.resume);
  expect(await talk.tap(formTexts.chips.resume)).toContain(formTexts.questions.province);
  expect(await talk.say('取消')).toContain(formTexts.kept);
  expect(await talk.demands()).toMatchObject([
    { state: 'draft', profile: { problem: '养猪场的粪水味道太大' } },
  ]);
  await talk.tap(formTexts.chips.discard);
  expect(await talk.tap(formTexts.chips.discardSure)).toContain(formTexts.discarded);
  expect(await talk.demands()).toMatchObject([{ state: 'withdrawn' }]);
});

test('once filed: facts and files are added, it is urged once a day and withdrawn only when sure', async () => {
  const bench = await openBench();
  const talk = openTalk(bench);
  await filed(talk);
  const card = await talk.say('我的需求');
  expect(card).toContain(demandTexts.states.submitted[1]);
  await talk.tap(demandTexts.actions.add_facts);
  expect(await talk.say('活性炭每周换一次，还是不行？')).toContain(manageTexts.done.add_facts);
  expect(await talk.tap(demandTexts.actions.urge)).toContain(manageTexts.done.urge);
  expect(await talk.tap(demandTexts.actions.urge)).toContain(refusalTexts.issues.urged_recently);
  expect(await talk.say('浙2026 00001')).toContain('浙-2026-00001');
  await talk.tap(demandTexts.actions.withdraw);
  expect(await talk.demands()).toMatchObject([{ state: 'submitted' }]);
  await talk.say('撤回');
  expect(await talk.tap(manageTexts.withdrawSure)).toContain(manageTexts.done.withdraw);
  const events = await bench.storage.db.selectFrom('demand_events').select(['event', 'data']).execute();
  expect(events.find(({ event }) => event === 'add_facts')?.data).toContain('活性炭每周换一次');
});

test('after filing, another question opens another consultation, and asks for people anew', async () => {
  const bench = await openBench();
  const talk = openTalk(bench);
  await filed(talk);
  await talk.say('印染废水COD太高怎么办');
  const opening = await talk.say('转人工');
  expect(opening).toContain('印染废水COD太高');
  const [second, first] = await talk.demands();
  expect(second?.consultationId).not.toBe(first?.consultationId);
  expect(second).toMatchObject({ state: 'draft', profile: { problem: '印染废水COD太高怎么办' } });
});

test('an emergency is first answered by numbers, then filed in two taps', async () => {
  const bench = await openBench();
  const talk = openTalk(bench);
  await talk.say('浙江海宁氨气罐刚才泄漏了，有两个工人晕倒');
  const preview = await talk.tap(/登记应急需求/);
  expect(preview).toContain('氨气罐刚才泄漏了');
  expect(await talk.tap(previewTexts.fileEmergency)).toContain('浙-2026-00001');
  expect(await talk.demands()).toMatchObject([{ kind: 'emergency', state: 'submitted', province: '330000' }]);
});

test('an emergency without a place asks for the province alone, and takes a number for the duty coordinator', async () => {
  const bench = await openBench();
  const talk = openTalk(bench);
  await talk.say('氨气罐刚才泄漏了，有两个工人晕倒');
  expect(await talk.tap(/登记应急需求/)).toContain(formTexts.questions.province);
  await talk.say('四川');
  expect(await talk.say(PHONE)).toContain('138****8000');
  await talk.tap(previewTexts.fileEmergency);
  expect(await talk.demands()).toMatchObject([
    { kind: 'emergency', state: 'submitted', province: '510000', phone: PHONE, phoneShared: false },
  ]);
});

test('a button of another’s demand is one of none, and a made-up one is unknown', async () => {
  const bench = await openBench();
  const talk = openTalk(bench);
  expect(await talk.say('撤回', { do: 'withdraw', demandId: 'another', sure: true })).toBe(
    refusalTexts.not_found,
  );
  expect(await talk.say('撤回', { do: 'withdraw' })).toBe(turnTexts.unknownButton);
  expect(await talk.say('', { do: 'everything' })).toBe(turnTexts.unknownButton);
});

/** A demand from the question to the receipt. */
async function filed(talk: ReturnType<typeof openTalk>): Promise<void> {
  await talk.say(QUESTION);
  await talk.say('没解决');
  await talk.say('浙江省海宁市，今年6月起');
  await talk.tap(formTexts.chips.unknown);
  await talk.tap(formTexts.chips.noPhone);
  await talk.tap(previewTexts.file);
}

test('a question that was asked back is answered, a reply found wanting, the next one confirmed and rated', async () => {
  const bench = await openBench();
  await addPeople(bench.storage);
  const talk = openTalk(bench);
  await filed(talk);
  const [demand] = await talk.demands();
  const by = async (actor: Actor, event: DemandEvent, data: object = {}) => {
    const command = { demandId: demand!.id, event, data, version: null, key: null };
    const deps = { identifiers: { next: () => `staff-${++ids}` }, calendar: createWorkingCalendar() };
    const now = bench.clock.now().toISOString();
    const outcome = await bench.storage.write((tx) => act(tx, deps, actor, command, now));
    if (!outcome.ok) throw new Error(`${event}: ${outcome.reason}`);
  };
  const [coordinator, expert] = [actorOf('coordinator'), actorOf('expert')];
  await by(coordinator, 'accept');
  await by(coordinator, 'dispatch', { assigneeId: 'expert', reason: null });
  await by(expert, 'take');
  await by(expert, 'ask_back', { question: '风机功率多少？' });
  expect(await talk.say('我的需求')).toContain('风机功率多少？');
  expect(await talk.tap(demandTexts.actions.answer)).toContain('风机功率多少？');
  expect(await talk.say('15 千瓦')).toContain(manageTexts.done.answer);
  await by(expert, 'reply', { text: '建议先测苯系物。', files: [] });
  expect(await talk.say('没解决')).toContain(manageTexts.prompts.reject);
  expect(await talk.say('照做了还是超标')).toContain(manageTexts.done.reject);
  await by(coordinator, 'dispatch', { assigneeId: 'expert', reason: null });
  await by(expert, 'take');
  await by(expert, 'reply', { text: '换成沸石转轮。', files: [] });
  expect(await talk.say('我的需求')).toContain('换成沸石转轮。');
  expect(await talk.tap(demandTexts.actions.confirm)).toContain(manageTexts.done.confirm);
  await talk.tap(/5 分/);
  expect(await talk.say('专家很耐心')).toContain(manageTexts.done.comment);
  expect(await talk.demands()).toMatchObject([
    {
      state: 'closed',
      round: 2,
      outcome: { confirmedBy: 'asker', rating: 5, comment: '专家很耐心' },
    },
  ]);
});

test('files go along with what they were sent for: with the draft to the demand, later with the words', async () => {
  const bench = await openBench();
  const talk = openTalk(bench);
  const photo = (id: string) => ({ id, hash: id, name: `${id}.jpg`, mediaType: 'image/jpeg', size: 10 });
  await talk.say('家具厂喷漆废气总超标，怎么治理', undefined, [photo('f1')]);
  await talk.say('没解决');
  await talk.say('浙江省海宁市，今年6月起');
  await talk.say('不知道');
  await talk.say('能达标就行');
  await talk.tap(formTexts.chips.noPhone);
  await talk.tap(previewTexts.file);
  await talk.say('我的需求');
  await talk.tap(demandTexts.actions.add_facts);
  await talk.say('看照片', undefined, [photo('f2')]);
  await talk.tap(demandTexts.actions.add_facts);
  expect(await talk.say('', undefined, [photo('f3')])).toContain(manageTexts.done.add_facts);
  const [demand] = await talk.demands();
  const files = await listBySubject(bench.storage.db, `demand:${demand?.id}`);
  expect(files.map(({ id }) => id)).toEqual(['f1', 'f2', 'f3']);
  const events = await bench.storage.db.selectFrom('demand_events').select(['event', 'data']).execute();
  const added = events.filter(({ event }) => event === 'add_facts').map(({ data }) => JSON.parse(data));
  expect(added).toEqual([
    { text: '看照片', files: ['f2'] },
    { text: '', files: ['f3'] },
  ]);
});

test('a chat is bound by a code, and whoever guesses has to wait', async () => {
  const bench = await openBench();
  await addPeople(bench.storage);
  const talk = openTalk(bench);
  await filed(talk);
  const now = bench.clock.now().toISOString();
  const digest = codeDigest('bench', 'K7PMQ2XA');
  const code = { id: 'code', digest, purpose: 'bind', personId: 'expert', by: 'coordinator', now } as const;
  await bench.storage.write((tx) => makeCode(tx, code));
  expect(await talk.say('绑定')).toContain(bindTexts.ask);
  expect(await talk.say('K7PMQ2XB')).toBe(bindTexts.wrong_code);
  expect(await talk.say('k7pm-q2xa')).toBe(bindTexts.bound);
  expect(await talk.demands()).toMatchObject([{ personId: 'expert' }]);
  for (let guess = 0; guess < 4; guess += 1) await talk.say('绑定 AAAAAAAA');
  expect(await talk.say('绑定 AAAAAAAA')).toBe(bindTexts.too_many);
  await talk.say('新的咨询');
  expect(await talk.say('绑定 AAAAAAAA')).toBe(bindTexts.too_many);
  bench.clock.advance(15 * 60_000 + 1);
  expect(await talk.say('绑定 AAAAAAAA')).toBe(bindTexts.wrong_code);
});

let ids = 0;
