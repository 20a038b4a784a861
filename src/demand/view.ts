import { addDays } from '../calendar/calendar-date.js';
import type { WorkingCalendar } from '../calendar/working-calendar.js';
import { chinaDate } from '../clock.js';
import type { Actor } from '../directory/authorize.js';
import { partsOf } from '../directory/demand-parts.js';
import { running } from './clock.js';
import type { Demand } from './demand.js';
import type { DeadlineName, DemandEvent } from './events.js';
import { isEnded } from './states.js';
import { possibleEvents } from './transitions.js';

/** How a demand stands towards its nearest deadline, as a list shows it. */
export interface DueView {
  /** none: nothing runs; paused: the asker is waited for. */
  readonly level: 'overdue' | 'today' | 'soon' | 'later' | 'paused' | 'none';
  readonly deadline: DeadlineName | null;
  /** Instant; null where nothing runs. */
  readonly at: string | null;
  /** Working days left; where it is overdue days of the calendar since, 0 on the day itself. */
  readonly days: number;
  /** The date may still move: 调休 of that year is not published. */
  readonly provisional: boolean;
}

/** From so many working days on nobody has to hurry. */
const LATER_FROM = 2;

/** The nearest deadline of a demand, in days. */
export function dueView({ clock }: Pick<Demand, 'clock'>, now: string, calendar: WorkingCalendar): DueView {
  const stages = running(clock);
  const [next] = [...stages].sort(([, a], [, b]) => (a.dueAt < b.dueAt ? -1 : 1));
  if (next === undefined) return { level: 'none', deadline: null, at: null, days: 0, provisional: false };
  const [deadline, { dueAt: at, provisional }] = next;
  if (clock.pausedAt !== null) return { level: 'paused', deadline, at: null, days: 0, provisional };
  const today = chinaDate(new Date(now));
  // A deadline at midnight is the end of the day before.
  const last = chinaDate(new Date(Date.parse(at) - 1));
  if (at <= now) return { level: 'overdue', deadline, at, days: daysBetween(last, today), provisional };
  const { days } = calendar.workingDaysBetween(today, last);
  const level = last === today ? 'today' : days < LATER_FROM ? 'soon' : 'later';
  return { level, deadline, at, days, provisional };
}

const DAY_MS = 86_400_000;

function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(addDays(to, 0)) - Date.parse(addDays(from, 0))) / DAY_MS));
}

/** Why a demand waits for somebody who works for the province. */
export type Waiting = 'accept' | 'dispatch' | 'redispatch' | 'redo' | 'review' | 'overdue' | 'call';

const WAITING: Readonly<Partial<Record<Demand['state'], Waiting>>> = {
  submitted: 'accept',
  accepted: 'dispatch',
  declined: 'redispatch',
  reopened: 'redo',
  case_review: 'review',
};

/** Every reason for which it stands in 待我处理, the first being what to do next; empty where nothing is to be done. */
export function waitingFor(
  { state, clock }: Pick<Demand, 'state' | 'clock'>,
  { hasOpenCall, now }: { readonly hasOpenCall: boolean; readonly now: string },
): readonly Waiting[] {
  const step = WAITING[state];
  const isLate =
    clock.pausedAt === null && !isEnded(state) && running(clock).some(([, { dueAt }]) => dueAt <= now);
  return [
    ...(step === undefined ? [] : [step]),
    ...(hasOpenCall ? (['call'] as const) : []),
    ...(isLate ? (['overdue'] as const) : []),
  ];
}

/** Events that the console offers: an asker's and an assignee's belong to their own pages. */
const CONSOLE_PARTS = ['coordinator', 'editor'] as const;
/** Caused by a call task, never by a button of their own. */
const BY_CALL: ReadonlySet<DemandEvent> = new Set(['reply_delivered'] as const);

/** What the reader may do to a demand in the console, in the order of the table of transitions. */
export function consoleEvents(actor: Actor, demand: Demand): readonly DemandEvent[] {
  const parts = partsOf(actor, demand).filter((part) => CONSOLE_PARTS.some((each) => each === part));
  return possibleEvents(demand.state, parts).filter((event) => !BY_CALL.has(event));
}
