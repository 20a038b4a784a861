import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { addDays, isCalendarDate, isWeekend } from '../../src/calendar/calendar-date.js';
import { createWorkingCalendar } from '../../src/calendar/working-calendar.js';
import { yearArrangements } from '../../src/calendar/year-arrangement.js';
import { range } from './contract/rows.js';

const calendar = createWorkingCalendar();

/** What the State Council's notices say. */
const FACTS = {
  worked: [
    ...['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
    ...['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11', '2018-12-29', '2011-12-31'],
    ...['2026-02-13', '2026-02-24', '2026-09-30', '2026-10-08', '2024-02-29', '2026-12-31'],
  ],
  off: [
    ...['2026-01-01', '2026-01-02', '2026-01-03', '2026-04-06', '2026-05-01', '2026-05-05', '2026-06-19'],
    ...range(15, 23).map((day) => `2026-02-${day}`),
    ...range(1, 7).map((day) => `2026-10-0${day}`),
    ...['2026-09-25', '2018-12-31', '2023-01-02', '2020-01-31', '2026-10-11', '2026-11-28'],
  ],
};

const NEXT_YEAR = {
  year: 2027,
  holidays: ['2026-12-31', '2027-01-01', ...range(5, 11).map((day) => `2027-02-${10 + day}`), '2027-10-01'],
  makeUpDays: ['2027-01-09'],
};

const day = fc.integer({ min: 0, max: 3 * 365 }).map((days) => addDays('2024-06-01', days));

describe('a calendar day', () => {
  test.each(['2026-02-29', '2026-13-01', '2026-1-1', '26-01-01', '2026-01-01T00:00', '', 'gestern'])(
    'is not %o',
    (text) => {
      expect(isCalendarDate(text)).toBe(false);
    },
  );

  test('goes over the ends of months, years and February', () => {
    expect(isCalendarDate('2028-02-29')).toBe(true);
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });
});

describe('working days', () => {
  test.each(Object.entries(FACTS))('%s, as published', (kind, dates) => {
    for (const date of dates) expect([date, calendar.isWorkingDay(date)]).toEqual([date, kind === 'worked']);
  });

  test('2026 has 248 of them', () => {
    expect(calendar.workingDaysBetween('2025-12-31', '2026-12-31').days).toBe(248);
  });

  test('count over Spring Festival and its make-up Saturdays', () => {
    expect(calendar.addWorkingDays('2026-02-13', 1).date).toBe('2026-02-14');
    expect(calendar.addWorkingDays('2026-02-13', 2).date).toBe('2026-02-24');
    expect(calendar.addWorkingDays('2026-02-18', 5).date).toBe('2026-02-28');
    expect(calendar.workingDaysBetween('2026-10-10', '2026-09-30').days).toBe(-3);
  });

  test('adding and counting are inverse, and a span counts the same in pieces', () => {
    fc.assert(
      fc.property(day, day, day, fc.nat(60), (a, b, c, n) => {
        const reached = calendar.addWorkingDays(a, n).date;
        const between = (from: string, to: string) => calendar.workingDaysBetween(from, to).days;
        expect(between(a, reached)).toBe(n);
        expect(n === 0 || calendar.isWorkingDay(reached)).toBe(true);
        expect(between(a, b) + between(b, c) - between(a, c)).toBe(0);
        expect(between(a, b) + between(b, a)).toBe(0);
      }),
    );
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('%d is no number of them', (n) => {
    expect(() => calendar.addWorkingDays('2026-03-02', n)).toThrow(
      expect.objectContaining({ code: 'internal' }),
    );
  });
});

describe('in any zone of the machine', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  test.each(['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
    'the days are the same: %s',
    (name) => {
      process.env.TZ = name;
      const here = createWorkingCalendar();
      expect(here.lastKnownYear).toBe(2026);
      for (const date of FACTS.worked) expect([date, here.isWorkingDay(date)]).toEqual([date, true]);
      for (const date of FACTS.off) expect([date, here.isWorkingDay(date)]).toEqual([date, false]);
    },
  );
});

describe('past the data', () => {
  test('plain weekends count, and the answer is provisional', () => {
    expect(calendar.lastKnownYear).toBe(2026);
    expect(calendar.isKnown('2027-10-01')).toBe(false);
    expect(calendar.isWorkingDay('2027-10-01')).toBe(true);
    expect(calendar.isWorkingDay('2027-10-02')).toBe(false);
    expect(calendar.addWorkingDays('2026-12-18', 5)).toEqual({ date: '2026-12-25', provisional: false });
    expect(calendar.addWorkingDays('2026-12-25', 5)).toEqual({ date: '2027-01-01', provisional: true });
    expect(calendar.workingDaysBetween('2027-03-01', '2026-12-01').provisional).toBe(true);
  });

  test('the last days of December wait for the next New Year, which may take them', () => {
    expect(calendar.isKnown('2026-12-25')).toBe(true);
    expect(calendar.isKnown('2026-12-31')).toBe(false);
    expect(calendar.isKnown('2025-12-31')).toBe(true);
  });

  test('so does what is before the data', () => {
    expect(calendar.isKnown('2003-10-01')).toBe(false);
    expect(calendar.isKnown('2004-10-01')).toBe(true);
  });

  test('a department adds a year, and what was provisional is final', () => {
    const extended = createWorkingCalendar(yearArrangements.parse([NEXT_YEAR]));
    expect(extended.lastKnownYear).toBe(2027);
    expect(extended.addWorkingDays('2026-12-25', 5)).toEqual({ date: '2027-01-05', provisional: false });
    expect(extended.isWorkingDay('2027-01-09')).toBe(true);
    expect(extended.isWorkingDay('2027-02-19')).toBe(false);
    expect(extended.isKnown('2027-12-31')).toBe(false);
    expect(extended.isWorkingDay('2026-10-10')).toBe(true);
  });

  test('a year that is added out of order leaves the gap provisional', () => {
    const gap = createWorkingCalendar([{ year: 2029, holidays: ['2029-10-01'], makeUpDays: [] }]);
    expect(gap.lastKnownYear).toBe(2026);
    expect([gap.isKnown('2028-10-02'), gap.isKnown('2029-10-01')]).toEqual([false, true]);
  });

  test('our arrangement holds before the built-in one', () => {
    const local = { year: 2026, holidays: ['2026-04-20', '2026-10-01'], makeUpDays: [] };
    const own = createWorkingCalendar(yearArrangements.parse([local]));
    expect(own.isWorkingDay('2026-04-20')).toBe(false);
    expect(own.isWorkingDay('2026-10-10')).toBe(true);
  });
});

describe('an arrangement is refused', () => {
  const refused: Record<string, readonly object[]> = {
    'where a day does not exist': [{ ...NEXT_YEAR, makeUpDays: ['2027-02-30'] }],
    'where a day is of another year': [{ ...NEXT_YEAR, makeUpDays: ['2028-01-08'] }],
    'where a day is of an earlier month': [{ ...NEXT_YEAR, makeUpDays: ['2026-11-28'] }],
    'where a make-up day is no weekend': [{ ...NEXT_YEAR, makeUpDays: ['2027-01-11'] }],
    'where a day is both': [{ ...NEXT_YEAR, makeUpDays: ['2027-01-01'] }],
    'where the year is not whole': [{ ...NEXT_YEAR, holidays: ['2027-01-01'] }],
    'where it names something unknown': [{ ...NEXT_YEAR, workdays: [] }],
    'where a year stands twice': [NEXT_YEAR, NEXT_YEAR],
  };

  test.each(Object.entries(refused))('%s', (_, value) => {
    expect(yearArrangements.safeParse(value).success).toBe(false);
  });

  test('and not otherwise', () => {
    expect(yearArrangements.parse([NEXT_YEAR])).toEqual([NEXT_YEAR]);
    expect(NEXT_YEAR.makeUpDays.every(isWeekend)).toBe(true);
  });
});
