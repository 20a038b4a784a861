import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWorkingCalendar } from '../../src/calendar/working-calendar.js';
import { chinaDate } from '../../src/clock.js';
import {
  type Deadline,
  dueAfter,
  type Stop,
  sameDayDue,
  stoppedDays,
  warningBefore,
} from '../../src/demand/deadline.js';

const calendar = createWorkingCalendar();
const firm = (local: string): Deadline => ({ dueAt: beijing(local), provisional: false });

/** An instant from a wall clock in Beijing: `2026-10-09 18:00`. */
function beijing(local: string): string {
  return new Date(`${local.replace(' ', 'T')}+08:00`).toISOString();
}

function clockInBeijing(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11);
}

const instant = fc
  .integer({ min: Date.parse('2023-12-01T00:00:00Z'), max: Date.parse('2027-06-01T00:00:00Z') })
  .map((time) => new Date(time).toISOString());
const days = fc.integer({ min: 1, max: 40 });
/** Instants in order, as the ends of stops one after the other. */
const stops = fc.array(instant, { minLength: 2, maxLength: 8 }).map((instants): Stop[] => {
  const sorted = [...instants].sort();
  return sorted.flatMap((from, index) => {
    const to = sorted[index + 1];
    return index % 2 === 0 && to !== undefined ? [{ from, to }] : [];
  });
});

describe('a deadline of working days', () => {
  test.each([
    ['the opening day does not count', '2026-03-02 09:00', 1, '2026-03-03 18:00'],
    ['nor does it just after midnight', '2026-03-02 00:00', 1, '2026-03-03 18:00'],
    ['nor just before', '2026-03-02 23:59:59.999', 1, '2026-03-03 18:00'],
    ['Friday night is still Friday', '2026-03-06 23:30', 1, '2026-03-09 18:00'],
    ['a day off opens it as well', '2026-03-07 10:00', 1, '2026-03-09 18:00'],
    ['three days over a weekend', '2026-03-05 10:00', 3, '2026-03-10 18:00'],
    ['a make-up Saturday counts', '2026-10-09 10:00', 1, '2026-10-10 18:00'],
    ['National Day does not', '2026-09-30 10:00', 3, '2026-10-10 18:00'],
    ['Spring Festival', '2026-02-12 10:00', 3, '2026-02-24 18:00'],
    ['the end of a month', '2026-04-30 10:00', 1, '2026-05-06 18:00'],
    ['a leap day', '2024-02-28 10:00', 1, '2024-02-29 18:00'],
    ['a year without one', '2026-02-27 10:00', 1, '2026-02-28 18:00'],
    ['a new year', '2025-12-31 10:00', 2, '2026-01-05 18:00'],
    ['fifteen days', '2026-11-24 10:00', 15, '2026-12-15 18:00'],
  ])('%s', (_, openedAt, n, due) => {
    expect(dueAfter(beijing(openedAt), n, calendar)).toEqual(firm(due));
  });

  test('the day is that of Beijing, not of UTC', () => {
    expect(dueAfter('2026-03-02T15:59:59.999Z', 1, calendar)).toEqual(firm('2026-03-03 18:00'));
    expect(dueAfter('2026-03-02T16:00:00.000Z', 1, calendar)).toEqual(firm('2026-03-04 18:00'));
  });

  test.each([0, -1, 1.5])('%d days are none', (n) => {
    // Zero would be over before it began, on a day that may not even be worked.
    expect(() => dueAfter(beijing('2026-03-02 09:00'), n, calendar)).toThrow(
      expect.objectContaining({ code: 'internal' }),
    );
  });

  test('ends on a working day at the end of business, after the opening', () => {
    fc.assert(
      fc.property(instant, days, stops, (openedAt, n, stood) => {
        const { dueAt } = dueAfter(openedAt, n, calendar, stood);
        expect(calendar.isWorkingDay(chinaDate(new Date(dueAt)))).toBe(true);
        expect(clockInBeijing(dueAt)).toBe('18:00:00.000Z');
        expect(dueAt > openedAt).toBe(true);
      }),
    );
  });

  test('is later for more days, and not earlier for a later opening', () => {
    fc.assert(
      fc.property(instant, instant, days, (a, b, n) => {
        const [first, second] = a <= b ? [a, b] : [b, a];
        const due = (at: string, count: number) => dueAfter(at, count, calendar).dueAt;
        expect(due(first, n) < due(first, n + 1)).toBe(true);
        expect(due(first, n) <= due(second, n)).toBe(true);
      }),
    );
  });
});

describe('a stopped clock', () => {
  const moves = (from: string, to: string) =>
    stoppedDays({ from: beijing(from), to: beijing(to) }, calendar).days;

  test.each([
    ['within a day', '2026-03-02 09:00', '2026-03-02 17:59', 0],
    ['to the next day', '2026-03-02 09:00', '2026-03-03 09:00', 1],
    ['over a weekend', '2026-03-06 10:00', '2026-03-09 10:00', 1],
    ['within a weekend', '2026-03-07 10:00', '2026-03-08 10:00', 0],
    ['from a weekend into Monday', '2026-03-07 10:00', '2026-03-09 10:00', 0],
    ['answered on Saturday, work goes on on Monday', '2026-03-02 10:00', '2026-03-07 10:00', 5],
    ['answered in the evening, work goes on the next day', '2026-03-02 10:00', '2026-03-02 20:00', 1],
    ['given up at the end of business, work goes on the next day', '2026-03-02 10:00', '2026-03-03 18:00', 2],
    ['over National Day', '2026-09-30 10:00', '2026-10-08 10:00', 1],
    ['to a make-up Saturday', '2026-10-09 10:00', '2026-10-10 10:00', 1],
    ['with the clock set back', '2026-03-04 10:00', '2026-03-02 10:00', 0],
  ])('%s', (_, from, to, expected) => {
    expect(moves(from, to)).toBe(expected);
  });

  test('of k working days moves the deadline by exactly k', () => {
    fc.assert(
      fc.property(instant, days, instant, fc.nat(30), (openedAt, n, from, k) => {
        const to = beijing(
          `${calendar.addWorkingDays(chinaDate(new Date(dueAfter(from, 1, calendar).dueAt)), k).date} 12:00`,
        );
        const begin = beijing(`${chinaDate(new Date(dueAfter(from, 1, calendar).dueAt))} 10:00`);
        const due = dueAfter(openedAt, n, calendar);
        const later = dueAfter(openedAt, n, calendar, [{ from: begin, to }]);
        const day = (deadline: Deadline) => chinaDate(new Date(deadline.dueAt));
        expect(calendar.workingDaysBetween(day(due), day(later)).days).toBe(k);
      }),
    );
  });

  test('of no length costs nothing, and one in two pieces as much as in one', () => {
    fc.assert(
      fc.property(instant, days, stops, instant, (openedAt, n, stood, at) => {
        const due = dueAfter(openedAt, n, calendar, stood).dueAt;
        expect(dueAfter(openedAt, n, calendar, [...stood, { from: at, to: at }]).dueAt).toBe(due);
        const pieces = stood.flatMap(({ from, to }) =>
          from < at && at < to
            ? [
                { from, to: at },
                { from: at, to },
              ]
            : [{ from, to }],
        );
        expect(dueAfter(openedAt, n, calendar, pieces).dueAt).toBe(due);
      }),
    );
  });

  test('that began in time ends with time left', () => {
    fc.assert(
      fc.property(instant, days, instant, instant, (openedAt, n, a, b) => {
        const [from, to] = a <= b ? [a, b] : [b, a];
        const due = dueAfter(openedAt, n, calendar);
        fc.pre(from < due.dueAt);
        expect(dueAfter(openedAt, n, calendar, [{ from, to }]).dueAt > to).toBe(true);
      }),
    );
  });

  test('of something overdue leaves it overdue by as much', () => {
    const opened = beijing('2026-02-28 10:00');
    expect(dueAfter(opened, 1, calendar)).toEqual(firm('2026-03-02 18:00'));
    const stop = { from: beijing('2026-03-04 10:00'), to: beijing('2026-03-06 10:00') };
    expect(dueAfter(opened, 1, calendar, [stop])).toEqual(firm('2026-03-04 18:00'));
  });
});

describe('on the same day', () => {
  test.each([
    ['2026-03-02 00:00', '2026-03-03 00:00'],
    ['2026-03-02 23:59:59.999', '2026-03-03 00:00'],
    ['2026-10-03 12:00', '2026-10-04 00:00'],
    ['2026-12-31 20:00', '2027-01-01 00:00'],
  ])('%s ends at midnight, whatever the day of the week', (openedAt, due) => {
    expect(sameDayDue(beijing(openedAt))).toEqual(firm(due));
  });
});

describe('the warning', () => {
  test.each([
    ['the morning of the last day', '2026-03-03 18:00', '2026-03-02 10:00', '2026-03-03 09:00'],
    ['not before the clock went on', '2026-03-03 18:00', '2026-03-03 11:00', '2026-03-03 11:00'],
    ['an emergency of the early morning', '2026-10-04 00:00', '2026-10-03 02:00', '2026-10-03 09:00'],
    ['one of the evening, at once', '2026-10-04 00:00', '2026-10-03 20:00', '2026-10-03 20:00'],
  ])('%s', (_, dueAt, since, expected) => {
    expect(warningBefore(beijing(dueAt), beijing(since))).toBe(beijing(expected));
  });

  test('comes between the opening and the deadline', () => {
    fc.assert(
      fc.property(instant, days, (openedAt, n) => {
        for (const { dueAt } of [dueAfter(openedAt, n, calendar), sameDayDue(openedAt)]) {
          const warning = warningBefore(dueAt, openedAt);
          expect(openedAt <= warning && warning < dueAt).toBe(true);
        }
      }),
    );
  });
});

describe('past the data of the calendar', () => {
  const holidays = ['2026-12-31', '2027-01-01', '2027-10-01'];
  const extended = createWorkingCalendar([{ year: 2027, holidays, makeUpDays: [] }]);
  const opened = beijing('2026-12-24 10:00');

  test('a deadline is provisional, and computed again when the data arrive it is final', () => {
    expect(dueAfter(opened, 1, calendar)).toEqual(firm('2026-12-25 18:00'));
    expect(dueAfter(opened, 5, calendar)).toEqual({ dueAt: beijing('2026-12-31 18:00'), provisional: true });
    expect(dueAfter(opened, 5, extended)).toEqual(firm('2027-01-04 18:00'));
  });

  test('so is one whose stop is, even where it costs nothing', () => {
    const stop = { from: beijing('2026-12-31 10:00'), to: beijing('2026-12-31 11:00') };
    const due = dueAfter(beijing('2026-12-01 10:00'), 3, calendar, [stop]);
    expect(due).toEqual({ dueAt: beijing('2026-12-04 18:00'), provisional: true });
  });

  test('whatever was not provisional stays as it was', () => {
    fc.assert(
      fc.property(instant, days, stops, (openedAt, n, stood) => {
        const before = dueAfter(openedAt, n, calendar, stood);
        const after = dueAfter(openedAt, n, extended, stood);
        expect(before.provisional || before.dueAt === after.dueAt).toBe(true);
        expect(before.provisional || !after.provisional).toBe(true);
      }),
    );
  });
});
