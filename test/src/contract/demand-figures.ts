import { describe, expect, test } from 'vitest';
import type { Demand } from '../../../src/demand/demand.js';
import { figuresOf } from '../../../src/demand/figures.js';
import * as demandEvents from '../../../src/storage/demand-events.js';
import type { Storage } from '../../../src/storage/storage.js';
import { clockDue, demandRow, storeDemands } from './demand-rows.js';
import { at, prepare } from './rows.js';
import type { Stage } from './stage.js';

const DAY = 86_400;

/** A reply so many days after the filing at `at(0)`. */
async function reply(storage: Storage, demandId: string, position: number, days: number): Promise<void> {
  const event = { event: 'reply', fromState: 'in_progress', toState: 'replied', round: 1, actor: 'x' };
  const rest = { actorRole: 'assignee', data: {}, commandKey: null, at: at(days * DAY) };
  await storage.write((tx) => demandEvents.append(tx, { demandId, position, ...event, ...rest }));
}

const rated = (rating: number, confirmedBy: 'asker' | 'silence'): Demand['outcome'] => ({
  rating,
  confirmedBy,
  comment: null,
});

export function demandFigureContract(stage: () => Stage): void {
  describe('figures of demands', () => {
    const scope = { reach: 'nation', from: at(0), to: at(10 * DAY), now: at(5 * DAY) } as const;

    test('are zero, and tell no median, where there is nothing', async () => {
      const figures = await figuresOf(stage().storage.db, scope);
      expect(figures).toMatchObject({ overdue: 0, filed: 0, medianDaysToReply: null });
      expect(figures.open.every(({ count }) => count === 0)).toBe(true);
    });

    test('count what is open, what is late, the first replies and what was said of them', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      await storeDemands(
        storage,
        demandRow('a', { state: 'in_progress', clock: clockDue(at(DAY)) }),
        demandRow('b', { state: 'submitted', clock: clockDue(at(9 * DAY)) }),
        demandRow('c', { state: 'closed', outcome: rated(5, 'asker'), closedAt: at(DAY) }),
        demandRow('d', { state: 'case_published', outcome: rated(4, 'silence'), closedAt: at(DAY) }),
        demandRow('e', { state: 'replied', province: '440000' }),
        demandRow('before', { state: 'closed', filedAt: at(-1), closedAt: at(0) }),
        demandRow('after', { state: 'submitted', filedAt: at(10 * DAY) }),
        demandRow('draft', { state: 'draft', receipt: null, filedAt: null }),
      );
      await reply(storage, 'c', 2, 1);
      // The second one of the same demand is not its first.
      await reply(storage, 'c', 3, 4);
      await reply(storage, 'd', 2, 2);
      await reply(storage, 'e', 2, 6);
      const all = await figuresOf(storage.db, scope);
      expect(all).toMatchObject({ overdue: 1, filed: 5, closed: 2, replied: 3, medianDaysToReply: 2 });
      expect(all.open.filter(({ count }) => count > 0)).toEqual([
        { state: 'submitted', count: 2 },
        { state: 'in_progress', count: 1 },
        { state: 'replied', count: 1 },
      ]);
      expect(all.satisfaction).toEqual({
        ratings: [0, 0, 0, 1, 1],
        mean: 4.5,
        confirmedByAsker: 1,
        confirmedBySilence: 1,
      });
      const zhejiang = await figuresOf(storage.db, { ...scope, reach: ['330000'] });
      expect(zhejiang).toMatchObject({ filed: 4, replied: 2, medianDaysToReply: 1.5 });
      expect(await figuresOf(storage.db, { ...scope, reach: ['330000'], province: '440000' })).toMatchObject({
        filed: 0,
      });
      expect(await figuresOf(storage.db, { ...scope, reach: [] })).toMatchObject({ filed: 0, overdue: 0 });
    });
  });
}
