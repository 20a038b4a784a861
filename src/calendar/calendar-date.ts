/** A day in China (Asia/Shanghai) as YYYY-MM-DD; sorts as text. */
export type CalendarDate = string;

const DAY_MS = 86_400_000;

function toTime(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00.000Z`);
}

/** The day so many days after (before, where negative). */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(toTime(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** True for YYYY-MM-DD of a day that exists: 2027-02-29 does not. */
export function isCalendarDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(toTime(text)) && addDays(text, 0) === text;
}

/** Saturday or Sunday, whatever the holidays. */
export function isWeekend(date: CalendarDate): boolean {
  return new Date(toTime(date)).getUTCDay() % 6 === 0;
}
