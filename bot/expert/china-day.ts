import { chinaDate } from '../../src/clock.js';
import { expertTexts } from './texts.js';

const HOUR = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** An instant in Beijing: 11 月 27 日 18:00, with the year where it is another than that of `now`. */
export function instantText(at: string, now: string): string {
  return `${dayText(chinaDate(new Date(at)), now)} ${HOUR.format(new Date(at))}`;
}

/** The same of something that ends at `at`: midnight is 24:00 of the day before. */
export function endText(at: string, now: string): string {
  const hour = HOUR.format(new Date(at));
  if (hour !== '00:00') return instantText(at, now);
  return `${dayText(lastDayOf(at), now)} ${expertTexts.deadline.midnight}`;
}

/** The day on which something ends, YYYY-MM-DD. */
export function lastDayOf(dueAt: string): string {
  return chinaDate(new Date(Date.parse(dueAt) - 1));
}

/** 2026-11-27 → 11 月 27 日. */
export function dayText(date: string, now: string): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const { day: short, dayOfYear } = expertTexts.deadline;
  return chinaDate(new Date(now)).startsWith(`${year}-`) ? short(month, day) : dayOfYear(year, month, day);
}
