import { describe, expect, test } from 'vitest';
import { createWorkingCalendar } from '../../src/calendar/working-calendar.js';
import { DEMAND_TIMERS, demandTimer, planTimers } from '../../src/demand/plan-timers.js';
import { DEFAULT_SETTINGS } from '../../src/demand/settings.js';
import { DEMAND_STATES } from '../../src/demand/states.js';
import * as demandEvents from '../../src/storage/demand-events.js';
import * as demands from '../../src/storage/demands.js';
import * as timers from '../../src/storage/timers.js';
import { ASKER } from '../src/demand-cast.js';
import { COORDINATOR, type DemandBench, EXPERT, openDemandBench } from './demand-bench.js';

const events = async (bench: DemandBench) =>
  (await demandEvents.list(bench.storage.db, 'd1')).map(({ event, data, at }) =>
    [event, data.deadline ?? data.of, at].filter(Boolean).join(' '),
  );

describe('the timers of a demand', () => {
  test('are all known to whoever fires them', async () => {
    const bench = await openDemandBench();
    await bench.file();
    await bench.act(COORDINATOR, 'accept');
    const { clock } = (await demands.find(bench.storage.db, 'd1'))!;
    const planned = DEMAND_STATES.flatMap((state) =>
      planTimers({ state, clock }, DEFAULT_SETTINGS, createWorkingCalendar()),
    );
    for (const { kind } of planned) expect(DEMAND_TIMERS).toContain(demandTimer(kind));
    expect(new Set(DEMAND_TIMERS).size).toBe(DEMAND_TIMERS.length);
  });

  test('warn and say when it is overdue, each once, at their time, and the coordinators hear of it', async () => {
    const bench = await openDemandBench();
    bench.start();
    await bench.file();
    const [warned, overdue] = await timers.pending(bench.storage.db, 'demand:d1');
    for (const { dueAt } of [warned!, overdue!]) {
      bench.clock.moveTo(Date.parse(dueAt));
      await bench.quiet();
    }
    expect((await events(bench)).slice(2)).toEqual([
      `warned accept ${warned!.dueAt}`,
      `overdue accept ${overdue!.dueAt}`,
    ]);
    expect((await bench.notices()).filter(({ kind }) => kind === 'overdue.accept')).toHaveLength(2);
    await bench.pass(24 * 30);
    expect((await events(bench)).filter((event) => event.startsWith('overdue'))).toHaveLength(1);
  });

  test('that slept through everything are caught up in their order after a clock’s jump', async () => {
    const bench = await openDemandBench();
    await bench.file();
    await bench.act(COORDINATOR, 'accept');
    await bench.act(COORDINATOR, 'dispatch');
    await bench.act(EXPERT, 'take');
    await bench.act(EXPERT, 'ask_back');
    bench.start();
    await bench.pass(24 * 60);
    const names = (await events(bench)).map((event) => event.split(' 2026')[0]);
    expect(names.slice(6, 8)).toEqual(['reminded facts', 'answer_lapsed']);
    expect(await bench.state()).toBe('in_progress');
    expect(await timers.setAsideTimers(bench.storage.db)).toEqual([]);
  });

  test('of a state that was left do nothing', async () => {
    const bench = await openDemandBench();
    await bench.file();
    await bench.act(COORDINATOR, 'return');
    await bench.act(ASKER, 'withdraw');
    const stale = { id: 'stale', kind: 'demand.supply_lapsed', subject: 'demand:d1', now: '2026' };
    const gone = { ...stale, id: 'gone', subject: 'demand:none' };
    await bench.storage.write(async (tx) => {
      for (const timer of [stale, gone])
        await timers.schedule(tx, { ...timer, dueAt: '2026', payload: { event: 'supply_lapsed', data: {} } });
    });
    bench.start();
    await bench.quiet();
    expect(await bench.state()).toBe('withdrawn');
    expect(await timers.setAsideTimers(bench.storage.db)).toEqual([]);
    expect(await timers.pending(bench.storage.db, 'demand:none')).toEqual([]);
  });
});

test('a reply ten working days later arrives, is confirmed by silence, and tells so', async () => {
  const bench = await openDemandBench();
  bench.start();
  await bench.file();
  await bench.act(COORDINATOR, 'accept');
  await bench.act(COORDINATOR, 'dispatch');
  await bench.act(EXPERT, 'take');
  await bench.pass(14 * 24);
  await bench.act(EXPERT, 'reply');
  await bench.quiet();
  await bench.read();
  expect(await bench.state()).toBe('awaiting_confirmation');
  await bench.pass(6 * 24);
  await bench.pass(10 * 24);
  expect(await bench.state()).toBe('closed');
  const heads = (await bench.transcript()).map((text) =>
    text.split('\n')[0]!.replace('浙-2026-00001（技术需求）', ''),
  );
  expect(heads).toEqual([
    '已经受理',
    '已经请了专家或单位',
    '有专家接了',
    '有答复了',
    '的答复，有没有用？',
    '先办结了',
  ]);
});
