import type { CalendarDate } from '../calendar/calendar-date.js';
import type { WorkingCalendar } from '../calendar/working-calendar.js';
import { chinaDate } from '../clock.js';
import { YishiError } from '../errors.js';

/** Hours of Beijing. 民法典第二百零三条: where there are hours of business, a period ends when they do. */
const BUSINESS_ENDS = '18:00';
const WARNING_AT = '09:00';

export interface Deadline {
  /** Instant, ISO-8601 UTC. */
  readonly dueAt: string;
  /** True where a year without published 调休 is touched: to be computed again when the calendar knows more. */
  readonly provisional: boolean;
}

/** A time during which the clock stood, from the question (待补充) to its answer; instants, ISO-8601 UTC. */
export interface Stop {
  readonly from: string;
  readonly to: string;
}

/**
 * The end of business on the last of `days` working days (1 or more). 民法典第二百零一条: the day of the opening does
 * not count, whatever its hour; 第二百零三条: what ends on a day off ends on the working day after it. Ended stops
 * prolong it by the working days that they lasted. From the same facts and a calendar that knows more this gives the
 * final deadline in place of a provisional one. Throws YishiError('internal') where `days` is no such number.
 */
export function dueAfter(
  openedAt: string,
  days: number,
  calendar: WorkingCalendar,
  stops: readonly Stop[] = [],
): Deadline {
  if (days < 1) throw new YishiError('internal', 'a deadline takes at least one working day');
  const stopped = stops.map((stop) => stoppedDays(stop, calendar));
  const total = stopped.reduce((sum, each) => sum + each.days, days);
  const last = calendar.addWorkingDays(chinaDate(new Date(openedAt)), total);
  return {
    dueAt: beijing(last.date, BUSINESS_ENDS),
    provisional: last.provisional || stopped.some((each) => each.provisional),
  };
}

/**
 * Working days that a stop lasted: from the working day to which its begin belongs to that of its end, where what is at
 * the end of business or after it, or on a day off, belongs to the next working day. So whoever asks back in time has
 * time left when the answer comes, also when it is given up at 18:00; a stop within a day costs nothing, and one in two
 * pieces costs the same as in one.
 */
export function stoppedDays(
  { from, to }: Stop,
  calendar: WorkingCalendar,
): { readonly days: number; readonly provisional: boolean } {
  const begin = workingDayOf(from, calendar);
  // A clock that was set back meanwhile must not shorten the term.
  const end = workingDayOf(to < from ? from : to, calendar);
  const { days, provisional } = calendar.workingDaysBetween(begin.date, end.date);
  return { days, provisional: provisional || begin.provisional || end.provisional };
}

function workingDayOf(at: string, calendar: WorkingCalendar) {
  const day = chinaDate(new Date(at));
  const provisional = !calendar.isKnown(day);
  if (calendar.isWorkingDay(day) && at < beijing(day, BUSINESS_ENDS)) return { date: day, provisional };
  const next = calendar.addWorkingDays(day, 1);
  return { date: next.date, provisional: provisional || next.provisional };
}

/** The end of the calendar day of the opening in Beijing, whatever the day of the week: for emergencies. */
export function sameDayDue(openedAt: string): Deadline {
  return { dueAt: beijing(chinaDate(new Date(openedAt)), '24:00'), provisional: false };
}

/** The morning of the last day, but not before the clock began or went on at `since` (an instant). */
export function warningBefore(dueAt: string, since: string): string {
  const morning = beijing(lastDayOf(dueAt), WARNING_AT);
  return morning < since ? since : morning;
}

/** A deadline at midnight is the end of the day before. */
function lastDayOf(dueAt: string): CalendarDate {
  return chinaDate(new Date(Date.parse(dueAt) - 1));
}

/** The instant of an hour in Beijing, which has had no summer time since 1991. */
function beijing(date: CalendarDate, hour: string): string {
  return new Date(`${date}T${hour}:00.000+08:00`).toISOString();
}
