import { describe, expect, test } from 'vitest';
import { verify } from '../../../src/audit/audit.js';
import * as demandEvents from '../../../src/storage/demand-events.js';
import * as demands from '../../../src/storage/demands.js';
import * as notices from '../../../src/storage/notices.js';
import * as timers from '../../../src/storage/timers.js';
import {
  ASKER,
  actorOf,
  castPeople,
  command,
  DATA,
  draft,
  FILING,
  play,
  SERVICE,
  ZHEJIANG,
} from '../demand-cast.js';
import { at, range } from './rows.js';
import type { Stage } from './stage.js';

const COORDINATOR = actorOf('coordinator');
const EXPERT = actorOf('expert');

export function demandContract(stage: () => Stage): void {
  describe('demands', () => {
    test('come back as they were stored, by id, receipt and asker', async () => {
      const { storage } = stage();
      await castPeople(storage);
      const drafted = await draft(storage);
      expect(drafted).toMatchObject({ ok: true, demand: { state: 'draft', version: 1, receipt: null } });
      expect(await demands.find(storage.db, 'd1')).toEqual(drafted.ok ? drafted.demand : null);
      const filed = await command(storage, ASKER, {
        event: 'file',
        data: { ...FILING, phone: '13800000000' },
      });
      if (!filed.ok) throw new Error(filed.reason);
      expect(filed.demand).toMatchObject({
        receipt: '浙-2026-00001',
        state: 'submitted',
        version: 2,
        phone: '13800000000',
        // The number was given, and not agreed to be passed on.
        phoneShared: false,
        clock: { stages: { accept: { dueAt: '2026-03-03T10:00:00.000Z', provisional: false } } },
      });
      expect(await demands.findByReceipt(storage.db, '浙-2026-00001')).toEqual(filed.demand);
      const key = { conversationId: 'c1', asker: 'asker-1', personId: null };
      expect(await demands.ofAsker(storage.db, key, 10)).toEqual([filed.demand]);
      expect(await demands.ofAsker(storage.db, { ...key, asker: 'asker-2' }, 10)).toEqual([]);
      expect(await demands.ofAsker(storage.db, { ...key, conversationId: 'c2' }, 10)).toEqual([]);
    });

    test('tell what happened last of a kind, of several at once', async () => {
      const { storage } = stage();
      await castPeople(storage);
      await draft(storage);
      await command(storage, ASKER, { event: 'file', data: FILING });
      const reasons = ['请补充风量', '还差浓度'];
      for (const reason of reasons) {
        await command(storage, COORDINATOR, { event: 'return', data: { reason } });
        await command(storage, ASKER, { event: 'supply', data: { text: '补充好了', files: [] } });
      }
      const wanted = [
        { demandId: 'd1', event: 'return' },
        { demandId: 'd1', event: 'reply' },
        { demandId: 'none', event: 'return' },
      ];
      const last = await demandEvents.lastOf(storage.db, wanted);
      expect(last).toEqual([{ demandId: 'd1', event: 'return', data: { reason: '还差浓度' } }]);
      expect(await demandEvents.lastOf(storage.db, [])).toEqual([]);
    });

    test('of commands that race, each is carried out once, and none on a state that it did not see', async () => {
      const { storage, other } = stage();
      await castPeople(storage);
      await draft(storage);
      const filings = await Promise.all(
        range(1, 6).map((index) =>
          command(index % 2 === 0 ? storage : other, ASKER, { event: 'file', data: FILING, version: 1 }),
        ),
      );
      expect(filings.filter(({ ok }) => ok)).toHaveLength(1);
      const accepted = await Promise.all(
        range(1, 6).map((index) =>
          command(index % 2 === 0 ? storage : other, COORDINATOR, { event: 'accept', key: 'click-1' }),
        ),
      );
      expect(accepted.every(({ ok }) => ok)).toBe(true);
      expect(accepted.filter((each) => each.ok && !each.repeated)).toHaveLength(1);
      expect((await demandEvents.list(storage.db, 'd1')).map(({ event }) => event)).toEqual([
        'draft',
        'file',
        'accept',
      ]);
    });

    test('a change that fails later leaves nothing behind', async () => {
      const { storage } = stage();
      await castPeople(storage);
      await draft(storage);
      const before = await demands.find(storage.db, 'd1');
      await expect(
        storage.write(async () => {
          throw new Error('rolled back');
        }),
      ).rejects.toThrow('rolled back');
      expect(await demands.find(storage.db, 'd1')).toEqual(before);
    });

    test('go the whole way, with the clock, the notices, the timers and a chain that holds', async () => {
      const { storage } = stage();
      await castPeople(storage);
      await draft(storage);
      await play(storage, [
        [ASKER, 'file'],
        [COORDINATOR, 'accept'],
        [COORDINATOR, 'dispatch'],
        [EXPERT, 'take'],
        [EXPERT, 'ask_back'],
        [ASKER, 'answer'],
        [EXPERT, 'reply'],
        [SERVICE, 'reply_delivered'],
        [ASKER, 'reject'],
        [COORDINATOR, 'dispatch'],
        [EXPERT, 'take'],
        [EXPERT, 'reply'],
        [SERVICE, 'reply_delivered'],
        [ASKER, 'confirm'],
        [ASKER, 'rate'],
      ]);
      const demand = await demands.find(storage.db, 'd1');
      expect(demand).toMatchObject({
        state: 'closed',
        round: 2,
        outcome: { confirmedBy: 'asker', rating: 4 },
      });
      const told = (await notices.ofDemand(storage.db, 'd1')).map(
        ({ kind, audience, personId }) => `${kind} ${personId ?? audience}`,
      );
      // Both coordinators of the province hear of it first; then the one who keeps it does.
      expect(told.slice(0, 3).sort()).toEqual(['accept asker', 'file colleague', 'file coordinator']);
      expect(told).toContain('ask_back asker');
      expect(told).toContain('answer expert');
      expect(told).toContain('reject expert');
      expect(told.filter((each) => each === 'reply asker')).toHaveLength(2);
      expect(told.filter((each) => each === 'file stranger')).toEqual([]);
      expect(await timers.pending(storage.db, 'demand:d1')).toEqual([]);
      expect(await verify(storage.db, 'demand:d1')).toMatchObject({ kind: 'intact', length: 16 });
    });

    test('exist for nobody whom they do not concern', async () => {
      const { storage } = stage();
      await castPeople(storage);
      await draft(storage);
      // A draft is the asker's alone, also towards the coordinator of its province.
      for (const actor of [COORDINATOR, actorOf('stranger'), { ...ASKER, conversationId: 'c2' }]) {
        expect(await command(storage, actor, { event: 'withdraw' })).toEqual({
          ok: false,
          reason: 'not_found',
        });
      }
      await play(storage, [[ASKER, 'file']]);
      expect(await command(storage, actorOf('stranger'), { event: 'accept' })).toMatchObject({
        reason: 'not_found',
      });
      expect(await command(storage, EXPERT, { event: 'take' })).toMatchObject({ reason: 'not_found' });
      expect(await command(storage, ASKER, { event: 'accept' })).toMatchObject({ reason: 'forbidden' });
      expect(await command(storage, COORDINATOR, { event: 'confirm' })).toMatchObject({
        reason: 'wrong_state',
      });
      expect(await command(storage, COORDINATOR, { event: 'accept', version: 1 })).toMatchObject({
        reason: 'conflict',
      });
      expect(await command(storage, COORDINATOR, { event: 'refuse' })).toMatchObject({ reason: 'invalid' });
    });

    test('what guards forbid: a fourth question, a second 催办 on a day, a stranger as assignee', async () => {
      const { storage } = stage();
      await castPeople(storage);
      await draft(storage);
      await play(storage, [
        [ASKER, 'file'],
        [COORDINATOR, 'accept'],
      ]);
      const nobody = { event: 'dispatch', data: { assigneeId: 'editor', reason: null } } as const;
      expect(await command(storage, COORDINATOR, nobody)).toMatchObject({ issues: ['assigneeId'] });
      const urge = { event: 'urge' } as const;
      expect(await command(storage, ASKER, urge, at(100))).toMatchObject({ ok: true });
      expect(await command(storage, ASKER, urge, at(200))).toMatchObject({ issues: ['urged_recently'] });
      expect(await command(storage, ASKER, urge, at(100_000))).toMatchObject({ ok: true });
      await play(storage, [
        [COORDINATOR, 'dispatch'],
        [EXPERT, 'take'],
        ...range(1, 3).flatMap(() => [[EXPERT, 'ask_back'] as const, [ASKER, 'answer'] as const]),
      ]);
      const fourth = { event: 'ask_back', data: DATA.ask_back } as const;
      expect(await command(storage, EXPERT, fourth)).toMatchObject({ issues: ['ask_backs_used'] });
    });

    test('the colleague who was replaced hears of it, and sees it no more', async () => {
      const { storage } = stage();
      await castPeople(storage);
      await draft(storage);
      await play(storage, [
        [ASKER, 'file'],
        [COORDINATOR, 'accept'],
        [COORDINATOR, 'dispatch'],
      ]);
      const other = {
        event: 'dispatch',
        data: { assigneeId: 'other-expert', reason: '一直没有回音' },
      } as const;
      expect(await command(storage, COORDINATOR, other, at(400))).toMatchObject({ ok: true });
      const told = (await notices.ofDemand(storage.db, 'd1')).map(
        ({ kind, personId }) => `${kind} ${personId}`,
      );
      expect(told).toContain('replaced expert');
      expect(told).toContain('dispatch other-expert');
      expect(await command(storage, EXPERT, { event: 'take' })).toMatchObject({ reason: 'not_found' });
    });

    test('a province without coordinators is known to the national ones, an emergency to who is on duty', async () => {
      const { storage } = stage();
      await castPeople(storage);
      await storage.write(async (tx) => {
        await tx
          .insertInto('province_settings')
          .values({
            province: ZHEJIANG,
            settings: JSON.stringify({ dutyCoordinatorId: 'colleague' }),
            version: 1,
            updated_at: at(0),
          })
          .execute();
      });
      // 23:00 in Beijing: quiet for people at work, not for an emergency.
      const night = '2026-03-02T15:00:00.000Z';
      await draft(storage, { kind: 'emergency', now: night });
      await command(storage, ASKER, { event: 'file', data: FILING }, night);
      await draft(storage, { id: 'd2', now: night });
      await command(storage, ASKER, { demandId: 'd2', event: 'file', data: FILING }, night);
      expect(await notices.ofDemand(storage.db, 'd1')).toMatchObject([
        { personId: 'colleague', urgent: true, notBefore: night },
      ]);
      expect((await notices.ofDemand(storage.db, 'd2')).map(({ notBefore }) => notBefore)).toEqual([
        '2026-03-03T00:00:00.000Z',
        '2026-03-03T00:00:00.000Z',
      ]);
      expect(await demands.find(storage.db, 'd1')).toMatchObject({
        clock: { stages: { accept: { dueAt: '2026-03-02T16:00:00.000Z' } } },
      });
    });
  });
}
