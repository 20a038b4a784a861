import { describe, expect, test } from 'vitest';
import { createWorkingCalendar } from '../../../src/calendar/working-calendar.js';
import { completeCallTask } from '../../../src/delivery/call-task.js';
import { chatOfPerson } from '../../../src/delivery/chat-of-person.js';
import { markRead } from '../../../src/delivery/delivered.js';
import { deliveryOf } from '../../../src/delivery/delivery-state.js';
import { recomputeDeadlines } from '../../../src/demand/recompute-deadlines.js';
import { ensureChatIdentity } from '../../../src/directory/chat-identities.js';
import * as activities from '../../../src/storage/activities.js';
import * as callTasks from '../../../src/storage/call-tasks.js';
import * as demandEvents from '../../../src/storage/demand-events.js';
import * as demands from '../../../src/storage/demands.js';
import * as notices from '../../../src/storage/notices.js';
import * as deliveries from '../../../src/storage/outbox-deliveries.js';
import type { Storage } from '../../../src/storage/storage.js';
import * as textMessages from '../../../src/storage/text-messages.js';
import * as timers from '../../../src/storage/timers.js';
import { ASKER, actorOf, castPeople, draft, play, ZHEJIANG } from '../demand-cast.js';
import { at, range, send } from './rows.js';
import type { Stage } from './stage.js';

const COORDINATOR = actorOf('coordinator');
const EXPERT = actorOf('expert');
const calendar = createWorkingCalendar();
let ids = 0;
const deps = { identifiers: { next: () => `delivery-${++ids}` }, calendar };

/** A demand with its reply, whose notice is in the outbox as message o1 with number 1 of c1. */
async function replied(storage: Storage): Promise<notices.Notice> {
  await castPeople(storage);
  await draft(storage);
  await play(storage, [
    [ASKER, 'file'],
    [COORDINATOR, 'accept'],
    [COORDINATOR, 'dispatch'],
    [EXPERT, 'take'],
    [EXPERT, 'reply'],
  ]);
  const all = await notices.ofDemand(storage.db, 'd1');
  const notice = all.find(({ kind, audience }) => kind === 'reply' && audience === 'asker')!;
  await send(storage, 'o1', { seq: 1 });
  const sent = { id: notice.id, outboxId: 'o1', conversationId: 'c1', now: at(400) };
  expect(await storage.write((tx) => notices.markSent(tx, sent))).toBe(true);
  expect(await storage.write((tx) => notices.markSent(tx, sent))).toBe(false);
  return notice;
}

const insertText = (storage: Storage, notice: notices.Notice, id: string) =>
  storage.write((tx) =>
    textMessages.insert(tx, { id, noticeId: notice.id, demandId: 'd1', notBefore: at(500), now: at(500) }),
  );

const openTask = (storage: Storage, notice: notices.Notice, id: string) =>
  storage.write((tx) =>
    callTasks.open(tx, {
      id,
      demandId: 'd1',
      noticeId: notice.id,
      province: ZHEJIANG,
      reason: 'no_phone',
      now: at(500),
    }),
  );

export function deliveryContract(stage: () => Stage): void {
  describe('deliveries', () => {
    test('a notice is due from its time on, settled once, and waits after a failure', async () => {
      const { storage } = stage();
      await castPeople(storage);
      await draft(storage);
      await play(storage, [
        [ASKER, 'file'],
        [COORDINATOR, 'accept'],
      ]);
      const due = (seconds: number) => notices.due(storage.db, at(seconds), 10);
      expect((await due(60)).map(({ kind }) => kind)).toEqual(['file', 'file']);
      const [first, second, accept] = await due(120);
      const failure = { id: first!.id, error: 'busy\u0000', retryAt: (count: number) => at(120 + count) };
      expect(await storage.write((tx) => notices.recordFailure(tx, failure))).toBe(1);
      expect(await storage.write((tx) => notices.recordFailure(tx, failure))).toBe(2);
      expect((await due(121)).map(({ id }) => id)).toEqual([second!.id, accept!.id]);
      expect(await notices.find(storage.db, first!.id)).toMatchObject({ attempts: 2, error: 'busy\uFFFD' });
      const aside = { id: second!.id, state: 'console', error: null, now: at(130) } as const;
      expect(await storage.write((tx) => notices.postpone(tx, { id: first!.id, until: at(900) }))).toBe(true);
      expect(await notices.find(storage.db, first!.id)).toMatchObject({ attempts: 2, notBefore: at(900) });
      expect(await storage.write((tx) => notices.putAside(tx, aside))).toBe(true);
      expect(await storage.write((tx) => notices.putAside(tx, { ...aside, state: 'cancelled' }))).toBe(false);
      expect(await storage.write((tx) => notices.recordFailure(tx, { ...failure, id: second!.id }))).toBe(0);
      expect(await notices.find(storage.db, second!.id)).toMatchObject({
        state: 'console',
        finishedAt: at(130),
      });
      const states = (await deliveryOf(storage.db, 'd1', at(140))).map(({ state }) => state);
      expect(states.sort()).toEqual(['console', 'pending', 'pending']);
    });

    test('what several clients read at once is delivered once, and the demand moves on once', async () => {
      const { storage, other } = stage();
      const notice = await replied(storage);
      await openTask(storage, notice, 'k1');
      const stretch = { conversationId: 'c1', through: 1 };
      expect(await deliveries.hasUndelivered(storage.db, { ...stretch, through: 0 })).toBe(false);
      expect(await deliveries.hasUndelivered(storage.db, stretch)).toBe(true);
      const marks = range(1, 6).map((index) =>
        (index % 2 === 0 ? storage : other).write((tx) =>
          markRead(tx, deps, { ...stretch, now: at(600 + index) }),
        ),
      );
      await Promise.all(marks);
      expect(await deliveries.hasUndelivered(storage.db, stretch)).toBe(false);
      const events = (await demandEvents.list(storage.db, 'd1')).map(({ event }) => event);
      expect(events.filter((event) => event === 'reply_delivered')).toHaveLength(1);
      expect(await callTasks.find(storage.db, 'k1')).toMatchObject({
        state: 'done',
        outcome: 'delivered_meanwhile',
      });
      const row = (await deliveryOf(storage.db, 'd1', at(700))).find(
        ({ noticeId }) => noticeId === notice.id,
      );
      expect(row).toMatchObject({ state: 'delivered', kind: 'reply' });
    });

    test('a reading and a call at once settle a reply once', async () => {
      const { storage, other } = stage();
      const notice = await replied(storage);
      await openTask(storage, notice, 'k1');
      const completion = { id: 'k1', version: 1, outcome: 'told', remark: null } as const;
      const [, told] = await Promise.all([
        storage.write((tx) => markRead(tx, deps, { conversationId: 'c1', through: 1, now: at(600) })),
        other.write((tx) => completeCallTask(tx, deps, COORDINATOR, completion, at(600))),
      ]);
      const events = (await demandEvents.list(storage.db, 'd1')).map(({ event }) => event);
      expect(events.filter((event) => event === 'reply_delivered')).toHaveLength(1);
      const task = await callTasks.find(storage.db, 'k1');
      expect(task).toMatchObject({ state: 'done', outcome: told.ok ? 'told' : 'delivered_meanwhile' });
    });

    test('a text message is one for each notice, claimed by one, and taken over when the claim ran out', async () => {
      const { storage, other } = stage();
      const notice = await replied(storage);
      const inserted = await Promise.all(
        range(1, 4).map((index) => insertText(storage, notice, `t${index}`)),
      );
      expect(inserted.filter(Boolean)).toHaveLength(1);
      const { id } = (await textMessages.ofNotice(storage.db, notice.id))!;
      const claim = (owner: string, now: string, by = storage) =>
        by.write((tx) => textMessages.claim(tx, { id, owner, now, claimExpiresAt: at(530) }));
      const claims = range(1, 6).map((index) =>
        claim(`o${index}`, at(500), index % 2 === 0 ? storage : other),
      );
      expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
      expect(await textMessages.due(storage.db, at(529), 10)).toEqual([]);
      expect(await textMessages.due(storage.db, at(530), 10)).toMatchObject([{ id, attempts: 1 }]);
      expect(await claim('next', at(530))).toBe(true);
      const failure = { id, error: 'HTTP 503', retryAt: at(600) };
      await storage.write((tx) => textMessages.recordFailure(tx, failure));
      expect(await textMessages.due(storage.db, at(599), 10)).toEqual([]);
      await storage.write((tx) => textMessages.markSent(tx, { id, vendorId: 'v', now: at(600) }));
      await storage.write((tx) => textMessages.fail(tx, { id, error: 'late', now: at(601) }));
      expect(await textMessages.ofDemand(storage.db, 'd1')).toMatchObject([
        { state: 'sent', vendorId: 'v', error: null, finishedAt: at(600), attempts: 2 },
      ]);
    });

    test('a call task is one for each notice, listed where one may see it, and settled on the version seen', async () => {
      const { storage } = stage();
      const notice = await replied(storage);
      expect(await openTask(storage, notice, 'k1')).toBe(true);
      expect(await openTask(storage, notice, 'k2')).toBe(false);
      const listed = async (reach: Parameters<typeof callTasks.listOpen>[1]) =>
        (await callTasks.listOpen(storage.db, reach, 10)).map(({ id }) => id);
      expect(await listed('nation')).toEqual(['k1']);
      expect(await listed([ZHEJIANG])).toEqual(['k1']);
      expect(await listed(['440000'])).toEqual([]);
      expect(await listed([])).toEqual([]);
      const settlement = {
        id: 'k1',
        state: 'open',
        outcome: 'unreachable',
        remark: '没人接',
        by: 'coordinator',
        now: at(600),
      } as const;
      const settle = (version: number) =>
        storage.write((tx) => callTasks.settle(tx, { ...settlement, version }));
      expect(await settle(2)).toBe(false);
      expect(await settle(1)).toBe(true);
      expect(await settle(1)).toBe(false);
      expect(await callTasks.ofNotice(storage.db, notice.id)).toMatchObject({
        state: 'open',
        outcome: 'unreachable',
        remark: '没人接',
        version: 2,
        doneAt: null,
      });
    });

    test('a person is found where they were heard last, never in a group', async () => {
      const { storage } = stage();
      await castPeople(storage);
      const heard = (id: string, conversationId: string, asker: string, seconds: number) =>
        storage.write((tx) =>
          activities.append(tx, {
            id,
            conversationId,
            direction: 'in',
            asker,
            activity: {},
            now: at(seconds),
          }),
        );
      const find = () => chatOfPerson(storage.db, 'expert', ['directline']);
      expect(await find()).toBeNull();
      await storage.write(async (tx) => {
        for (const vendorUserId of ['u1', 'u2']) {
          const identity = { id: vendorUserId, channelAccountId: 'web', vendorUserId, now: at(0) };
          await ensureChatIdentity(tx, identity);
        }
        await tx.updateTable('chat_identities').set({ person_id: 'expert' }).execute();
      });
      expect(await find()).toBeNull();
      await heard('a1', 'c1', 'u1', 1);
      await heard('a2', 'c2', 'u2', 2);
      await heard('a3', 'c1', 'somebody', 3);
      expect(await find()).toEqual({ conversationId: 'c2', asker: 'u2' });
      expect(await chatOfPerson(storage.db, 'expert', ['other'])).toBeNull();
      expect(await chatOfPerson(storage.db, 'expert', [])).toBeNull();
      const reference = JSON.stringify({ conversation: { id: 'c2', isGroup: true } });
      await storage.write((tx) =>
        tx.updateTable('conversations').set({ reference }).where('id', '=', 'c2').execute(),
      );
      expect(await find()).toEqual({ conversationId: 'c1', asker: 'u1' });
    });

    test('timers that are hastened are due at once, others stay', async () => {
      const { storage } = stage();
      for (const subject of ['s1', 's2']) {
        const timer = { id: subject, kind: 'k', subject, payload: {}, dueAt: at(99), now: at(0) };
        await storage.write((tx) => timers.schedule(tx, timer));
      }
      await storage.write((tx) => timers.hasten(tx, { subject: 's1', now: at(5) }));
      expect(await timers.due(storage.db, { kinds: ['k'], now: at(5), limit: 9 })).toMatchObject([
        { id: 's1' },
      ]);
    });

    test('dates of a year that was not known are computed again when it is, with their timers, once', async () => {
      const { storage } = stage();
      await castPeople(storage);
      const now = `${calendar.lastKnownYear}-12-22T02:00:00.000Z`;
      await draft(storage, { now });
      await play(storage, [[ASKER, 'file']], (Date.parse(now) - Date.parse(at(0))) / 60_000);
      const before = (await demands.find(storage.db, 'd1'))!;
      expect(before.clock.stages.accept).toMatchObject({ provisional: false });
      await play(storage, [[COORDINATOR, 'accept']], (Date.parse(now) - Date.parse(at(0))) / 60_000 + 5);
      const accepted = (await demands.find(storage.db, 'd1'))!;
      expect(accepted.clock.stages.close).toMatchObject({ provisional: true });
      expect(await recomputeDeadlines(storage, deps, now)).toBe(0);
      // Next year's first working week is off, says the arrangement that has come meanwhile.
      const year = calendar.lastKnownYear + 1;
      const holidays = [...range(1, 8).map((day) => `${year}-01-0${day}`), `${year}-10-01`];
      const later = createWorkingCalendar([{ year, holidays, makeUpDays: [] }]);
      expect(await recomputeDeadlines(storage, { ...deps, calendar: later }, now)).toBe(1);
      expect(await recomputeDeadlines(storage, { ...deps, calendar: later }, now)).toBe(0);
      const after = (await demands.find(storage.db, 'd1'))!;
      expect(after.version).toBe(accepted.version);
      const dates = [accepted, after].map(({ clock }) => clock.stages.close!.dueAt);
      expect(dates[1]! > dates[0]!).toBe(true);
      const overdue = (await timers.pending(storage.db, 'demand:d1')).find(
        ({ kind }) => kind === 'demand.overdue.close',
      );
      expect(overdue?.dueAt).toBe(dates[1]);
    });
  });
}
