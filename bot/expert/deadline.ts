import type { WorkingCalendar } from '../../src/calendar/working-calendar.js';
import { chinaDate } from '../../src/clock.js';
import { running } from '../../src/demand/clock.js';
import type { Demand } from '../../src/demand/demand.js';
import { endText, lastDayOf } from './china-day.js';
import { expertTexts } from './texts.js';

export interface DeadlineLine {
  /** late and soon are also said in words. */
  readonly tone: 'calm' | 'soon' | 'late';
  readonly text: string;
}

/** Until when the assigned side has to do what, in words; null where nothing runs. */
export function deadlineLine(
  { state, clock }: Pick<Demand, 'state' | 'clock'>,
  now: string,
  calendar: WorkingCalendar,
): DeadlineLine | null {
  const texts = expertTexts.deadline;
  if (state === 'awaiting_facts') return { tone: 'calm', text: texts.paused };
  if (clock.pausedAt !== null) return null;
  const [next] = [...running(clock)].sort(([, one], [, other]) => one.dueAt.localeCompare(other.dueAt));
  if (next === undefined) return null;
  const [name, { dueAt, provisional }] = next;
  const at = endText(dueAt, now);
  const what = texts.ask[name];
  if (now > dueAt) return { tone: 'late', text: texts.late(at, what) };
  const { days } = calendar.workingDaysBetween(chinaDate(new Date(now)), lastDayOf(dueAt));
  const left = `${texts.left(days)}${provisional ? texts.provisional : ''}`;
  return { tone: days <= 1 ? 'soon' : 'calm', text: texts.before(at, what, left) };
}
