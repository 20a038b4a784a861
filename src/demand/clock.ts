import type { WorkingCalendar } from '../calendar/working-calendar.js';
import { type Deadline, dueAfter, type Stop, sameDayDue } from './deadline.js';
import { DEADLINE_NAMES, type DeadlineName, type Reminder } from './events.js';
import type { ClockChange } from './transition.js';

/** One deadline of a demand, with all that its date follows from. `metAt` is when it was kept, be it late. */
export interface Stage extends Deadline {
  readonly openedAt: string;
  /** Working days that it takes; 0 is the same day, whatever day it is. */
  readonly days: number;
  /** When the asker was waited for meanwhile. */
  readonly stops: readonly Stop[];
  readonly metAt: string | null;
  readonly warnedAt: string | null;
  readonly overdueAt: string | null;
}

/** A demand's deadlines, stored with it as JSON. */
export interface DemandClock {
  readonly stages: Readonly<Partial<Record<DeadlineName, Stage>>>;
  /** Since when the asker is waited for: until they answer nothing runs out. */
  readonly pausedAt: string | null;
  /** Nothing runs any more. */
  readonly endedAt: string | null;
  /** When the present state was entered: reminders count from there. */
  readonly since: string;
  /** What somebody was reminded of in this state. */
  readonly reminded: readonly Reminder[];
}

export interface ClockRules {
  /** Working days of each deadline; 0 is the same day. */
  readonly days: Readonly<Record<DeadlineName, number>>;
  readonly calendar: WorkingCalendar;
}

export function newClock(now: string): DemandClock {
  return { stages: {}, pausedAt: null, endedAt: null, since: now, reminded: [] };
}

/** The clock after a transition's change at `now`; the order is: go on, keep, open, stop, end. */
export function changeClock(
  before: DemandClock,
  change: ClockChange,
  now: string,
  rules: ClockRules,
): DemandClock {
  let clock = change.resume ? resume(before, now, rules.calendar) : before;
  for (const name of change.meet ?? []) clock = markStage(clock, name, { metAt: now });
  if (change.start) clock = start(clock, change.start, now, rules);
  if (change.pause) clock = { ...clock, pausedAt: clock.pausedAt ?? now };
  return change.end ? { ...clock, pausedAt: null, endedAt: now } : clock;
}

function start(
  clock: DemandClock,
  opened: readonly DeadlineName[],
  now: string,
  { days, calendar }: ClockRules,
): DemandClock {
  const stages = { ...clock.stages };
  for (const name of opened) {
    const terms = { openedAt: now, days: days[name], stops: [] };
    stages[name] = { ...terms, ...dueOf(terms, calendar), metAt: null, warnedAt: null, overdueAt: null };
  }
  return { ...clock, stages, pausedAt: null, endedAt: null };
}

function dueOf(
  { openedAt, days, stops }: Pick<Stage, 'openedAt' | 'days' | 'stops'>,
  calendar: WorkingCalendar,
): Deadline {
  return days === 0 ? sameDayDue(openedAt) : dueAfter(openedAt, days, calendar, stops);
}

function resume(clock: DemandClock, now: string, calendar: WorkingCalendar): DemandClock {
  const { pausedAt } = clock;
  if (pausedAt === null) return clock;
  const stages = { ...clock.stages };
  for (const [name, stage] of running(clock)) {
    const terms = { ...stage, stops: [...stage.stops, { from: pausedAt, to: now }] };
    stages[name] = { ...terms, ...dueOf(terms, calendar) };
  }
  return { ...clock, stages, pausedAt: null };
}

/** The clock with its provisional dates computed again, by a calendar that may know more by now. */
export function recomputed(clock: DemandClock, calendar: WorkingCalendar): DemandClock {
  const stages = { ...clock.stages };
  for (const [name, stage] of running(clock)) {
    if (stage.provisional) stages[name] = { ...stage, ...dueOf(stage, calendar) };
  }
  return { ...clock, stages };
}

/** Marks one stage that is open; a deadline that never opened, or was kept before, stays. */
export function markStage(clock: DemandClock, name: DeadlineName, change: Partial<Stage>): DemandClock {
  const stage = clock.stages[name];
  if (stage === undefined || stage.metAt !== null) return clock;
  return { ...clock, stages: { ...clock.stages, [name]: { ...stage, ...change } } };
}

/** Deadlines that are open: neither kept nor ended with the demand. */
export function running(clock: DemandClock): readonly (readonly [DeadlineName, Stage])[] {
  if (clock.endedAt !== null) return [];
  return DEADLINE_NAMES.flatMap((name) => {
    const stage = clock.stages[name];
    return stage === undefined || stage.metAt !== null ? [] : [[name, stage] as const];
  });
}

/** The nearest deadline that runs now, an instant; null while the asker is waited for. */
export function nextDueAt(clock: DemandClock): string | null {
  if (clock.pausedAt !== null) return null;
  const dues = running(clock).map(([, { dueAt }]) => dueAt);
  return dues.sort()[0] ?? null;
}
