import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY_PROFILE } from '../../../src/demand/profile.js';
import * as queue from '../../../src/storage/demand-queue.js';
import type { Storage } from '../../../src/storage/storage.js';
import { clockDue, demandRow, storeDemands } from './demand-rows.js';
import { at, prepare } from './rows.js';
import type { Stage } from './stage.js';

const ALL: queue.QueueReach = { list: 'nation', coordinate: 'nation', review: 'nation' };
const NOW = at(1000);

async function ids(
  storage: Storage,
  tab: queue.QueueTab,
  filter: Partial<queue.QueueFilter> = {},
): Promise<string[]> {
  const page = await queue.queuePage(
    storage.db,
    tab,
    { reach: ALL, now: NOW, ...filter },
    { cursor: null, limit: 50 },
  );
  return page.demands.map(({ demand }) => demand.id);
}

async function addCall(storage: Storage, demandId: string): Promise<void> {
  await storage.write(async (tx) => {
    const notice = { demand_id: demandId, position: 1, kind: 'reply', audience: 'asker', asker: 'asker-1' };
    await tx
      .insertInto('notices')
      .values({
        ...notice,
        audience: 'asker',
        id: `n-${demandId}`,
        payload: '{}',
        urgent: 0,
        state: 'pending',
        not_before: at(0),
        attempts: 0,
        created_at: at(0),
      })
      .execute();
    await tx
      .insertInto('call_tasks')
      .values({
        id: `t-${demandId}`,
        demand_id: demandId,
        notice_id: `n-${demandId}`,
        province: '330000',
        reason: 'no_phone',
        state: 'open',
        version: 1,
        created_at: at(0),
      })
      .execute();
  });
}

export function demandQueueContract(stage: () => Stage): void {
  describe('the queue of demands', () => {
    test('mine is what a coordinator or an editor has to move, what is overdue, and open calls', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      await storeDemands(
        storage,
        demandRow('new'),
        demandRow('working', { state: 'in_progress', clock: clockDue(at(2000)) }),
        demandRow('late', { state: 'in_progress', clock: clockDue(at(1000)) }),
        demandRow('unreached', { state: 'replied' }),
        demandRow('review', { state: 'case_review' }),
        demandRow('elsewhere', { province: '440000' }),
        demandRow('draft', { state: 'draft', receipt: null, filedAt: null }),
        demandRow('deleted', { state: 'withdrawn', receipt: null, filedAt: null }),
      );
      await addCall(storage, 'unreached');
      expect(new Set(await ids(storage, 'mine'))).toEqual(
        new Set(['new', 'late', 'unreached', 'review', 'elsewhere']),
      );
      const reach = { list: ['330000'], coordinate: ['330000'], review: [] };
      expect(new Set(await ids(storage, 'mine', { reach }))).toEqual(new Set(['new', 'late', 'unreached']));
      expect(await ids(storage, 'mine', { reach: { list: ['330000'], coordinate: [], review: [] } })).toEqual(
        [],
      );
      expect(await ids(storage, 'all', { reach: { ...reach, list: [] } })).toEqual([]);
      expect(await ids(storage, 'mine', { reach: { ...ALL, list: ['440000'] } })).toEqual(['elsewhere']);
      expect(await ids(storage, 'mine', { state: 'case_review', text: '2026-review' })).toEqual(['review']);
      expect(await queue.queueCounts(storage.db, { reach: ALL, now: NOW })).toEqual({
        mine: 5,
        working: 3,
        asker: 0,
        ended: 1,
        all: 6,
      });
    });

    test('an open emergency is first, then what ends soonest, what does not run last', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      await storeDemands(
        storage,
        demandRow('b-still', { filedAt: at(1) }),
        demandRow('a-still', { filedAt: at(2) }),
        demandRow('soon', { clock: clockDue(at(50)) }),
        demandRow('later', { clock: clockDue(at(60)) }),
        demandRow('alarm', { kind: 'emergency', clock: clockDue(at(70)) }),
        demandRow('over', { kind: 'emergency', state: 'closed', filedAt: at(3) }),
      );
      expect(await ids(storage, 'all')).toEqual(['alarm', 'soon', 'later', 'b-still', 'a-still', 'over']);
    });

    test('filters by everything at once, and text is only text', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      const profile = { ...EMPTY_PROFILE, problem: '喷漆"废气"100%_超标', domain: 'D2' } as const;
      const quoted = { ...EMPTY_PROFILE, problem: 'a"domain":"D2"' };
      await storeDemands(
        storage,
        demandRow('1', { profile }),
        demandRow('2', { profile: quoted, province: '440000' }),
      );
      expect(await ids(storage, 'all', { domain: 'D2' })).toEqual(['1']);
      expect(await ids(storage, 'all', { text: '"废气"100%_' })).toEqual(['1']);
      expect(await ids(storage, 'all', { text: '%' })).toEqual(['1']);
      expect(await ids(storage, 'all', { text: '2026-2' })).toEqual(['2']);
      expect(await ids(storage, 'all', { text: 'x\u0000' })).toEqual([]);
      expect(await ids(storage, 'all', { province: '440000' })).toEqual(['2']);
      expect(await ids(storage, 'all', { state: 'closed' })).toEqual([]);
      expect(await ids(storage, 'all', { kind: 'demand', state: 'submitted' })).toEqual(['1', '2']);
      expect(await ids(storage, 'all', { assignee: 'nobody' })).toEqual([]);
      expect(await ids(storage, 'all', { overdue: true })).toEqual([]);
    });

    test('paging shows each demand once, whatever the size of a page', async () => {
      const { storage } = stage();
      await prepare(storage, 'c1');
      const rows = Array.from({ length: 12 }, (_, index) =>
        demandRow(`d${index}`, {
          kind: index % 5 === 0 ? 'emergency' : 'demand',
          filedAt: at(index % 3),
          ...(index % 2 === 0 ? { clock: clockDue(at(index % 4)) } : {}),
        }),
      );
      await storeDemands(storage, ...rows);
      const whole = await ids(storage, 'all');
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 13 }), async (limit) => {
          const seen: string[] = [];
          let cursor: queue.QueueCursor | null = null;
          do {
            const page: queue.QueuePage = await queue.queuePage(
              storage.db,
              'all',
              { reach: ALL, now: NOW },
              { cursor, limit },
            );
            seen.push(...page.demands.map(({ demand }) => demand.id));
            cursor = page.next;
          } while (cursor !== null);
          expect(seen).toEqual(whole);
        }),
        { numRuns: 8 },
      );
    });
  });
}
