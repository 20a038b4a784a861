import { describe, expect, test } from 'vitest';
import * as activities from '../../../src/storage/activities.js';
import * as inbox from '../../../src/storage/inbox.js';
import { at, inbound, prepare, range, receive } from './rows.js';
import type { Stage } from './stage.js';

const KEY = { conversationId: 'c1', asker: 'asker-1' };

export function inboxContract(stage: () => Stage): void {
  describe('inbox', () => {
    test('of many deliveries of one message at once, one is fresh and one is in the transcript', async () => {
      const { storage, other } = stage();
      await prepare(storage, 'c1');
      const deliveries = range(1, 20).map((index) =>
        receive(index % 2 === 0 ? storage : other, inbound(`m${index}`, { vendorId: 'same' })),
      );
      const accepted = await Promise.all(deliveries);
      const fresh = accepted.filter((each) => each.fresh);
      expect(fresh).toHaveLength(1);
      expect(new Set(accepted.map((each) => each.id))).toEqual(new Set([fresh[0]!.id]));
      expect(await activities.after(storage.db, 'c1', 0, 100)).toMatchObject([
        { id: fresh[0]!.id, seq: 1, direction: 'in', asker: 'asker-1' },
      ]);
    });

    test('the same vendor id in another conversation or of another kind is another message', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1', 'c2');
      const variants = [
        {},
        { conversationId: 'c2' },
        { kind: 'invoke' as const },
        { kind: 'event' as const },
      ];
      for (const [index, variant] of variants.entries()) {
        const message = inbound(`m${index}`, { vendorId: 'same', ...variant });
        expect((await receive(storage, message)).fresh).toBe(true);
      }
    });

    test('a redelivery gets the stored response', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      const message = inbound('m1', { kind: 'invoke' });
      await receive(storage, message);
      expect(await receive(storage, { ...message, id: 'm2' })).toEqual({
        fresh: false,
        id: 'm1',
        response: null,
      });
      await storage.write((tx) => inbox.markDone(tx, 'm1', at(1), { status: 200, body: '好' }));
      expect(await receive(storage, { ...message, id: 'm3' })).toEqual({
        fresh: false,
        id: 'm1',
        response: { status: 200, body: '好' },
      });
    });

    test('text of any kind is kept: NUL, control characters, lone surrogates, emoji', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      const text = 'a\u0000b\u0007\u202E🏭\uD800 终';
      const odd = { asker: 'x\u0000y', vendorId: 'v\u0000', raw: text, activity: { type: 'message', text } };
      expect((await receive(storage, inbound('m1', odd))).fresh).toBe(true);
      expect((await receive(storage, inbound('m2', odd))).fresh).toBe(false);
      const [key] = await inbox.pendingKeys(storage.db, at(0), 10);
      const row = await inbox.oldestPending(storage.db, key!, at(0));
      expect(row?.activity.text).toBe(text);
    });

    test('messages of a key come in order, and a retry holds back those after it', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      for (const index of range(1, 3)) await receive(storage, inbound(`m${index}`));
      const oldest = async (now: string) => (await inbox.oldestPending(storage.db, KEY, now))?.id;
      expect(await oldest(at(0))).toBe('m1');
      await storage.write((tx) => inbox.recordFailure(tx, { id: 'm1', error: 'broke', retryAt: at(10) }));
      expect(await oldest(at(9))).toBeUndefined();
      expect(await inbox.pendingKeys(storage.db, at(9), 10)).toEqual([]);
      expect(await inbox.pendingKeys(storage.db, at(10), 10)).toEqual([KEY]);
      expect(await inbox.oldestPending(storage.db, KEY, at(10))).toMatchObject({
        id: 'm1',
        attempts: 1,
        seq: 1,
      });
      await storage.write((tx) => inbox.markDone(tx, 'm1', at(11)));
      expect(await oldest(at(11))).toBe('m2');
    });

    test('a message set aside lets the next one through and is listed with its reason', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      await receive(storage, inbound('m1'));
      await receive(storage, inbound('m2'));
      await storage.write((tx) => inbox.recordFailure(tx, { id: 'm1', error: 'broke', retryAt: at(0) }));
      await storage.write((tx) => inbox.setAside(tx, { id: 'm1', reason: 'attempts', now: at(5) }));
      expect((await inbox.oldestPending(storage.db, KEY, at(5)))?.id).toBe('m2');
      expect(await inbox.setAsideRows(storage.db)).toMatchObject([
        { id: 'm1', reason: 'attempts', error: 'broke', attempts: 1 },
      ]);
      await storage.write((tx) => inbox.markDone(tx, 'm1', at(6)));
      expect(await inbox.setAsideRows(storage.db)).toHaveLength(1);
    });

    test('askers of one conversation have keys of their own, the longest waiting first', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1', 'c2');
      await receive(storage, inbound('m1', { asker: 'late', now: at(3) }));
      await receive(storage, inbound('m2', { asker: 'early', now: at(1) }));
      await receive(storage, inbound('m3', { asker: 'early', now: at(4) }));
      await receive(storage, inbound('m4', { asker: 'early', conversationId: 'c2', now: at(2) }));
      const keys = await inbox.pendingKeys(storage.db, at(9), 10);
      expect(keys.map((key) => `${key.conversationId} ${key.asker}`)).toEqual([
        'c1 early',
        'c2 early',
        'c1 late',
      ]);
      expect(await inbox.pendingKeys(storage.db, at(9), 1)).toHaveLength(1);
    });
  });
}
