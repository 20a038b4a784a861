import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Storage } from '../../../src/storage/storage.js';
import * as timers from '../../../src/storage/timers.js';
import { at, range } from './rows.js';
import type { Stage } from './stage.js';

const KINDS = ['warn', 'lapse'];

async function schedule(storage: Storage, id: string, changes: Partial<timers.Timer> = {}): Promise<boolean> {
  const timer = { id, kind: 'warn', subject: id, payload: {}, dueAt: at(0), now: at(0), ...changes };
  return storage.write((tx) => timers.schedule(tx, timer));
}

async function dueIds(storage: Storage, now: number, kinds = KINDS): Promise<string[]> {
  return (await timers.due(storage.db, { kinds, now: at(now), limit: 100 })).map(({ id }) => id);
}

async function claim(storage: Storage, id: string, now = 0, owner = 'loop'): Promise<number | null> {
  return storage.write((tx) => timers.claim(tx, { id, owner, now: at(now), claimExpiresAt: at(now + 30) }));
}

async function complete(storage: Storage, id: string, fence: number, owner = 'loop'): Promise<void> {
  await storage.write((tx) => timers.complete(tx, { id, owner, fence, now: at(1) }));
}

async function states(storage: Storage): Promise<string[]> {
  const rows = await storage.db
    .selectFrom('timers')
    .select(['kind', 'due_at', 'state'])
    .orderBy('due_at')
    .orderBy('kind')
    .execute();
  return rows.map((row) => `${row.kind} ${(Date.parse(row.due_at) - Date.parse(at(0))) / 1000} ${row.state}`);
}

/** Plans by kind and second; identifiers go on over the plans of a test. */
function planner() {
  let ids = 0;
  const identifiers = { next: () => `t${String(++ids).padStart(4, '0')}` };
  return (storage: Storage, desired: Record<string, number>, payload = {}) =>
    storage.write((tx) =>
      timers.replan(tx, {
        subject: 's',
        desired: Object.entries(desired).map(([kind, due]) => ({ kind, dueAt: at(due), payload })),
        identifiers,
        now: at(0),
      }),
    );
}

export function timerContract(stage: () => Stage): void {
  describe('timers', () => {
    test('what is due of the known kinds comes, the longest overdue first', async () => {
      const { storage } = stage();
      await schedule(storage, 'late', { dueAt: at(10) });
      await schedule(storage, 'early', { dueAt: at(5), kind: 'lapse' });
      await schedule(storage, 'strange', { dueAt: at(1), kind: 'of another version' });
      expect(await dueIds(storage, 4)).toEqual([]);
      expect(await dueIds(storage, 9)).toEqual(['early']);
      expect(await dueIds(storage, 10)).toEqual(['early', 'late']);
      expect(await dueIds(storage, 10, [])).toEqual([]);
      expect(await timers.due(storage.db, { kinds: KINDS, now: at(10), limit: 1 })).toHaveLength(1);
    });

    test('a timer comes back as it was put in, once', async () => {
      const { storage } = stage();
      const timer = { kind: 'warn', subject: 'demand:1', payload: { of: '甲\u0000' }, dueAt: at(3) };
      expect(await schedule(storage, 't', timer)).toBe(true);
      expect(await schedule(storage, 't', { dueAt: at(9) })).toBe(false);
      expect(await timers.pending(storage.db, 'demand:1')).toEqual([{ id: 't', fence: 0, ...timer }]);
    });

    test('one gets it, another one takes it over when the claim ran out, and the first is too late', async () => {
      const { storage, other } = stage();
      await schedule(storage, 't');
      const asked = range(1, 8).map((n) => claim(n % 2 === 0 ? storage : other, 't', 0, `o${n}`));
      expect((await Promise.all(asked)).filter((fence) => fence !== null)).toEqual([1]);
      expect(await dueIds(storage, 29)).toEqual([]);
      expect(await claim(other, 't', 29, 'next')).toBeNull();
      expect(await dueIds(storage, 30)).toEqual(['t']);
      expect(await claim(other, 't', 30, 'next')).toBe(2);
      for (const owner of ['o1', 'next']) {
        await expect(complete(storage, 't', 1, owner)).rejects.toMatchObject({ code: 'lease_lost' });
      }
      await complete(storage, 't', 2, 'next');
      await expect(complete(storage, 't', 2, 'next')).rejects.toMatchObject({ code: 'lease_lost' });
      expect(await claim(storage, 't', 99)).toBeNull();
      expect(await states(storage)).toEqual(['warn 0 done']);
    });

    test('nothing is claimed before its time', async () => {
      const { storage } = stage();
      await schedule(storage, 't', { dueAt: at(5) });
      expect(await claim(storage, 't', 4)).toBeNull();
      expect(await claim(storage, 't', 5)).toBe(1);
    });

    test('of one subject one is at work at a time, others beside it', async () => {
      const { storage, other } = stage();
      await schedule(storage, 'a', { subject: 's' });
      await schedule(storage, 'b', { subject: 's', kind: 'lapse' });
      await schedule(storage, 'c');
      expect(await claim(storage, 'a')).toBe(1);
      expect(await claim(other, 'b')).toBeNull();
      expect(await claim(other, 'c')).toBe(1);
      await complete(storage, 'a', 1);
      expect(await claim(other, 'b')).toBe(1);
    });

    test('what was given back comes at its time and holds up nothing; what is set aside never comes', async () => {
      const { storage } = stage();
      for (const id of ['a', 'b']) await schedule(storage, id, { subject: 's', kind: id });
      const held = { id: 'a', owner: 'loop', fence: (await claim(storage, 'a'))! };
      await storage.write((tx) => timers.giveBack(tx, { ...held, retryAt: at(5) }));
      expect(await dueIds(storage, 4, ['a', 'b'])).toEqual(['b']);
      expect(await claim(storage, 'a', 4)).toBeNull();
      expect(await claim(storage, 'b', 4)).toBe(1);
      await complete(storage, 'b', 1);
      await expect(complete(storage, 'a', 1)).rejects.toMatchObject({ code: 'lease_lost' });
      expect(await claim(storage, 'a', 5)).toBe(2);
      await storage.write((tx) => timers.giveBack(tx, { ...held, retryAt: at(6) }));
      expect(await dueIds(storage, 6, ['a'])).toEqual([]);
      await storage.write((tx) => timers.giveBack(tx, { ...held, fence: 2, retryAt: null }));
      expect(await dueIds(storage, 1_000_000_000, ['a'])).toEqual([]);
      expect((await timers.setAsideTimers(storage.db)).map(({ id }) => id)).toEqual(['a']);
    });

    test('a plan keeps, moves, cancels and adds', async () => {
      const { storage } = stage();
      const plan = planner();
      await plan(storage, { a: 1, b: 2, c: 3 });
      const [kept] = await timers.pending(storage.db, 's');
      await plan(storage, { a: 1, b: 4, d: 5 });
      expect(await states(storage)).toEqual([
        'a 1 pending',
        'b 2 cancelled',
        'c 3 cancelled',
        'b 4 pending',
        'd 5 pending',
      ]);
      expect((await timers.pending(storage.db, 's'))[0]).toEqual(kept);
      await plan(storage, { a: 1, b: 4, d: 5 }, { changed: true });
      expect((await timers.pending(storage.db, 's')).map(({ payload }) => payload)).toEqual(
        range(1, 3).map(() => ({ changed: true })),
      );
    });

    test('a plan does not bring back what has fired, and brings back what was cancelled', async () => {
      const { storage } = stage();
      const plan = planner();
      await plan(storage, { a: 0, b: 0 });
      const [a] = await timers.pending(storage.db, 's');
      await complete(storage, a!.id, (await claim(storage, a!.id))!);
      await plan(storage, {});
      await plan(storage, { a: 0, b: 0 });
      expect(await states(storage)).toEqual(['a 0 done', 'b 0 cancelled', 'b 0 pending']);
      await plan(storage, { a: 9 });
      expect(await states(storage)).toEqual(['a 0 done', 'b 0 cancelled', 'b 0 cancelled', 'a 9 pending']);
    });

    test('a plan with one kind twice is refused', async () => {
      const timer = { kind: 'a', dueAt: at(0), payload: {} };
      const plan = { subject: 's', desired: [timer, timer], identifiers: { next: () => 'x' }, now: at(0) };
      await expect(stage().storage.write((tx) => timers.replan(tx, plan))).rejects.toMatchObject({
        code: 'internal',
      });
    });

    test('what is cancelled while it runs is not done', async () => {
      const { storage } = stage();
      for (const id of ['t', 'u']) await schedule(storage, id, { subject: 's', kind: id });
      await schedule(storage, 'other');
      const fence = await claim(storage, 't');
      await storage.write((tx) => timers.cancelAll(tx, { subject: 's', now: at(1) }));
      await expect(complete(storage, 't', fence!)).rejects.toMatchObject({ code: 'lease_lost' });
      expect(await timers.pending(storage.db, 's')).toEqual([]);
      expect(await dueIds(storage, 99)).toEqual(['other']);
    });

    test('whatever the plans and fires, pending is what was last desired and nothing fires twice', async () => {
      const { storage } = stage();
      const desired = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(3));
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(desired, fc.boolean()), { maxLength: 8 }), async (rounds) => {
          await storage.write((tx) => tx.deleteFrom('timers').execute());
          const plan = planner();
          const fired = new Set<string>();
          for (const [wanted, fire] of rounds) {
            await plan(storage, wanted);
            await plan(storage, wanted);
            const left = Object.entries(wanted).map(([kind, due]) => `${kind} ${due}`);
            const now = await timers.pending(storage.db, 's');
            const names = now.map(
              ({ kind, dueAt }) => `${kind} ${(Date.parse(dueAt) - Date.parse(at(0))) / 1000}`,
            );
            expect(names.sort()).toEqual(left.filter((name) => !fired.has(name)).sort());
            if (!fire || now[0] === undefined) continue;
            await complete(storage, now[0].id, (await claim(storage, now[0].id, 9))!);
            fired.add(`${now[0].kind} ${(Date.parse(now[0].dueAt) - Date.parse(at(0))) / 1000}`);
          }
        }),
        { seed: 20_261_124, numRuns: 25 },
      );
    });
  });
}
