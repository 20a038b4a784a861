import { describe, expect, test } from 'vitest';
import * as outbox from '../../../src/storage/outbox.js';
import type { Storage } from '../../../src/storage/storage.js';
import { at, dueIds, prepare, range, send } from './rows.js';
import type { Stage } from './stage.js';

async function claim(storage: Storage, id: string, now = at(0), claimExpiresAt = at(30), owner = 'sender') {
  return storage.write((tx) => outbox.claim(tx, { id, owner, now, claimExpiresAt }));
}

async function deliver(storage: Storage, id: string): Promise<void> {
  expect(await claim(storage, id)).toBe(true);
  await storage.write((tx) => outbox.markSent(tx, { id, vendorId: `vendor-${id}`, now: at(1) }));
}

export function outboxContract(stage: () => Stage): void {
  describe('outbox', () => {
    test('of a conversation the oldest unsent message is due, one after the other', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1', 'c2');
      for (const id of ['z', 'a', 'm']) await send(storage, id);
      await send(storage, 'other', { conversationId: 'c2' });
      expect(new Set(await dueIds(storage, at(0)))).toEqual(new Set(['z', 'other']));
      for (const [id, next] of [
        ['z', 'a'],
        ['a', 'm'],
      ] as const) {
        await deliver(storage, id);
        expect(await dueIds(storage, at(1))).toContain(next);
      }
      await deliver(storage, 'm');
      expect(await dueIds(storage, at(1))).toEqual(['other']);
    });

    test('a message whose key is there already is not stored again', async () => {
      const { storage, other } = stage();
      await prepare(storage, 'c1');
      const sends = range(1, 10).map((index) =>
        send(index % 2 === 0 ? storage : other, `o${index}`, { idempotencyKey: 'same' }),
      );
      expect((await Promise.all(sends)).filter(Boolean)).toHaveLength(1);
      expect(await dueIds(storage, at(0))).toHaveLength(1);
    });

    test('a row comes back as it was put in', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      await send(storage, 'o1', { seq: 7, priority: 3, expiresAt: at(60), fallback: { route: 'sms' } });
      expect(await outbox.due(storage.db, at(1), 10)).toEqual([
        {
          id: 'o1',
          idempotencyKey: 'key-o1',
          channelAccountId: 'web',
          conversationId: 'c1',
          seq: 7,
          activity: { text: 'o1' },
          priority: 3,
          attempts: 0,
          notBefore: at(0),
          expiresAt: at(60),
          fallback: { route: 'sms' },
        },
      ]);
    });

    test('one sender gets a message, and another one takes it over when the claim ran out', async () => {
      const { storage, other } = stage();
      await prepare(storage, 'c1');
      await send(storage, 'o1');
      const claims = await Promise.all(range(1, 8).map((n) => claim(n % 2 === 0 ? storage : other, 'o1')));
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await dueIds(storage, at(29))).toEqual([]);
      expect(await dueIds(storage, at(30))).toEqual(['o1']);
      expect(await claim(other, 'o1', at(30), at(60))).toBe(true);
      expect((await outbox.due(storage.db, at(60), 1))[0]?.attempts).toBe(2);
    });

    test('what was settled stays settled, whatever a slow sender says later', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      await send(storage, 'o1');
      await deliver(storage, 'o1');
      await storage.write(async (tx) => {
        await outbox.recordFailure(tx, { id: 'o1', error: 'late', retryAt: at(2), now: at(2) });
        await outbox.fail(tx, { id: 'o1', error: 'late', now: at(2) });
        await outbox.waitForContact(tx, { id: 'o1', now: at(2) });
      });
      expect(await dueIds(storage, at(99))).toEqual([]);
      const row = await storage.db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
      expect(row).toMatchObject({ state: 'sent', vendor_id: 'vendor-o1', error: null });
    });

    test('a retry holds back those after it; a failure does not', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      await send(storage, 'o1');
      await send(storage, 'o2');
      await claim(storage, 'o1');
      await storage.write((tx) =>
        outbox.recordFailure(tx, { id: 'o1', error: '502', retryAt: at(5), now: at(0) }),
      );
      expect(await dueIds(storage, at(4))).toEqual([]);
      expect(await dueIds(storage, at(5))).toEqual(['o1']);
      await claim(storage, 'o1', at(5));
      await storage.write((tx) => outbox.fail(tx, { id: 'o1', error: '403', now: at(5) }));
      expect(await dueIds(storage, at(5))).toEqual(['o2']);
    });

    test('what waits for contact holds back nothing and comes first again when the asker writes', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      for (const id of ['o1', 'o2', 'o3']) await send(storage, id);
      await claim(storage, 'o1');
      await storage.write((tx) => outbox.waitForContact(tx, { id: 'o1', now: at(0) }));
      expect(await dueIds(storage, at(0))).toEqual(['o2']);
      await storage.write((tx) => outbox.reopenWaiting(tx, { conversationId: 'c1', now: at(8) }));
      expect(await dueIds(storage, at(8))).toEqual(['o1']);
    });

    test('an expired message is not sent and holds back nothing; a later one waits for its time', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      await send(storage, 'o1', { expiresAt: at(5) });
      await send(storage, 'o2', { notBefore: at(7) });
      expect(await dueIds(storage, at(4))).toEqual(['o1']);
      expect(await dueIds(storage, at(5))).toEqual([]);
      expect(await dueIds(storage, at(7))).toEqual(['o2']);
    });

    test("what is past its time and in nobody's hands ends as expired", async () => {
      const { storage } = stage();
      await prepare(storage, 'c1', 'c2', 'c3');
      await send(storage, 'o1', { expiresAt: at(5) });
      await send(storage, 'o2', { expiresAt: at(6) });
      await send(storage, 'claimed', { conversationId: 'c2', expiresAt: at(5) });
      await claim(storage, 'claimed', at(0), at(9));
      await send(storage, 'waiting', { conversationId: 'c3', expiresAt: at(5) });
      await storage.write((tx) => outbox.waitForContact(tx, { id: 'waiting', now: at(0) }));
      expect(await outbox.hasOverdue(storage.db, at(4))).toBe(false);
      expect(await outbox.hasOverdue(storage.db, at(5))).toBe(true);
      expect(await storage.write((tx) => outbox.expireOverdue(tx, at(5)))).toHaveLength(2);
      expect(await outbox.hasOverdue(storage.db, at(5))).toBe(false);
      const ended = await storage.db
        .selectFrom('outbox')
        .select('id')
        .where('state', '=', 'expired')
        .execute();
      expect(ended.map(({ id }) => id).sort()).toEqual(['o1', 'waiting']);
      expect(await dueIds(storage, at(5))).toEqual(['o2']);
    });

    test('between conversations a higher priority goes first', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1', 'c2', 'c3');
      await send(storage, 'o1', { notBefore: at(1) });
      await send(storage, 'o2', { conversationId: 'c2', priority: 9, notBefore: at(2) });
      await send(storage, 'o3', { conversationId: 'c3', notBefore: at(0) });
      expect(await dueIds(storage, at(3))).toEqual(['o2', 'o3', 'o1']);
    });
  });
}
