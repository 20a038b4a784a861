import { describe, expect, test } from 'vitest';
import type { TimerHandler } from '../../bot/timers/timer-loop.js';
import { YishiError } from '../../src/errors.js';
import type { Storage } from '../../src/storage/storage.js';
import * as timers from '../../src/storage/timers.js';
import { range } from '../src/contract/rows.js';
import { CLAIM_MS, note, openTimerBench, POLL_MS, type TimerBench } from './timer-bench.js';

const DAY_S = 86_400;

/** Works like `note` until told otherwise. */
function failing(error: unknown = new TypeError('broken')) {
  const state = { tries: 0, works: false };
  const handle: TimerHandler = async (tx, timer, now) => {
    state.tries += 1;
    await note(tx, timer, now);
    if (!state.works) throw error;
  };
  return { state, handle };
}

/** The same database, with something that happens before each write. */
function before(storage: Storage, happens: (nth: number) => Promise<void>): Storage {
  let writes = 0;
  return {
    ...storage,
    write: async (work) => {
      writes += 1;
      await happens(writes);
      return storage.write(work);
    },
  };
}

async function retryAt({ storage }: TimerBench, id: string): Promise<number> {
  const row = await storage.db
    .selectFrom('timers')
    .select(['claim_owner', 'claim_expires_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.claim_owner === null ? Date.parse(row.claim_expires_at ?? '1970') : 0;
}

async function firedCount(bench: TimerBench, count: number): Promise<void> {
  await bench.until(async () => {
    bench.wake();
    return (await bench.fired()).length >= count;
  });
}

describe('the timer loop', () => {
  test('fires a timer at its time, with what it was for, and not before', async () => {
    const bench = await openTimerBench();
    const heard: unknown[] = [];
    await bench.schedule('t', 60, { subject: 'demand:1', payload: { of: 'accept' } });
    bench.loop({
      handlers: {
        note: async (tx, timer, now) => {
          heard.push([timer, now]);
          await note(tx, timer, now);
        },
      },
    });
    bench.clock.advance(59_999);
    await bench.schedule('marker', 0);
    await firedCount(bench, 1);
    expect(await bench.fired()).toEqual(['marker']);
    bench.clock.advance(POLL_MS);
    await firedCount(bench, 2);
    const dueAt = '2026-11-24T02:01:00.000Z';
    expect(heard[1]).toEqual([
      { id: 't', kind: 'note', subject: 'demand:1', payload: { of: 'accept' }, dueAt, fence: 1 },
      '2026-11-24T02:01:00.999Z',
    ]);
  });

  test('looks at once when it is woken', async () => {
    const bench = await openTimerBench();
    const loop = bench.loop();
    await bench.until(async () => {
      loop.wake();
      await bench.schedule('t', 0);
      return (await bench.fired()).length === 1;
    });
  });

  test('finds by itself what another process scheduled', async () => {
    const bench = await openTimerBench();
    bench.loop();
    await bench.schedule('t', 60);
    await bench.until(async () => {
      bench.clock.advance(POLL_MS);
      return (await bench.fired()).length === 1;
    });
  });

  test('after weeks without a process all that is overdue fires once, the longest overdue first', async () => {
    const bench = await openTimerBench();
    const names = range(10, 80).map((n) => `t${n}`);
    for (const [index, name] of [...names].reverse().entries()) {
      await bench.schedule(name, (names.length - index) * DAY_S);
    }
    await bench.loop().stop();
    expect(await bench.fired()).toEqual([]);
    bench.clock.advance(100 * DAY_S * 1000);
    bench.loop();
    await firedCount(bench, names.length);
    expect(await bench.fired()).toEqual(names);
    expect(bench.lines).toEqual([]);
  });

  test('a clock that jumps forward under it leaves nothing out', async () => {
    const bench = await openTimerBench();
    for (const name of ['c', 'a', 'b']) await bench.schedule(name, (name.charCodeAt(0) - 96) * DAY_S);
    bench.loop();
    bench.clock.advance(30 * DAY_S * 1000);
    await firedCount(bench, 3);
    expect(await bench.fired()).toEqual(['a', 'b', 'c']);
  });

  test('a clock that is set back fires nothing twice and nothing early', async () => {
    const bench = await openTimerBench();
    let behind = 0;
    const clock = {
      now: () => new Date(bench.clock.now().getTime() - behind),
      wait: bench.clock.wait.bind(bench.clock),
    };
    await bench.schedule('early', 10);
    await bench.schedule('late', 3600);
    bench.loop({ clock });
    bench.clock.advance(3000 * 1000);
    await firedCount(bench, 1);
    behind = 3000 * 1000;
    for (const second of range(1, 700)) {
      bench.clock.advance(POLL_MS);
      if (second % 100 === 0) await bench.schedule(`marker-${second}`, 0);
      await firedCount(bench, 1 + Math.floor(second / 100));
    }
    expect((await bench.fired()).filter((name) => !name.startsWith('marker'))).toEqual(['early']);
    bench.clock.advance(3600 * 1000);
    await firedCount(bench, 9);
    expect((await bench.fired()).filter((name) => !name.startsWith('marker'))).toEqual(['early', 'late']);
  });

  test('a kind that it does not know waits for a process that does', async () => {
    const bench = await openTimerBench();
    await bench.schedule('strange', 0, { kind: 'of another version' });
    await bench.schedule('plain', 1);
    bench.loop();
    bench.clock.advance(1000);
    await firedCount(bench, 1);
    expect(await bench.fired()).toEqual(['plain']);
    expect(await timers.pending(bench.storage.db, 'strange')).toMatchObject([{ fence: 0 }]);
    bench.loop({ handlers: { 'of another version': note } });
    await firedCount(bench, 2);
  });

  test('stopping lets the timer that runs end and begins no other', async () => {
    const bench = await openTimerBench();
    for (const n of range(1, 5)) await bench.schedule(`t${n}`, 0);
    let stopped: Promise<void> | null = null;
    const loop = bench.loop({
      handlers: {
        note: async (tx, timer, now) => {
          stopped ??= loop.stop();
          await note(tx, timer, now);
        },
      },
    });
    await bench.until(() => stopped !== null);
    await stopped;
    expect(await bench.fired()).toEqual(['t1']);
    bench.loop();
    await firedCount(bench, 5);
  });

  test('a handler that plans its subject anew neither cancels nor repeats the timer that fires', async () => {
    const bench = await openTimerBench();
    const planAgain: TimerHandler = async (tx, timer, now) => {
      await note(tx, timer, now);
      const next = { ...timer, dueAt: new Date(Date.parse(timer.dueAt) + 60_000).toISOString() };
      let ids = 0;
      const identifiers = { next: () => `${timer.id}+${++ids}` };
      const fired = (await bench.fired()).length;
      const desired = [fired < 2 ? next : timer];
      await timers.replan(tx, { subject: timer.subject, desired, identifiers, now });
    };
    await bench.schedule('t', 0, { subject: 's' });
    bench.loop({ handlers: { note: planAgain } });
    for (const _ of range(1, 5)) {
      bench.clock.advance(60_000);
      await bench.schedule(`marker-${_}`, 0, { kind: 'x' });
    }
    await firedCount(bench, 3);
    await bench.until(async () => (await timers.pending(bench.storage.db, 's')).length === 0);
    expect(await bench.fired()).toEqual(['t', 't+1', 't+1+1']);
  });
});

describe('a timer that fails', () => {
  test('is tried again, later each time, keeps nothing of it and holds up no other', async () => {
    const bench = await openTimerBench();
    const { state, handle } = failing();
    await bench.schedule('bad', 0, { kind: 'bad', subject: 's' });
    await bench.schedule('good', 0, { subject: 's' });
    bench.loop({ handlers: { bad: handle, note } });
    const waits: number[] = [];
    for (const tries of range(1, 3)) {
      await bench.until(async () => (await retryAt(bench, 'bad')) > bench.clock.now().getTime());
      expect(state.tries).toBe(tries);
      const wait = (await retryAt(bench, 'bad')) - bench.clock.now().getTime();
      waits.push(wait);
      bench.clock.advance(wait - 1);
      // Fires, so that the loop has looked since.
      await bench.schedule(`marker-${tries}`, 0);
      await firedCount(bench, tries + 1);
      expect(state.tries).toBe(tries);
      state.works = tries === 3;
      bench.clock.advance(1);
      bench.wake();
    }
    await firedCount(bench, 5);
    expect(waits).toEqual([1000, 2000, 4000]);
    expect(await bench.fired()).toEqual(['good', 'marker-1', 'marker-2', 'marker-3', 'bad']);
    expect(bench.lines).toEqual(range(1, 3).map((n) => `warn a timer failed and will be tried again (${n})`));
  });

  test('too often is set aside with an error, and the others go on', async () => {
    const bench = await openTimerBench();
    const { state, handle } = failing(new YishiError('busy', 'always', { retryable: true }));
    await bench.schedule('bad', 0, { kind: 'bad' });
    bench.loop({ handlers: { bad: handle, note } });
    await bench.until(() => {
      bench.clock.advance(POLL_MS);
      return bench.lines.length === 4;
    });
    expect(bench.lines.at(-1)).toBe('error a timer failed too often and is set aside');
    await bench.until(async () => (await timers.setAsideTimers(bench.storage.db)).length === 1);
    bench.clock.advance(DAY_S * 1000);
    await bench.schedule('good', 0);
    bench.clock.advance(POLL_MS);
    await firedCount(bench, 1);
    expect(await bench.fired()).toEqual(['good']);
    expect(state.tries).toBe(4);
  });

  test('because the process dies in it is set aside as well', async () => {
    const bench = await openTimerBench();
    await bench.schedule('deadly', 0);
    for (const n of range(1, 4)) {
      const now = bench.clock.now().toISOString();
      const claim = { id: 'deadly', owner: `dead-${n}`, now, claimExpiresAt: now };
      await bench.storage.write((tx) => timers.claim(tx, claim));
    }
    bench.loop();
    await bench.until(async () => (await timers.setAsideTimers(bench.storage.db)).length === 1);
    expect(await bench.fired()).toEqual([]);
    expect(bench.lines).toEqual(['error a timer failed too often and is set aside']);
  });

  test('is no reason to stop: nor is a database that fails', async () => {
    const bench = await openTimerBench();
    await bench.schedule('t', 0);
    const storage = before(bench.storage, async (nth) => {
      if (nth < 3) throw new YishiError('busy', 'locked', { retryable: true });
    });
    bench.loop({ storage });
    await bench.until(async () => {
      bench.clock.advance(POLL_MS);
      return (await bench.fired()).length === 1;
    });
    expect(bench.lines).toEqual(range(1, 2).map(() => 'error could not run timers, will look again'));
  });
});

describe('over several processes', () => {
  test('each timer fires once, and those of one subject in their order', async () => {
    const bench = await openTimerBench();
    const names = range(10, 59).map((n) => `t${n}`);
    for (const [index, name] of names.entries()) {
      await bench.schedule(name, index, { subject: `s${index % 3}` });
    }
    bench.clock.advance(3600 * 1000);
    for (const storage of [bench.storage, await bench.openOther(), await bench.openOther()])
      bench.loop({ storage });
    await bench.until(async () => {
      bench.clock.advance(10);
      return (await bench.fired()).length >= names.length;
    });
    const fired = await bench.fired();
    expect([...fired].sort()).toEqual(names);
    for (const rest of [0, 1, 2]) {
      const mine = names.filter((_, index) => index % 3 === rest);
      expect(fired.filter((name) => mine.includes(name))).toEqual(mine);
    }
    expect(bench.lines).toEqual([]);
  });

  test('what a dead process had claimed fires when the claim has run out', async () => {
    const bench = await openTimerBench();
    await bench.schedule('t', 0);
    const now = bench.clock.now();
    const claimExpiresAt = new Date(now.getTime() + CLAIM_MS).toISOString();
    await bench.storage.write((tx) =>
      timers.claim(tx, { id: 't', owner: 'dead', now: now.toISOString(), claimExpiresAt }),
    );
    bench.loop();
    bench.clock.advance(CLAIM_MS - 1);
    await bench.schedule('marker', 0);
    await firedCount(bench, 1);
    bench.clock.advance(POLL_MS);
    await firedCount(bench, 2);
    expect(await bench.fired()).toEqual(['marker', 't']);
  });

  test('what was cancelled, or taken over by another, after the claim does nothing', async () => {
    const bench = await openTimerBench();
    for (const name of ['cancelled', 'taken']) await bench.schedule(name, 0);
    const storage = before(bench.storage, async (nth) => {
      const now = bench.clock.now().toISOString();
      if (nth === 2) await bench.storage.write((tx) => timers.cancelAll(tx, { subject: 'cancelled', now }));
      if (nth !== 4) return;
      bench.clock.advance(CLAIM_MS);
      bench.loop();
      await firedCount(bench, 1);
    });
    bench.loop({ storage });
    await bench.until(() => bench.lines.length === 2);
    expect(await bench.fired()).toEqual(['taken']);
    expect(new Set(bench.lines)).toEqual(new Set(['warn a timer was cancelled or taken over while it ran']));
  });
});
