import { describe, expect, onTestFinished, test } from 'vitest';
import { createMainDialog } from '../../bot/dialogs/main.js';
import type { Demand } from '../../src/demand/demand.js';
import * as callTasks from '../../src/storage/call-tasks.js';
import * as caseDrafts from '../../src/storage/case-drafts.js';
import * as demandEvents from '../../src/storage/demand-events.js';
import * as demandNotes from '../../src/storage/demand-notes.js';
import * as notices from '../../src/storage/notices.js';
import * as settings from '../../src/storage/province-settings.js';
import type { Backend } from '../src/backend.js';
import { rulesAdvisor } from './asker-bench.js';
import { DirectLineClient, type Opened } from './directline-client.js';
import { formOf, must, ZHEJIANG } from './expert-stage.js';
import { addPerson, newSeat, openWorld, type Seat, THINGS, type Whole, type World } from './idor-world.js';

/** How often each race is run: who comes first differs. */
const ROUNDS = 3;
/** Clicks of one impatient hand. */
const CLICKS = [1, 2, 3, 4];

interface Office extends World {
  /** Another coordinator of the same province. */
  readonly second: Seat;
  readonly boss: Seat;
  readonly otherBoss: Seat;
}

async function openOffice(backend: Backend): Promise<Office> {
  const { databaseUrl, dataDir, remove } = await backend();
  onTestFinished(remove);
  const dialog = createMainDialog({ advisor: rulesAdvisor });
  const world = await openWorld({ dataDir, dialog, ...(databaseUrl === null ? {} : { databaseUrl }) });
  const second = await newSeat(world, 'second', [['coordinator', ZHEJIANG]]);
  const boss = await newSeat(world, 'boss', [['administrator', ZHEJIANG]]);
  const otherBoss = await newSeat(world, 'other-boss', [['administrator', ZHEJIANG]]);
  for (const id of ['left', 'right']) await addPerson(world, id, [['expert', ZHEJIANG]]);
  return { ...world, second, boss, otherBoss };
}

const statuses = (answers: readonly { readonly status: number }[]) =>
  answers.map(({ status }) => status).sort();

const eventsOf = async ({ service }: World, id: string) =>
  (await demandEvents.list(service.storage.db, id)).map(({ event }) => event);

/** The timeline is whole: one line for each version. */
async function expectWhole(world: World, { id, version }: Demand): Promise<void> {
  const events = await demandEvents.list(world.service.storage.db, id);
  expect(events.map(({ position }) => position)).toEqual(
    Array.from({ length: version }, (_, index) => index + 1),
  );
}

/** A demand that waits to be accepted. */
async function submitted(world: World, id: string): Promise<Demand> {
  await world.draft(id);
  await must(world.say(world.askerActor, 'file', { phone: null, phoneShared: false, consent: '1' }, id));
  return world.demand(id);
}

/** What several hands do to what all of them saw: through the front door, at once. */
export function conflictSuite(name: string, backend: Backend): void {
  describe(`many hands at once on ${name}`, { timeout: 120_000 }, () => {
    test('one coordinator accepts while another refuses: one of them does, the other is told who was faster', async () => {
      const office = await openOffice(backend);
      for (let round = 0; round < ROUNDS; round += 1) {
        const { id, version } = await submitted(office, `race-${round}`);
        const refusal = {
          ground: 'not_technical',
          reason: `写了很久的理由${round}`,
          address: '市政务服务热线',
        };
        const answers = await Promise.all([
          office.desk.post(`/demands/${id}/acts`, { event: 'accept', data: {}, version, key: 'a' }),
          office.second.post(`/demands/${id}/acts`, { event: 'refuse', data: refusal, version, key: 'b' }),
        ]);
        expect(statuses(answers)).toEqual([200, 409]);
        const late = answers.find(({ status }) => status === 409);
        const winner = answers.findIndex(({ status }) => status === 200) === 0 ? 'coordinator' : 'second';
        expect(JSON.parse(late?.body ?? '')).toMatchObject({
          code: 'conflict',
          changes: [{ sentence: expect.stringContaining(`姓名${winner}`) }],
        });
        const after = await office.demand(id);
        expect(after.version).toBe(version + 1);
        expect(after.state).toBe(winner === 'coordinator' ? 'accepted' : 'refused');
        await expectWhole(office, after);
      }
    });

    test('two dispatch to different people: one has it, one is told, and one person alone hears of it', async () => {
      const office = await openOffice(backend);
      for (let round = 0; round < ROUNDS; round += 1) {
        const { id } = await submitted(office, `give-${round}`);
        await must(office.say(office.coordinator, 'accept', {}, id));
        const { version } = await office.demand(id);
        const give = (who: Seat, assigneeId: string) =>
          who.post(`/demands/${id}/acts`, {
            event: 'dispatch',
            data: { assigneeId, reason: '合适' },
            version,
            key: assigneeId,
          });
        const answers = await Promise.all([give(office.desk, 'left'), give(office.second, 'right')]);
        expect(statuses(answers)).toEqual([200, 409]);
        const { assigneeId } = await office.demand(id);
        const told = await notices.ofDemand(office.service.storage.db, id);
        expect(
          told.filter(({ audience }) => audience === 'assignee').map(({ personId }) => personId),
        ).toEqual([assigneeId]);
      }
    });

    test('a form that is sent four times at once is done once, and each click is told the same', async () => {
      const office = await openOffice(backend);
      const { db } = office.service.storage;
      const { id, version } = await submitted(office, 'clicked');
      const click = async (path: string, body: object, who = office.desk): Promise<Whole> => {
        const answers = await Promise.all(CLICKS.map(() => who.post(path, body)));
        expect(new Set(answers.map(({ status, body: text }) => `${status} ${text}`)).size, path).toBe(1);
        return answers[0]!;
      };
      expect(
        (await click(`/demands/${id}/acts`, { event: 'accept', data: {}, version, key: 'once' })).status,
      ).toBe(200);
      expect(await eventsOf(office, id)).toEqual(['draft', 'file', 'accept']);
      await click(`/demands/${id}/notes`, { key: 'once', body: '一条备注' });
      await click(`/demands/d1/notes`, { key: 'once', body: '另一件的备注' });
      expect(await demandNotes.list(db, id)).toMatchObject([{ body: '一条备注' }]);
      expect((await demandNotes.list(db, 'd1')).map(({ body }) => body)).toContain('另一件的备注');
      const dispatch = {
        event: 'dispatch',
        data: { assigneeId: 'left', reason: '合适' },
        version: version + 1,
        key: 'once-more',
      };
      expect((await click(`/demands/${id}/acts`, dispatch)).status).toBe(200);
      expect(await eventsOf(office, id)).toEqual(['draft', 'file', 'accept', 'dispatch']);
      // The same key on another demand is another form.
      const other = {
        event: 'dispatch',
        data: { assigneeId: 'right', reason: '改派' },
        version: (await office.demand('d1')).version,
        key: 'once-more',
      };
      expect((await office.desk.post('/demands/d1/acts', other)).status).toBe(200);
      expect(await office.demand('d1')).toMatchObject({ assigneeId: 'right' });
    });

    test('of two who save the same the later is refused, and the earlier one’s words stand', async () => {
      const office = await openOffice(backend);
      const { db } = office.service.storage;
      const seen = JSON.parse((await office.boss.get(`/settings/${ZHEJIANG}`)).body);
      // The first save of all, of which there is no row yet, and a second.
      for (const version of [0, 1]) {
        const save = (who: Seat, acceptDays: number) =>
          who.call('put', `/settings/${ZHEJIANG}`, {
            version,
            settings: { ...seen.settings, acceptDays },
            dutyCoordinatorId: null,
          });
        const answers = await Promise.all([
          save(office.boss, 4 + version),
          save(office.otherBoss, 8 + version),
        ]);
        expect(statuses(answers)).toEqual([200, 409]);
        const stood = answers[0]?.status === 200 ? 4 + version : 8 + version;
        expect(await settings.find(db, ZHEJIANG)).toMatchObject({
          version: version + 1,
          settings: { acceptDays: stood },
        });
      }
      const draft = JSON.parse((await office.desk.get(`/demands/${THINGS.caseOf}/case`)).body);
      const write = (who: Seat, title: string) =>
        who.call('put', `/demands/${THINGS.caseOf}/case`, {
          version: draft.version,
          content: { ...draft.content, title },
        });
      const written = await Promise.all([write(office.desk, '甲写的'), write(office.second, '乙写的')]);
      expect(statuses(written)).toEqual([200, 409]);
      const title = written[0]?.status === 200 ? '甲写的' : '乙写的';
      expect(await caseDrafts.find(db, THINGS.caseOf)).toMatchObject({ content: { title } });
      for (const version of [0, 1]) {
        const keep = (who: Seat, loadLimit: number) =>
          who.call('put', '/experts/left', { version, loadLimit, awayUntil: null, recusals: [] });
        expect(statuses(await Promise.all([keep(office.desk, 2), keep(office.second, 3)]))).toEqual([
          200, 409,
        ]);
      }
      const person = JSON.parse((await office.boss.get('/people/left')).body);
      const rename = (who: Seat, to: string) =>
        who.call('patch', '/people/left', { version: person.version, name: to });
      expect(
        statuses(await Promise.all([rename(office.boss, '甲'), rename(office.otherBoss, '乙')])),
      ).toEqual([200, 409]);
    });

    test('roles are given and ended once, a call is settled once', async () => {
      const office = await openOffice(backend);
      const give = (who: Seat) =>
        who.post('/people/left/memberships', { role: 'unit_staff', region: ZHEJIANG });
      expect(statuses(await Promise.all([give(office.boss), give(office.otherBoss)]))).toEqual([200, 400]);
      const end = (who: Seat) => who.post(`/memberships/m-right-expert-${ZHEJIANG}/end`, { reason: '离职' });
      expect(statuses(await Promise.all([end(office.boss), end(office.otherBoss)]))).toEqual([204, 409]);
      const settle = (who: Seat, outcome: string) =>
        who.post(`/call-tasks/${THINGS.call}/result`, { version: 1, outcome, remark: `${who.name}打的` });
      const answers = await Promise.all([settle(office.desk, 'told'), settle(office.second, 'unreachable')]);
      expect(statuses(answers)).toEqual([200, 409]);
      const [first] = answers;
      const remark = first?.status === 200 ? 'coordinator打的' : 'second打的';
      expect(await callTasks.find(office.service.storage.db, THINGS.call)).toMatchObject({
        version: 2,
        remark,
      });
    });

    test('the asker withdraws while the expert sends the reply: both orders end well, and the reply’s words are not lost', async () => {
      const office = await openOffice(backend);
      const client = new DirectLineClient(office.service.url);
      const { conversationId } = office.asker;
      const opened = { conversationId, token: (office.asker as unknown as Opened).token } as Opened;
      for (let round = 0; round < ROUNDS; round += 1) {
        const id = `both-${round}`;
        await submitted(office, id);
        await must(office.say(office.coordinator, 'accept', {}, id));
        await must(office.say(office.coordinator, 'dispatch', { assigneeId: 'expert', reason: '合适' }, id));
        await must(office.say(EXPERT, 'take', {}, id));
        const page = await office.expert.page(`/expert/demands/${id}`);
        const words = `写了一上午的答复${round}`;
        const watermark = (await client.after(opened)).watermark;
        const [sent] = await Promise.all([
          office.expert.send(page, 'reply', { text: words }),
          client.post(opened, {
            type: 'message',
            text: '撤回',
            value: { do: 'withdraw', demandId: id, sure: true },
          }),
        ]);
        await client.collect(opened, 2, watermark);
        const after = await office.demand(id);
        await expectWhole(office, after);
        const events = await eventsOf(office, id);
        expect(after.state, events.join(' ')).toBe('withdrawn');
        if (sent.status === 303) expect(events.slice(-2)).toEqual(['reply', 'withdraw']);
        else {
          expect(sent.status).toBe(409);
          expect(sent.text).toContain(words);
          expect(events).not.toContain('reply');
        }
      }
    });

    test('an expert’s impatient clicks send one reply; another page of theirs that is older gets its words back', async () => {
      const office = await openOffice(backend);
      const page = await office.expert.page('/expert/demands/d1');
      const old = await office.expert.page('/expert/demands/d1');
      const fields = { text: '建议先测苯系物' };
      const sent = await Promise.all(CLICKS.map(() => office.expert.send(page, 'reply', fields)));
      expect(new Set(sent.map(({ status, location }) => `${status} ${location}`)).size).toBe(1);
      expect(sent[0]?.status).toBe(303);
      expect((await eventsOf(office, 'd1')).filter((event) => event === 'reply')).toHaveLength(1);
      const late = await office.expert.send(old, 'ask_back', {
        text: '还想问一句：溶剂是哪一种？</textarea><script>',
      });
      expect(late.status).toBe(409);
      expect(late.text).toContain('还想问一句：溶剂是哪一种？&lt;/textarea&gt;&lt;script&gt;');
      const away = formOf(await office.expert.page('/expert'), 'availability');
      const choose = (limit: string) =>
        office.expert.post(
          away.action,
          new URLSearchParams([...away.hidden, ['away_until', ''], ['load_limit', limit]]),
        );
      const both = await Promise.all([choose('2'), choose('3')]);
      expect(statuses(both)).toEqual([303, 409]);
      const refused = both.find(({ status }) => status === 409);
      expect(refused?.text).toContain(`value="${both[0]?.status === 409 ? 2 : 3}"`);
    });

    test('what no database can hold is answered, by every door', async () => {
      const office = await openOffice(backend);
      const nul = encodeURIComponent('a\u0000b');
      const { version } = await office.demand('d1');
      const cursor = Buffer.from(JSON.stringify([0, 'a\u0000', '', 'b\u0000'])).toString('base64url');
      for (const path of [
        `/demands/${nul}`,
        `/experts/${nul}`,
        `/audit/person/${nul}`,
        `/audit/demand/${nul}`,
        `/queue?text=${nul}&assignee=${nul}`,
        `/queue?tab=all&cursor=${cursor}`,
      ])
        expect([200, 404], path).toContain((await office.desk.get(path)).status);
      for (const path of [`/people/${nul}`, `/people?name=${nul}`, `/settings/${nul}`])
        expect([200, 404], path).toContain((await office.boss.get(path)).status);
      const bosses: readonly (readonly [string, string, object, readonly number[]])[] = [
        ['post', '/people', { name: '赵\u0000敏', role: 'expert', region: ZHEJIANG }, [200]],
        ['post', '/session', { login: 'a\u0000', password: 'b\u0000' }, [401]],
        ['post', `/memberships/${nul}/end`, { reason: 'x\u0000' }, [404]],
        ['post', `/memberships/m-right-expert-${ZHEJIANG}/end`, { reason: 'x\u0000' }, [204]],
        ['post', `/people/${nul}/memberships`, { role: 'expert', region: ZHEJIANG }, [404]],
        ['delete', `/people/left/chats/${nul}`, {}, [404]],
        ['delete', `/account/chats/${nul}`, {}, [404]],
        [
          'post',
          '/set-up',
          { code: 'x\u0000', name: '\u0000', login: 'abc', password: '\u0000' },
          [400, 410],
        ],
        ['post', '/password-link', { code: 'x\u0000', password: 'y\u0000' }, [400, 410]],
      ];
      for (const [method, path, body, expected] of bosses)
        expect(expected, path).toContain((await office.boss.call(method, path, body)).status);
      const desks: readonly (readonly [string, string, object, readonly number[]])[] = [
        ['post', '/demands/d1/notes', { key: 'k', body: 'a\u0000b' }, [200]],
        [
          'post',
          '/demands/d1/acts',
          { event: 'dispatch', data: { assigneeId: 'a\u0000', reason: 'b\u0000' }, version, key: 'k' },
          [400],
        ],
        [
          'put',
          '/experts/left',
          { version: 0, loadLimit: 1, awayUntil: null, recusals: [{ party: 'a\u0000', reason: 'b\u0000' }] },
          [200],
        ],
        [
          'post',
          `/call-tasks/${THINGS.call}/result`,
          { version: 1, outcome: 'unreachable', remark: 'a\u0000' },
          [200],
        ],
        ['post', `/call-tasks/${nul}/contact`, {}, [404]],
        [
          'post',
          '/demands/d1/acts',
          { event: 'reply', data: { text: 'a\u0000b', files: ['c\u0000'] }, version, key: 'r' },
          [400],
        ],
        [
          'post',
          '/demands/d1/acts',
          { event: 'reply', data: { text: 'a\u0000b', onBehalfOf: 'c\u0000' }, version, key: 'r' },
          [200],
        ],
      ];
      for (const [method, path, body, expected] of desks)
        expect(expected, path).toContain((await office.desk.call(method, path, body)).status);
      for (const path of [
        `/files/${nul}`,
        `/records/${nul}`,
        `/expert/demands/${nul}`,
        `/expert/demands/d1/files/${nul}`,
      ])
        expect((await office.expert.get(path)).status, path).toBe(404);
    });
  });
}

const EXPERT = { id: 'expert', personId: 'expert', grants: [] } as const;
