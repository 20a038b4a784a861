import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verify } from '../../src/audit/audit.js';
import { createWorkingCalendar } from '../../src/calendar/working-calendar.js';
import { DEMAND_EVENTS, type DemandEvent, EVENT_DATA } from '../../src/demand/events.js';
import { planTimers } from '../../src/demand/plan-timers.js';
import { DEFAULT_SETTINGS } from '../../src/demand/settings.js';
import { DEMAND_STATES, type DemandState, isEnded } from '../../src/demand/states.js';
import { possibleEvents, rowsFor, TRANSITIONS } from '../../src/demand/transitions.js';
import * as demandEvents from '../../src/storage/demand-events.js';
import * as demands from '../../src/storage/demands.js';
import * as notices from '../../src/storage/notices.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import * as timers from '../../src/storage/timers.js';
import { type Place, sqliteBackend } from './backend.js';
import { at } from './contract/rows.js';
import { ASKER, actorOf, castPeople, command, DATA, draft, SERVICE } from './demand-cast.js';
import { FixedClock } from './fixed-clock.js';

const STATES_AFTER_FILING = DEMAND_STATES.filter((state) => state !== 'draft');
const calendar = createWorkingCalendar();

/** States that lead to each other: from → to, over every row. */
function successors(state: DemandState): readonly DemandState[] {
  return TRANSITIONS.filter(({ from }) => from.includes(state)).map(({ to }) => (to === 'same' ? state : to));
}

function reachable(from: DemandState): ReadonlySet<DemandState> {
  const seen = new Set<DemandState>([from]);
  for (const state of seen) for (const next of successors(state)) seen.add(next);
  return seen;
}

describe('the table of demand transitions', () => {
  it('reaches every state from a draft, and from every state an end', () => {
    expect([...reachable('draft')].sort()).toEqual([...DEMAND_STATES].sort());
    for (const state of DEMAND_STATES) expect([...reachable(state)].some(isEnded), state).toBe(true);
  });

  it('leaves nobody waiting: whoever is to move can, and the asker can always take it back', () => {
    for (const state of STATES_AFTER_FILING.filter((each) => !isEnded(each))) {
      expect(possibleEvents(state, ['asker']), state).toContain('withdraw');
      const staff = possibleEvents(state, ['coordinator', 'assignee', 'service']);
      const moving = staff.filter((event) => rowsFor(state, event).some(({ to }) => to !== 'same'));
      expect(moving, state).not.toEqual([]);
    }
  });

  it('has data for every event, a row for every event, and one row for an event, state and part', () => {
    for (const event of DEMAND_EVENTS) {
      expect(
        TRANSITIONS.some((row) => row.event === event),
        event,
      ).toBe(true);
      expect(EVENT_DATA[event].safeParse(DATA[event] ?? {}).success || event === 'file', event).toBe(true);
    }
    const keys = TRANSITIONS.flatMap(({ event, from, by }) =>
      from.flatMap((state) => by.map((part) => `${event} ${state} ${part}`)),
    );
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('waits for an asker only for so long: each such state has a timer that moves it on', () => {
    for (const state of ['draft', 'returned', 'awaiting_facts', 'awaiting_confirmation'] as const) {
      const clock = { stages: {}, pausedAt: null, endedAt: null, since: at(0), reminded: [] };
      const moving = planTimers({ state, clock }, DEFAULT_SETTINGS, calendar).filter(({ event }) =>
        rowsFor(state, event).some(({ by, to }) => by.includes('service') && to !== 'same'),
      );
      expect(moving, state).toHaveLength(1);
    }
  });
});

const WHO = [
  ASKER,
  actorOf('coordinator'),
  actorOf('stranger'),
  actorOf('expert'),
  actorOf('editor'),
  SERVICE,
];
const anyStep = fc.record({
  who: fc.nat(WHO.length - 1),
  event: fc.constantFrom(...DEMAND_EVENTS),
  /** Half of the steps do something that is possible, so that runs get far. */
  willing: fc.boolean(),
  minutes: fc.integer({ min: 0, max: 3000 }),
  pick: fc.nat(100),
});

describe('a demand under random events', () => {
  let place: Place;
  let storage: Storage;
  let runs = 0;
  beforeAll(async () => {
    place = await sqliteBackend();
    storage = await openStorage({ ...place, clock: new FixedClock() });
    await castPeople(storage);
  });
  afterAll(async () => {
    await storage.close();
    await place.remove();
  });
  beforeEach(() => {
    runs = 0;
  });

  /** Plays a step on the demand; whoever may not do it, or not now, changes nothing at all. */
  async function step(id: string, event: DemandEvent, who: number, now: string): Promise<void> {
    const before = await demands.find(storage.db, id);
    const data = event === 'file' ? { phone: null, phoneShared: false, consent: 'v' } : (DATA[event] ?? {});
    const outcome = await command(storage, WHO[who]!, { demandId: id, event, data }, now);
    const after = await demands.find(storage.db, id);
    if (!outcome.ok) {
      expect(after).toEqual(before);
      return;
    }
    expect(outcome.demand).toEqual(after);
    expect(after!.version).toBe(before!.version + 1);
    const rows = rowsFor(before!.state, event);
    const targets = rows.map(({ to }) => (to === 'same' ? before!.state : to));
    expect(targets).toContain(after!.state);
  }

  async function check(id: string): Promise<void> {
    const demand = (await demands.find(storage.db, id))!;
    const line = await demandEvents.list(storage.db, id);
    // No state skipped: each line begins where the one before it ended, and the last one is where it stands.
    expect(line.map(({ position }) => position)).toEqual(line.map((_, index) => index + 1));
    expect(line.map(({ fromState }) => fromState)).toEqual([
      '',
      ...line.slice(0, -1).map((each) => each.toState),
    ]);
    expect(line.at(-1)!.toState).toBe(demand.state);
    expect(demand.version).toBe(line.length);
    expect((demand.receipt === null) === line.every(({ event }) => event !== 'file')).toBe(true);
    // Its timers are those that follow from where it stands, and an ended one has none.
    const wanted = planTimers(demand, DEFAULT_SETTINGS, calendar).map(({ kind }) => `demand.${kind}`);
    const pending = (await timers.pending(storage.db, `demand:${id}`)).map(({ kind }) => kind);
    expect(pending.every((kind) => wanted.includes(kind))).toBe(true);
    if (isEnded(demand.state)) expect(pending).toEqual([]);
    // Whoever the table tells was told, once each.
    const news = await notices.ofDemand(storage.db, id);
    for (const { event, position } of line.filter((each) => each.event === 'reply'))
      expect(
        news.filter((each) => each.position === position && each.audience === 'asker'),
        event,
      ).toHaveLength(1);
    expect(await verify(storage.db, `demand:${id}`)).toMatchObject({ kind: 'intact', length: line.length });
  }

  it('keeps to the table, loses nothing, and its timers, notices and chain agree with its timeline', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 5, maxLength: 40 }), async (steps) => {
        const id = `random-${String(++runs)}-${steps.length}-${steps[0]!.pick}-${steps[1]!.pick}`;
        let minutes = 0;
        await draft(storage, { id });
        for (const { who, event, willing, minutes: more, pick } of steps) {
          minutes += more;
          const now = at(minutes * 60);
          const { state } = (await demands.find(storage.db, id))!;
          const able = TRANSITIONS.filter((row) => row.from.includes(state));
          const row = able[pick % Math.max(able.length, 1)];
          if (!willing || row === undefined) await step(id, event, who, now);
          else for (const each of WHO.keys()) await step(id, row.event, each, now);
        }
        await check(id);
      }),
      { seed: 20261124, numRuns: 60 },
    );
    const receipts = await storage.db
      .selectFrom('demands')
      .select('receipt')
      .where('receipt', 'is not', null)
      .orderBy('receipt')
      .execute();
    expect(receipts.length).toBeGreaterThan(10);
    expect(receipts.map(({ receipt }) => Number(receipt!.split('-')[2]))).toEqual(
      receipts.map((_, index) => index + 1),
    );
  });
});
