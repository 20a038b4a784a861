import chineseDays from 'chinese-days';
import { YishiError } from '../errors.js';
import { addDays, type CalendarDate } from './calendar-date.js';
import { arrangedDays, isArrangedWithNextYear, type YearArrangement } from './year-arrangement.js';

/**
 * Working days of the People's Republic with 调休. An answer is *provisional* where it rests on a day whose
 * arrangement is not published yet: there the plain weekends count, and it may change when the data arrive.
 */
export interface WorkingCalendar {
  /** The last year whose 调休 is known. */
  readonly lastKnownYear: number;
  isWorkingDay(date: CalendarDate): boolean;
  /** True where `isWorkingDay` rests on a published arrangement. */
  isKnown(date: CalendarDate): boolean;
  /** The n-th working day after `date`, which does not count itself; `date` where n is 0. Throws on other n. */
  addWorkingDays(
    date: CalendarDate,
    n: number,
  ): { readonly date: CalendarDate; readonly provisional: boolean };
  /**
   * Working days after `from` up to and with `to`, negative the other way round: the inverse of `addWorkingDays`,
   * and additive, so that a span counts the same in pieces.
   */
  workingDaysBetween(
    from: CalendarDate,
    to: CalendarDate,
  ): { readonly days: number; readonly provisional: boolean };
}

/** The library's first year. */
const FIRST_YEAR = 2004;

/**
 * The calendar of chinese-days, extended by arrangements of our own: what they name holds before the library's data,
 * and their years are known.
 */
export function createWorkingCalendar(arrangements: readonly YearArrangement[] = []): WorkingCalendar {
  const ours = arrangedDays(arrangements);
  const ourYears = new Set(arrangements.map(({ year }) => year));
  const isKnownYear = remembering((year: number) => ourYears.has(year) || isPublished(year));
  const isWorkingDay = remembering(
    (date: CalendarDate) => ours.get(date) ?? chineseDays.isWorkday(localNoon(date)),
  );
  const isKnown = (date: CalendarDate) => {
    const year = Number(date.slice(0, 4));
    return isKnownYear(year) && (!isArrangedWithNextYear(date) || isKnownYear(year + 1));
  };

  function count(after: CalendarDate, isEnd: (date: CalendarDate, days: number) => boolean) {
    let [date, days, provisional] = [after, 0, false];
    while (!isEnd(date, days)) {
      date = addDays(date, 1);
      if (isWorkingDay(date)) days += 1;
      provisional ||= !isKnown(date);
    }
    return { date, days, provisional };
  }

  return {
    lastKnownYear: lastOfRun(isKnownYear),
    isWorkingDay,
    isKnown,
    addWorkingDays: (from, n) => {
      if (!Number.isInteger(n) || n < 0) throw new YishiError('internal', `no number of working days: ${n}`);
      const { date, provisional } = count(from, (_, days) => days === n);
      return { date, provisional };
    },
    workingDaysBetween: (from, to) => {
      const [first, last] = from <= to ? [from, to] : [to, from];
      const { days, provisional } = count(first, (date) => date === last);
      return { days: from <= to ? days : -days, provisional };
    },
  };
}

/** Deadlines ask for the same few hundred days again and again, and the library takes its time. */
function remembering<K>(answer: (key: K) => boolean): (key: K) => boolean {
  const known = new Map<K, boolean>();
  return (key) => {
    const value = known.get(key) ?? answer(key);
    known.set(key, value);
    return value;
  };
}

/** The library answers for every year; one is in its data where National Day is. */
function isPublished(year: number): boolean {
  const nationalDay = localNoon(`${year}-10-01`);
  return chineseDays.getHolidaysInRange(nationalDay, nationalDay, false).length > 0;
}

function lastOfRun(isKnownYear: (year: number) => boolean): number {
  let year = FIRST_YEAR;
  while (isKnownYear(year + 1)) year += 1;
  return year;
}

/** The library reads the parts of a date in the zone of the machine: noon there is the same day in any zone. */
function localNoon(date: CalendarDate): Date {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return new Date(year, month - 1, day, 12);
}
