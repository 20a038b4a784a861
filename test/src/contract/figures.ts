import { describe, expect, test } from 'vitest';
import { backlogs, demandStates, timerFigures } from '../../../src/storage/figures.js';
import * as inbox from '../../../src/storage/inbox.js';
import * as outbox from '../../../src/storage/outbox.js';
import { at, inbound, prepare, receive, send } from './rows.js';
import type { Stage } from './stage.js';

export function figureContract(stage: () => Stage): void {
  describe('figures', () => {
    test('of an empty database are there, and zero', async () => {
      const { db } = stage().storage;
      const all = await backlogs(db);
      expect(all).toContainEqual({ queue: 'outbox', state: 'sending', count: 0, oldest: null });
      expect(all.every(({ count, oldest }) => count === 0 && oldest === null)).toBe(true);
      expect(await timerFigures(db, at(0))).toEqual({ pending: 0, due: 0, oldestDue: null });
      expect(await demandStates(db)).toEqual([]);
    });

    test('tell by state how many rows are open and since when, as numbers on either database', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      for (const [index, id] of ['m1', 'm2', 'm3', 'm4'].entries()) {
        await receive(storage, inbound(id, { now: at(index) }));
        await send(storage, `o${id}`, { now: at(index) });
      }
      await storage.write(async (tx) => {
        await inbox.markDone(tx, 'm1', at(9));
        await inbox.setAside(tx, { id: 'm2', reason: 'r', now: at(9) });
        await outbox.waitForContact(tx, { id: 'om1', now: at(9) });
      });
      const open = (await backlogs(storage.db)).filter(({ count }) => count > 0);
      expect(open).toEqual([
        { queue: 'inbox', state: 'pending', count: 2, oldest: at(2) },
        { queue: 'inbox', state: 'set_aside', count: 1, oldest: at(1) },
        { queue: 'outbox', state: 'pending', count: 3, oldest: at(1) },
        { queue: 'outbox', state: 'waiting', count: 1, oldest: at(0) },
      ]);
    });

    test('count a timer as due from its instant on', async () => {
      const { storage } = stage();
      const timer = { subject: 's', kind: 'k', payload: '{}', fence: 0, created_at: at(0) };
      const rows = [
        { ...timer, id: 't1', state: 'pending', due_at: at(5) },
        { ...timer, id: 't2', state: 'pending', due_at: at(6) },
        { ...timer, id: 't3', state: 'done', due_at: at(1) },
      ] as const;
      await storage.write((tx) => tx.insertInto('timers').values(rows).execute());
      expect(await timerFigures(storage.db, at(4))).toEqual({ pending: 2, due: 0, oldestDue: null });
      expect(await timerFigures(storage.db, at(6))).toEqual({ pending: 2, due: 2, oldestDue: at(5) });
    });
  });
}
