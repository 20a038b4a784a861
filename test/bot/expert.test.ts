import { describe, expect, test } from 'vitest';
import { expertTexts as texts } from '../../bot/expert/texts.js';
import * as audit from '../../src/audit/audit.js';
import { MASK } from '../../src/demand/texts.js';
import { fileTexts } from '../../src/files/texts.js';
import * as demandEvents from '../../src/storage/demand-events.js';
import * as expertProfiles from '../../src/storage/expert-profiles.js';
import * as files from '../../src/storage/files.js';
import { file, formOf, must, openStage, PHONE, Phone, SERVICE, type Stage } from './expert-stage.js';
import { EXE, PDF, PNG } from './sample-files.js';

const D1 = '/expert/demands/d1';
const DAY_MS = 86_400_000;

async function eventsOf({ service }: Stage, id = 'd1'): Promise<string[]> {
  return (await demandEvents.list(service.storage.db, id)).map(({ event }) => event);
}

async function taken(options = {}): Promise<Stage> {
  const stage = await openStage(options);
  await stage.expert.send(await stage.expert.page(D1), 'take');
  return stage;
}

describe('the way of an expert', () => {
  test('list, demand, 接单, 请补充, answer, reply with files, 补充答复', async () => {
    const stage = await openStage();
    const { expert, clock } = stage;
    const list = await expert.page('/expert');
    expect(list).toContain('href="/expert/demands/d1"');
    expect(list).toContain('姓名expert，您好');
    expect(list).toContain('请在 11 月 27 日 18:00 前给出首次答复（还有 3 个工作日）');

    const fresh = await expert.page(D1);
    expect(fresh).toContain('浙-2026-00001');
    expect(fresh).toContain(texts.state.dispatched!);
    expect(() => formOf(fresh, 'reply')).toThrow();
    const take = await expert.send(fresh, 'take');
    expect(take).toMatchObject({ status: 303, location: `${D1}?done=take#work` });
    const page = await expert.page(`${D1}?done=take`);
    expect(page).toContain(texts.done.take);

    const asked = await expert.send(page, 'ask_back', { text: '风机功率多少？\r\n型号？' });
    expect(asked).toMatchObject({ status: 303, location: `${D1}?done=ask_back` });
    const waiting = await expert.page(D1);
    expect(waiting).toContain(texts.deadline.paused);
    expect(waiting).toContain('风机功率多少？\n型号？');
    clock.advance(DAY_MS);
    await must(stage.say(stage.askerActor, 'answer', { text: `15 千瓦，问我${PHONE}` }));
    const answered = await expert.page(D1);
    expect(answered).toContain(`15 千瓦，问我${MASK.phone}`);
    expect(answered).toContain('还有 3 个工作日');

    const uploads = [
      { name: '方案.pdf', content: PDF },
      { name: '现场.png', content: PNG },
    ];
    const replied = await expert.send(answered, 'reply', { text: '建议先测苯系物。' }, uploads);
    expect(replied).toMatchObject({ status: 303, location: `${D1}?done=reply` });
    expect(await stage.demand()).toMatchObject({ state: 'replied' });
    const rows = await files.listBySubject(stage.service.storage.db, 'demand:d1');
    expect(rows.map(({ name, visibility }) => [name, visibility]).sort()).toEqual([
      ['方案.pdf', 'subject'],
      ['现场.png', 'subject'],
    ]);
    const asker = await stage.asker.get(`/files/${rows[0]!.id}`);
    expect(asker.status).toBe(200);

    const after = await expert.page(`${D1}?done=reply`);
    for (const each of ['建议先测苯系物。', '方案.pdf', texts.done.reply, texts.reply.againButton])
      expect(after).toContain(each);
    expect((await expert.send(after, 'reply', { text: '另外注意防爆。' })).status).toBe(303);
    expect((await eventsOf(stage)).slice(4)).toEqual(['take', 'ask_back', 'answer', 'reply', 'reply']);
  });

  test('at most three questions in a round', async () => {
    const stage = await taken();
    for (const question of ['一', '二', '三']) {
      const page = await stage.expert.page(D1);
      expect(await stage.expert.send(page, 'ask_back', { text: question })).toMatchObject({ status: 303 });
      await must(stage.say(stage.askerActor, 'answer', { text: '答' }));
    }
    const page = await stage.expert.page(D1);
    expect(page).toContain(texts.askBack.used(3));
    expect(page).toContain(texts.askBack.spent);
    expect(() => formOf(page, 'ask_back')).toThrow();
    const old = await stage.expert.send(page.replaceAll('/reply"', '/ask_back"'), 'ask_back', { text: '四' });
    expect(old.status).toBe(422);
    expect(old.text).toContain(texts.problem.spent);
  });

  test('退单 with reasons and somebody else in mind', async () => {
    const stage = await openStage();
    const page = await stage.expert.page(D1);
    const empty = await stage.expert.send(page, 'decline', { text: ' ', instead: '王老师' });
    expect(empty.status).toBe(422);
    expect(empty.text).toMatch(/<details class="act act-folded" open>/);
    expect(empty.text).toMatch(/aria-describedby="decline-text-error"/);
    expect(empty.text).toContain('王老师');
    const [reason] = texts.decline.reasons;
    const sent = await stage.expert.send(empty.text, 'decline', {
      reason,
      text: '也太远',
      instead: '王老师',
    });
    expect(sent).toMatchObject({ status: 303, location: '/expert?done=decline' });
    expect(await stage.expert.page('/expert?done=decline')).toContain(texts.done.decline);
    const events = await demandEvents.list(stage.service.storage.db, 'd1');
    expect(events.at(-1)).toMatchObject({
      event: 'decline',
      data: { reason: `${reason}；也太远`, instead: '王老师' },
    });
    expect((await stage.expert.get(D1)).status).toBe(404);
    // Tapped twice, the second tap finds it done.
    const again = await stage.expert.send(empty.text, 'decline', {
      reason,
      text: '也太远',
      instead: '王老师',
    });
    expect(again).toMatchObject({ status: 303, location: '/expert?done=decline' });
    const late = await stage.expert.send(page, 'decline', { text: '来晚了', instead: '王老师' });
    expect(late.status).toBe(404);
    expect(late.text).toContain('来晚了\n\n王老师</textarea>');
  });

  test('an emergency is due the same day, a deadline that is over says so', async () => {
    const stage = await openStage();
    await file(stage, 'd2', 'expert', 'emergency');
    expect(await stage.expert.page('/expert/demands/d2')).toContain(
      '请在 11 月 24 日 24:00 前给出首次答复（今天到期）',
    );
    stage.clock.advance(7 * DAY_MS);
    expect(await stage.expert.page(D1)).toContain('应在 11 月 27 日 18:00 前给出首次答复，已经超时');
  });

  test('sees what it did itself and what came of it, in the next round too', async () => {
    const stage = await taken();
    await stage.expert.send(await stage.expert.page(D1), 'reply', { text: '第一次答复' });
    await must(stage.say(SERVICE, 'reply_delivered', { by: 'chat' }));
    expect(await stage.expert.page(D1)).toContain(texts.state.awaiting_confirmation!);
    await must(stage.say(stage.askerActor, 'reject', { reason: '没有回答异味从哪里来' }));
    const reopened = await stage.expert.page(D1);
    expect(reopened).toContain(texts.state.reopened!);
    expect(reopened).not.toContain('<form');
    await must(stage.say(stage.coordinator, 'dispatch', { assigneeId: 'expert', reason: null }));
    const again = await stage.expert.page(D1);
    for (const each of ['第一次答复', '没有回答异味从哪里来', texts.round(2)]) expect(again).toContain(each);
  });
});

describe('what the page shows', () => {
  test('is de-identified: neither numbers, nor names, nor the place below the county, nor internal words', async () => {
    const stage = await openStage();
    const page = await stage.expert.page(D1);
    for (const hidden of [PHONE, '华美', '虹星桥', '工业路', '内部理由', stage.asker.userId])
      expect(page).not.toContain(hidden);
    for (const shown of [
      '浙江省湖州市长兴县',
      MASK.phone,
      MASK.company,
      '风量 20000 m³/h',
      '吸附浓缩',
      texts.facts.unknown,
    ])
      expect(page).toContain(shown);
    await stage.expert.send(page, 'take');
    expect(await stage.expert.page(D1)).toContain(`<a class="phone" href="tel:${PHONE}">${PHONE}</a>`);
  });

  test('gives files under names that tell nothing, and only those of the demand', async () => {
    const stage = await openStage();
    const { storage } = stage.service;
    const add = (id: string, subject: string, visibility: 'subject' | 'internal', name: string) =>
      storage.write((tx) =>
        files.add(tx, {
          id,
          hash: 'a'.repeat(64),
          name,
          mediaType: 'application/pdf',
          size: 2048,
          subject,
          visibility,
          addedBy: stage.asker.userId,
          now: '2026-11-24T02:00:00.000Z',
        }),
      );
    await add('f1', 'demand:d1', 'subject', `华美家具有限公司${PHONE}.pdf`);
    await add('f2', 'demand:d1', 'internal', '内部.pdf');
    await file(stage, 'd2', 'expert');
    await add('f3', 'demand:d2', 'subject', '另一件.pdf');
    const page = await stage.expert.page(D1);
    expect(page).toContain(`${D1}/files/f1`);
    expect(page).toContain(`${MASK.company}${MASK.phone}.pdf`);
    expect(page).not.toContain('f2');
    for (const path of [`${D1}/files/f2`, `${D1}/files/f3`, `${D1}/files/none`])
      expect((await stage.expert.get(path)).status).toBe(404);
    // Its content is not there in this test: the right it had, the file it had not.
    expect((await stage.expert.get(`${D1}/files/f1`)).status).toBe(404);
  });

  test('escapes what the asker wrote', async () => {
    const stage = await taken();
    await must(stage.say(stage.askerActor, 'add_facts', { text: '<script>alert(1)</script>"\'&' }));
    const page = await stage.expert.page(D1);
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('&lt;script&gt;alert(1)');
  });

  test('runs no inline script or style and is not kept by caches', async () => {
    const stage = await openStage();
    for (const path of ['/expert', D1, '/expert/demands/none']) {
      const response = await stage.expert.get(path);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
      const text = await response.text();
      expect(text).not.toMatch(/<[^>]+ (style|on\w+)=/);
      for (const [, content] of text.matchAll(/<script[^>]*>([^<]*)/g)) expect(content).toBe('');
    }
  });
});

describe('a form', () => {
  test('that is tapped twice does one thing, files too', async () => {
    const stage = await taken();
    const page = await stage.expert.page(D1);
    const upload = [{ name: '方案.pdf', content: PDF }];
    const twice = await Promise.all(
      [1, 2].map(() => stage.expert.send(page, 'reply', { text: '答复' }, upload)),
    );
    expect(twice.map(({ status, location }) => [status, location])).toEqual(
      [1, 2].map(() => [303, `${D1}?done=reply`]),
    );
    expect((await stage.expert.send(page, 'reply', { text: '答复' }, upload)).status).toBe(303);
    expect((await eventsOf(stage)).filter((event) => event === 'reply')).toHaveLength(1);
    expect(await files.listBySubject(stage.service.storage.db, 'demand:d1')).toHaveLength(1);
  });

  test('is refused with all that was typed when something happened meanwhile, and goes through when sent again', async () => {
    const stage = await taken();
    const page = await stage.expert.page(D1);
    await must(stage.say(stage.askerActor, 'add_facts', { text: '夜里更明显' }));
    const text = '\n第一行\n<b>第二行</b>';
    const upload = [{ name: '方案.pdf', content: PDF }];
    const conflict = await stage.expert.send(page, 'reply', { text }, upload);
    expect(conflict.status).toBe(409);
    expect(conflict.text).toContain(`11 月 24 日 10:00 ${texts.timeline.events.add_facts}`);
    expect(conflict.text).toContain('夜里更明显');
    expect(conflict.text).toContain('>\n\n第一行\n&lt;b&gt;第二行&lt;/b&gt;</textarea>');
    expect(conflict.text).toContain('方案.pdf');
    expect((await eventsOf(stage)).at(-1)).toBe('add_facts');
    const form = formOf(conflict.text, 'reply');
    const kept = /name="kept" value="([^"]+)" checked/.exec(form.content)![1]!;
    expect(await stage.expert.send(conflict.text, 'reply', { text, kept })).toMatchObject({ status: 303 });
    expect((await demandEvents.list(stage.service.storage.db, 'd1')).at(-1)).toMatchObject({
      event: 'reply',
      data: { files: [kept] },
    });
  });

  test('is not held up by what the clock did', async () => {
    const stage = await taken();
    const page = await stage.expert.page(D1);
    await must(stage.say(SERVICE, 'warned', { deadline: 'firstReply' }));
    await must(stage.say(stage.askerActor, 'urge'));
    expect(await stage.expert.send(page, 'reply', { text: '答复' })).toMatchObject({ status: 303 });
  });

  test('of what cannot be done any more gives the text back', async () => {
    const stage = await taken();
    const page = await stage.expert.page(D1);
    await must(stage.say(stage.askerActor, 'withdraw', { reason: null }));
    const late = await stage.expert.send(page, 'reply', { text: '写了很久的答复' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('写了很久的答复');
    expect(late.text).toContain(texts.timeline.events.withdraw!);
    expect(late.text).not.toContain('<form');
  });

  test('keeps its files when the text was refused; what is unticked is thrown away', async () => {
    const stage = await taken();
    const { db } = stage.service.storage;
    const uploads = [
      { name: '一.pdf', content: PDF },
      { name: '二.png', content: PNG },
    ];
    const refused = await stage.expert.send(await stage.expert.page(D1), 'reply', { text: ' ' }, uploads);
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(
      /id="reply-text-error">[^<]+<[\s\S]*aria-describedby="reply-text-error reply-text-hint" aria-invalid="true"/,
    );
    const reloaded = await stage.expert.page(D1);
    const ids = [...reloaded.matchAll(/name="kept" value="([^"]+)" checked/g)].map(([, id]) => id!);
    expect(ids).toHaveLength(2);
    expect((await stage.asker.get(`/files/${ids[0]}`)).status).toBe(404);
    expect((await stage.expert.get(`${D1}/files/${ids[0]}`)).status).toBe(200);
    await stage.expert.send(reloaded, 'reply', { text: '答复', kept: ids[0]! });
    expect((await files.listBySubject(db, 'demand:d1')).map(({ id }) => id)).toEqual([ids[0]]);
  });

  test('with a file that is not taken, or too many, or none at all, loses no word', async () => {
    const stage = await taken();
    const page = await stage.expert.page(D1);
    const bad = await stage.expert.send(page, 'reply', { text: '好的答复' }, [
      { name: '坏.exe', content: EXE },
    ]);
    expect(bad.status).toBe(415);
    expect(bad.text).toContain(fileTexts.refused.executable('坏.exe'));
    expect(bad.text).toContain('好的答复</textarea>');
    const many = Array.from({ length: 12 }, (_, index) => ({ name: `${index}.pdf`, content: PDF }));
    const refused = await stage.expert.send(page, 'reply', { text: '好的答复' }, many);
    expect(refused.status).toBe(413);
    expect(refused.text).toContain('好的答复</textarea>');
    const large = [{ name: '大.pdf', content: Buffer.alloc(11 * 1024 * 1024, '%PDF') }];
    const tooLarge = await stage.expert.send(page, 'reply', { text: '好的答复' }, large);
    expect(tooLarge.status).toBe(413);
    expect(tooLarge.text).toContain('好的答复</textarea>');
    const pasted = await stage.expert.send(page, 'ask_back', { text: '问'.repeat(30_000) });
    expect(pasted.status).toBe(422);
    expect(pasted.text).toContain(`${'问'.repeat(30_000)}</textarea>`);
    expect(await eventsOf(stage)).not.toContain('reply');
    expect((await stage.expert.send(page, 'reply', { text: '长'.repeat(4001) })).text).toContain(
      texts.form.tooLong(4000),
    );
  });

  test('needs the token of its browser and comes from our own page', async () => {
    const stage = await taken();
    const colleague = await stage.bound('colleague', [['expert', '330000']]);
    await file(stage, 'd2', 'colleague');
    const other = formOf(await colleague.page('/expert/demands/d2'), 'take');
    const stolen = new Map(other.hidden).get('token')!;
    const page = await stage.expert.page(D1);
    for (const token of ['', 'x', stolen]) {
      const sent = await stage.expert.send(
        page.replaceAll(/name="token" value="[^"]*"/g, `name="token" value="${token}"`),
        'reply',
        { text: '原话' },
      );
      expect(sent.status).toBe(403);
      expect(sent.text).toContain('原话</textarea>');
    }
    const body = new URLSearchParams([...formOf(page, 'ask_back').hidden, ['text', '问']]);
    const foreign = await stage.expert.post(`${D1}/ask_back`, body, { 'sec-fetch-site': 'cross-site' });
    expect(foreign.status).toBe(403);
    expect(await eventsOf(stage)).not.toContain('ask_back');
  });
});

describe('我的安排', () => {
  test('sets absence and limit, once, keeps what was wrong, and tells of a change by somebody else', async () => {
    const stage = await openStage();
    const { db } = stage.service.storage;
    const page = await stage.expert.page('/expert');
    const wrong = await stage.expert.send(page, 'availability', {
      away_until: '2026-11-23',
      load_limit: '-1',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('value="2026-11-23"');
    expect(wrong.text).toContain('id="away-until-error"');
    expect(wrong.text).toContain('id="load-limit-error"');
    const good = { away_until: '2026-12-01', load_limit: '２' };
    for (const _ of [1, 2])
      expect(await stage.expert.send(page, 'availability', good)).toMatchObject({
        status: 303,
        location: '/expert?done=availability',
      });
    expect(await expertProfiles.find(db, 'expert')).toMatchObject({
      awayUntil: '2026-12-01',
      loadLimit: 2,
      version: 1,
    });
    expect(await stage.expert.page('/expert')).toContain('在办 1 件，上限 2 件，请假至 12 月 1 日');
    const stale = await stage.expert.send(page, 'availability', { away_until: '', load_limit: '3' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('value="3"');
    const actions = (await audit.events(db, 'person:expert')).map(({ action }) => action);
    expect(actions.filter((action) => action === 'expert.availability')).toHaveLength(1);
    expect(await new Phone(stage.service.url).page('/expert')).toContain(texts.bind.title);
  });
});
