import { z } from 'zod';
import { isCalendarDate, isWeekend } from './calendar-date.js';

const calendarDate = z.string().refine(isCalendarDate, 'no calendar day as YYYY-MM-DD');

/**
 * One year's 调休 as the State Council publishes it, in November of the year before: the days off, weekends among
 * them or not, and the weekend days that are worked instead. The holidays of New Year may begin in the December before.
 * Example: `{"year":2027,"holidays":["2027-01-01"],"makeUpDays":["2027-02-20"]}`.
 */
const yearArrangement = z
  .strictObject({
    year: z.int().min(2004).max(2999),
    holidays: z.array(calendarDate).min(1),
    makeUpDays: z.array(calendarDate),
  })
  .superRefine(({ year, holidays, makeUpDays }, context) => {
    const complain = (message: string) => context.addIssue({ code: 'custom', message });
    for (const date of [...holidays, ...makeUpDays]) {
      if (date < `${year - 1}-12-01` || date > `${year}-12-31`) complain(`${date} is not of ${year}`);
    }
    for (const date of makeUpDays) {
      if (holidays.includes(date)) complain(`${date} is both a holiday and worked`);
      else if (isCalendarDate(date) && !isWeekend(date)) complain(`${date} is worked anyway`);
    }
    if (!holidays.includes(`${year}-10-01`))
      complain(`without ${year}-10-01 this is not the whole of ${year}`);
  });

export type YearArrangement = Readonly<z.infer<typeof yearArrangement>>;

/** Years past what the built-in data know, as a department writes them into a file; each year once. */
export const yearArrangements = z
  .array(yearArrangement)
  .refine((all) => new Set(all.map(({ year }) => year)).size === all.length, 'a year stands twice');

/** True where a December day may still be moved by the New Year's holiday of the next year's arrangement. */
export function isArrangedWithNextYear(date: string): boolean {
  // Since 2004 the earliest such day was 29 December (2007, 2018); three days more are the margin.
  return date.slice(5) >= '12-26';
}

/** Days off and worked, by day: true is worked. */
export function arrangedDays(arrangements: readonly YearArrangement[]): ReadonlyMap<string, boolean> {
  return new Map(
    arrangements.flatMap(({ holidays, makeUpDays }) => [
      ...holidays.map((date) => [date, false] as const),
      ...makeUpDays.map((date) => [date, true] as const),
    ]),
  );
}
