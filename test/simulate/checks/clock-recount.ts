import { dayOf, endOfDay, endOfTerm, hourOf, type Interval } from '../working-hours.js';
import { clockText, type Line, type Matter } from './facts.js';

// Counts every clock event of a demand again from its other events and the rules of docs/demand.md. Nothing here comes
// from src/demand or src/calendar.

const TERMS = { accept: 1, firstReply: 3, close: 15 } as const;
const TAKE_DAYS = 1;
const REMINDER_DAYS = 3;
const LAPSE_DAYS = 10;
const CONFIRM_LAPSE_DAYS = 7;
const DRAFT_LAPSE_DAYS = 30;
/** Contended work rests for some seconds of the clock. */
const TOLERANCE_MS = 60_000;

type Term = keyof typeof TERMS;

interface Running {
  readonly term: Term;
  readonly opened: number;
  readonly stops: Interval[];
  /** When it went on last. */
  since: number;
  isWarned: boolean;
  isOverdue: boolean;
}

/** A clock event that is still to come. */
interface Expected {
  readonly name: string;
  readonly at: number;
}

interface State {
  readonly running: Map<Term, Running>;
  pausedAt: number | null;
  state: string;
  since: number;
  isReminded: boolean;
}

export interface Recount {
  readonly faults: readonly string[];
  /** Clock events that were looked at. */
  readonly count: number;
  /** A deadline that runs is over at the end. */
  readonly isLate: boolean;
}

export function recount(
  { lines, kind }: Pick<Matter, 'lines' | 'kind'>,
  dark: readonly Interval[],
  end: number,
): Recount {
  const now: State = { running: new Map(), pausedAt: null, state: '', since: 0, isReminded: false };
  const isUrgent = kind === 'emergency';
  const faults: string[] = [];
  let expected: Expected[] = [];
  let count = 0;
  for (const line of lines) {
    faults.push(...missed(expected, line.at, now));
    const name = clockName(line);
    if (name !== null) {
      count += 1;
      const fault = mark(now, expected, name, line.at);
      if (fault !== null) faults.push(fault);
    }
    step(now, line);
    expected = expectedIn(now, isUrgent, dark, line.at);
  }
  faults.push(...missed(expected, end, now));
  const isOver = ({ term, opened, stops }: Running) => dueOf(term, opened, stops, isUrgent) <= end;
  const isLate = now.pausedAt === null && [...now.running.values()].some(isOver);
  return { faults, count, isLate };
}

function missed(expected: readonly Expected[], until: number, { state }: State): string[] {
  return expected
    .filter(({ at }) => at < until - TOLERANCE_MS)
    .map(({ name, at }) => `missing ${name} at ${clockText(at)} in ${state}`);
}

function clockName({ event, data }: Line): string | null {
  if (event === 'warned' || event === 'overdue') return `${event}.${data.deadline}`;
  if (event === 'reminded') return `${event}.${data.of}`;
  return event.endsWith('_lapsed') ? event : null;
}

function mark(now: State, expected: readonly Expected[], name: string, at: number): string | null {
  const planned = expected.find((each) => each.name === name);
  const term = now.running.get(name.split('.')[1] as Term);
  if (name.startsWith('warned.') && term !== undefined) term.isWarned = true;
  if (name.startsWith('overdue.') && term !== undefined) term.isOverdue = true;
  if (name.startsWith('reminded.')) now.isReminded = true;
  if (planned === undefined) return `unexpected ${name} at ${clockText(at)}`;
  if (Math.abs(planned.at - at) <= TOLERANCE_MS) return null;
  return `${name} at ${clockText(at)} instead of ${clockText(planned.at)}`;
}

function opens(now: State, terms: readonly Term[], at: number): void {
  now.pausedAt = null;
  for (const term of terms)
    now.running.set(term, { term, opened: at, stops: [], since: at, isWarned: false, isOverdue: false });
}

function goesOn(now: State, at: number): void {
  if (now.pausedAt === null) return;
  for (const each of now.running.values()) {
    each.stops.push({ from: now.pausedAt, to: at });
    each.since = at;
  }
  now.pausedAt = null;
}

function ends(now: State): void {
  now.running.clear();
  now.pausedAt = null;
}

/** What the events mean for the deadlines (docs/demand.md). */
const MEANING: Readonly<Record<string, (now: State, at: number) => void>> = {
  file: (now, at) => opens(now, ['accept'], at),
  supply: (now, at) => opens(now, ['accept'], at),
  return: (now) => void now.running.delete('accept'),
  accept: (now, at) => {
    now.running.delete('accept');
    opens(now, ['firstReply', 'close'], at);
  },
  refuse: ends,
  transfer: ends,
  withdraw: ends,
  supply_lapsed: ends,
  confirm: ends,
  confirm_lapsed: ends,
  ask_back: (now, at) => {
    now.pausedAt ??= at;
  },
  reply_delivered: (now, at) => {
    now.pausedAt ??= at;
  },
  answer: goesOn,
  answer_lapsed: goesOn,
  decline: goesOn,
  dispatch: goesOn,
  reply: (now, at) => {
    goesOn(now, at);
    now.running.delete('firstReply');
  },
  reject: (now, at) => {
    now.running.clear();
    opens(now, ['firstReply', 'close'], at);
  },
};

function step(now: State, { event, from, to, at }: Line): void {
  MEANING[event]?.(now, at);
  now.state = to;
  if (from === to && event !== 'dispatch') return;
  now.since = at;
  now.isReminded = false;
}

function expectedIn(now: State, isUrgent: boolean, dark: readonly Interval[], at: number): Expected[] {
  const terms = now.pausedAt === null ? [...now.running.values()] : [];
  const deadlines = terms.flatMap(({ term, opened, stops, since, isWarned, isOverdue }) => {
    if (isOverdue) return [];
    const due = dueOf(term, opened, stops, isUrgent);
    const warning = Math.max(hourOf(dayOf(due - 1), 9), since);
    const overdue = { name: `overdue.${term}`, at: due };
    // Who is late already need not be warned.
    return isWarned || warning >= due ? [overdue] : [{ name: `warned.${term}`, at: warning }, overdue];
  });
  // What was due before, or while nothing ran, happens as soon as it can.
  return [...deadlines, ...waits(now)].map(({ name, at: due }) => ({
    name,
    at: lit(Math.max(due, at), dark),
  }));
}

function dueOf(term: Term, opened: number, stops: readonly Interval[], isUrgent: boolean): number {
  return isUrgent && term !== 'close' ? endOfDay(opened) : endOfTerm(opened, TERMS[term], stops);
}

/** The end of the darkness that a time falls into. */
function lit(at: number, dark: readonly Interval[]): number {
  return dark.find(({ from, to }) => from < at && at < to)?.to ?? at;
}

const WAITS: Readonly<Record<string, readonly (readonly [name: string, days: number])[]>> = {
  draft: [['draft_lapsed', DRAFT_LAPSE_DAYS]],
  returned: [
    ['reminded.supply', REMINDER_DAYS],
    ['supply_lapsed', LAPSE_DAYS],
  ],
  dispatched: [['reminded.take', TAKE_DAYS]],
  awaiting_facts: [
    ['reminded.facts', REMINDER_DAYS],
    ['answer_lapsed', LAPSE_DAYS],
  ],
  awaiting_confirmation: [
    ['reminded.confirm', REMINDER_DAYS],
    ['confirm_lapsed', CONFIRM_LAPSE_DAYS],
  ],
};

function waits({ state, since, isReminded }: State): Expected[] {
  return (WAITS[state] ?? [])
    .filter(([name]) => !(isReminded && name.startsWith('reminded.')))
    .map(([name, days]) => ({ name, at: endOfTerm(since, days) }));
}
