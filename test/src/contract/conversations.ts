import { describe, expect, test } from 'vitest';
import * as activities from '../../../src/storage/activities.js';
import * as conversations from '../../../src/storage/conversations.js';
import { at, prepare, range } from './rows.js';
import type { Stage } from './stage.js';

export function conversationContract(stage: () => Stage): void {
  describe('conversations and their transcript', () => {
    test('a vendor conversation is stored once, with the newest reference', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      const again = await storage.write((tx) =>
        conversations.ensureConversation(tx, {
          id: 'another',
          channelAccountId: 'web',
          vendorConversationId: 'vendor-c1',
          reference: { serviceUrl: 'https://new.invalid' },
          now: at(5),
        }),
      );
      expect(again).toMatchObject({
        id: 'c1',
        reference: { serviceUrl: 'https://new.invalid' },
        nextSequence: 1,
      });
      expect(await conversations.find(storage.db, 'c1')).toEqual(again);
      expect(await conversations.find(storage.db, 'another')).toBeNull();
    });

    test('numbers have no gaps over writers that run at once and writers that fail', async () => {
      const { storage, other } = stage();
      await prepare(storage, 'c1');
      const append = (index: number) =>
        (index % 2 === 0 ? storage : other).write(async (tx) => {
          const activity = { id: `a${index}`, conversationId: 'c1', activity: {}, now: at(index) };
          const seq = await activities.append(tx, { ...activity, direction: 'out', asker: 'asker-1' });
          if (index % 5 === 0) throw new Error('rolled back');
          return seq;
        });
      const outcomes = await Promise.allSettled(range(1, 40).map(append));
      const seqs = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
      expect(seqs.sort((a, b) => a - b)).toEqual(range(1, 32));
      const stored = await activities.after(storage.db, 'c1', 0, 100);
      expect(stored.map((row) => row.seq)).toEqual(range(1, 32));
    });

    test('a reader goes on from the number it has', async () => {
      const { storage, other } = stage();
      await prepare(storage, 'c1', 'c2');
      for (const index of range(1, 5)) {
        await storage.write((tx) =>
          activities.append(tx, {
            id: `a${index}`,
            conversationId: index === 3 ? 'c2' : 'c1',
            direction: 'in',
            asker: 'asker-1',
            activity: { text: `第${index}条` },
            now: at(index),
          }),
        );
      }
      const page = await activities.after(other.db, 'c1', 1, 2);
      expect(page.map((row) => [row.seq, row.activity.text])).toEqual([
        [2, '第2条'],
        [3, '第4条'],
      ]);
      expect(await activities.after(other.db, 'c1', 4, 2)).toEqual([]);
    });

    test('where transcripts end is read for many at once', async () => {
      const { storage, other } = stage();
      await prepare(storage, 'c1', 'c2');
      const activity = { id: 'a1', conversationId: 'c1', activity: {}, now: at(1) };
      await storage.write((tx) => activities.append(tx, { ...activity, direction: 'in', asker: 'asker-1' }));
      const ends = await conversations.lastSequences(other.db, ['c2', 'nowhere', 'c1']);
      expect([...ends].sort()).toEqual([
        ['c1', 1],
        ['c2', 0],
      ]);
      expect(await conversations.lastSequences(other.db, [])).toEqual(new Map());
    });

    test('a conversation that does not exist is refused', async () => {
      const { storage } = stage();
      await expect(storage.write((tx) => conversations.nextSequence(tx, 'nowhere'))).rejects.toMatchObject({
        code: 'not_found',
      });
    });

    test('the last inbound time is kept', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      await storage.write((tx) => conversations.touchInbound(tx, 'c1', at(9)));
      expect((await conversations.find(storage.db, 'c1'))?.lastInboundAt).toBe(at(9));
    });
  });
}
