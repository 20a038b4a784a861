// Written from 国务院办公厅关于2026年部分节假日安排的通知 and 民法典第二百零一条、第二百零三条 alone: no part of it
// comes from src/calendar or src/demand, since it is what they are measured by.

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Beijing is eight hours ahead and has no summer time. */
const BEIJING_MS = 8 * HOUR_MS;
const WEEKDAYS_OFF =
  '0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 1001 1002 1005 1006 1007';
const WEEKENDS_WORKED = '0104 0214 0228 0509 0920 1010';
const OFF = new Set(WEEKDAYS_OFF.split(' '));
const WORKED = new Set(WEEKENDS_WORKED.split(' '));

/** Number of a day in Beijing since 1970-01-01. */
export function dayOf(at: number): number {
  return Math.floor((at + BEIJING_MS) / DAY_MS);
}

/** The instant at which an hour of a day strikes in Beijing. */
export function hourOf(day: number, hour: number): number {
  return day * DAY_MS + hour * HOUR_MS - BEIJING_MS;
}

function timeOfDay(at: number): number {
  return (at + BEIJING_MS) % DAY_MS;
}

/** A Monday is 1. 1970-01-01 was a Thursday. Years past 2026 go by their plain weekends. */
export function isWorked(day: number): boolean {
  const date = new Date(day * DAY_MS);
  const isWeekend = date.getUTCDay() % 6 === 0;
  if (date.getUTCFullYear() !== 2026) return !isWeekend;
  const key = date.toISOString().slice(5, 10).replace('-', '');
  return isWeekend ? WORKED.has(key) : !OFF.has(key);
}

/** Every end of business (18:00 of a worked day) of 2026 and the two years around it, in order. */
const ENDS: readonly number[] = endsOfBusiness();

function endsOfBusiness(): number[] {
  const ends = [];
  for (let day = dayOf(Date.UTC(2025, 0, 1)); day < dayOf(Date.UTC(2028, 0, 1)); day += 1) {
    if (isWorked(day)) ends.push(hourOf(day, 18));
  }
  return ends;
}

/** Place of the first end of business after an instant. */
function place(at: number): number {
  let [low, high] = [0, ENDS.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ENDS[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Worked days that somebody else was waited for: what falls after business belongs to the next worked day. */
function stopped({ from, to }: Interval): number {
  return place(to) - place(from);
}

/** The end of business on the last of `days` worked days; the day of the opening does not count. */
export function endOfTerm(opened: number, days: number, stops: readonly Interval[] = []): number {
  const firstAfter = place(hourOf(dayOf(opened) + 1, 0));
  return ENDS[firstAfter + days - 1 + stops.reduce((sum, stop) => sum + stopped(stop), 0)]!;
}

/** Midnight at the end of the day. */
export function endOfDay(at: number): number {
  return hourOf(dayOf(at) + 1, 0);
}

/** 21:30 to 08:00 in Beijing. */
export function isNight(at: number): boolean {
  const hours = timeOfDay(at) / HOUR_MS;
  return hours >= 21.5 || hours < 8;
}
