import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CONSULTATION_STATES,
  type ConsultationState,
  isFinal,
  isOpen,
} from '../../src/consultation/state.js';
import {
  CONSULTATION_EVENTS,
  type ConsultationEvent,
  nextState,
  TRANSITIONS,
} from '../../src/consultation/transitions.js';
import * as consultations from '../../src/storage/consultations.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import { type Place, sqliteBackend } from './backend.js';
import { prepare } from './contract/rows.js';
import { FixedClock } from './fixed-clock.js';

const RUNS = { seed: 20261124, numRuns: 500 };
const anyState = fc.constantFrom(...CONSULTATION_STATES);
const anyEvent = fc.constantFrom(...CONSULTATION_EVENTS);
const anyEvents = fc.array(anyEvent, { maxLength: 40 });

/** Where the events lead; one that is not allowed changes nothing. */
function play(events: readonly ConsultationEvent[], from: ConsultationState): ConsultationState[] {
  const path = [from];
  for (const event of events) path.push(nextState(path.at(-1)!, event) ?? path.at(-1)!);
  return path;
}

describe('a consultation', () => {
  it('takes only the transitions of the table, whatever happens', () => {
    fc.assert(
      fc.property(anyState, anyEvents, (from, events) => {
        const path = play(events, from);
        for (const [index, event] of events.entries()) {
          const [before, after] = [path[index]!, path[index + 1]!];
          expect(CONSULTATION_STATES).toContain(after);
          expect(after).toBe(Object.entries(TRANSITIONS[before]).find(([on]) => on === event)?.[1] ?? before);
        }
      }),
      RUNS,
    );
  });

  it('goes the same way each time, however it is cut into sittings', () => {
    fc.assert(
      fc.property(anyState, anyEvents, anyEvents, (from, first, second) => {
        const middle = play(first, from).at(-1)!;
        expect(play([...first, ...second], from).at(-1)).toBe(play(second, middle).at(-1));
      }),
      RUNS,
    );
  });

  it('once ended stays so until it is reopened, or its demand is', () => {
    fc.assert(
      fc.property(anyEvents, anyEvents, (first, second) => {
        const end = play(first, 'open').at(-1)!;
        fc.pre(isFinal(end));
        const later = second.filter((event) => event !== 'reopened' && event !== 'escalated');
        expect(play(later, end).at(-1)).toBe(end);
      }),
      RUNS,
    );
  });

  it('is never without a way to its end', () => {
    fc.assert(
      fc.property(anyEvents, (events) => {
        const now = play(events, 'open').at(-1)!;
        expect([...reachable(now)].some(isFinal)).toBe(true);
      }),
      RUNS,
    );
  });

  it('can come to every state, and comes back from the expert when the reply arrives', () => {
    expect(reachable('open')).toEqual(new Set(CONSULTATION_STATES));
    expect(nextState('open', 'escalated')).toBe('escalated');
    expect(nextState('escalated', 'reply_arrived')).toBe('open');
    expect(nextState('open', 'confirmed')).toBe('resolved');
    expect(nextState('open', 'lapsed')).toBe('lapsed');
    expect(nextState('redirected', 'reopened')).toBeNull();
  });
});

function reachable(from: ConsultationState): Set<ConsultationState> {
  const found = new Set([from]);
  for (const state of found)
    for (const event of CONSULTATION_EVENTS) found.add(nextState(state, event) ?? state);
  return found;
}

describe('the table of consultations', () => {
  let place: Place;
  let storage: Storage;
  beforeAll(async () => {
    place = await sqliteBackend();
    storage = await openStorage({ ...place, clock: new FixedClock() });
    await prepare(storage, 'c1');
  });
  afterAll(async () => {
    await storage.close();
    await place.remove();
  });

  const store = (state: string) => {
    const row = { id: `k-${state}`, conversationId: 'c1', asker: state, province: null, profile: {} };
    const now = new FixedClock().now().toISOString();
    return storage.write((tx) =>
      consultations.insert(tx, { ...row, state: state as ConsultationState, now }),
    );
  };

  it.each(CONSULTATION_STATES)('takes %s, and holds it for open where we do', async (state) => {
    await store(state);
    const found = await consultations.open(storage.db, { conversationId: 'c1', asker: state });
    expect(found?.state).toBe(isOpen(state) ? state : undefined);
  });

  it('takes no other state', async () => {
    await expect(store('forgotten')).rejects.toThrow(/CHECK/);
  });
});
