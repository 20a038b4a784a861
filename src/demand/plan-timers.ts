import type { WorkingCalendar } from '../calendar/working-calendar.js';
import { running, type Stage } from './clock.js';
import { dueAfter, warningBefore } from './deadline.js';
import type { Demand } from './demand.js';
import { DEADLINE_NAMES, type DemandEvent, type Reminder } from './events.js';
import type { ProvinceSettings } from './settings.js';
import type { DemandState } from './states.js';

/** A timer that a demand wants: when it fires, `event` happens with `data`. `kind` is its name within the demand. */
export interface PlannedTimer {
  readonly kind: string;
  readonly dueAt: string;
  readonly event: DemandEvent;
  readonly data: Readonly<Record<string, string>>;
}

type Days = Exclude<keyof ProvinceSettings, 'dutyCoordinatorId'>;

interface Wait {
  readonly remind?: { readonly of: Reminder; readonly days: Days };
  readonly lapse?: { readonly event: DemandEvent; readonly days: Days };
}

/** In which states somebody is waited for, and what happens when they do nothing. */
const WAITS: Readonly<Partial<Record<DemandState, Wait>>> = {
  draft: { lapse: { event: 'draft_lapsed', days: 'draftLapseDays' } },
  returned: {
    remind: { of: 'supply', days: 'askerReminderDays' },
    lapse: { event: 'supply_lapsed', days: 'askerLapseDays' },
  },
  dispatched: { remind: { of: 'take', days: 'takeDays' } },
  awaiting_facts: {
    remind: { of: 'facts', days: 'askerReminderDays' },
    lapse: { event: 'answer_lapsed', days: 'askerLapseDays' },
  },
  awaiting_confirmation: {
    remind: { of: 'confirm', days: 'askerReminderDays' },
    lapse: { event: 'confirm_lapsed', days: 'confirmLapseDays' },
  },
};

/** The kind under which a planned timer is stored. */
export function demandTimer(kind: string): string {
  return `demand.${kind}`;
}

/** Every kind of timer that a demand may have, as stored: whoever fires timers must know them all. */
export const DEMAND_TIMERS: readonly string[] = [
  ...DEADLINE_NAMES.flatMap((name) => [`warned.${name}`, `overdue.${name}`]),
  ...Object.values(WAITS).flatMap(({ remind, lapse }) => [
    ...(remind ? [`reminded.${remind.of}`] : []),
    ...(lapse ? [lapse.event] : []),
  ]),
].map(demandTimer);

/**
 * All timers that a demand should have, from nothing but the demand: storing the difference to those it has makes them
 * survive whatever happened between. One that fired has left its mark in the clock and is not planned again.
 */
export function planTimers(
  demand: Pick<Demand, 'state' | 'clock'>,
  settings: ProvinceSettings,
  calendar: WorkingCalendar,
): readonly PlannedTimer[] {
  return [...deadlineTimers(demand), ...waitTimers(demand, settings, calendar)];
}

function deadlineTimers({ clock }: Pick<Demand, 'clock'>): PlannedTimer[] {
  if (clock.pausedAt !== null) return [];
  return running(clock).flatMap(([deadline, stage]) => {
    const data = { deadline };
    const warned: PlannedTimer = {
      kind: `warned.${deadline}`,
      dueAt: warningBefore(stage.dueAt, goesOnSince(stage)),
      event: 'warned',
      data,
    };
    const overdue: PlannedTimer = { kind: `overdue.${deadline}`, dueAt: stage.dueAt, event: 'overdue', data };
    if (stage.overdueAt !== null) return [];
    return stage.warnedAt === null ? [warned, overdue] : [overdue];
  });
}

/** When its clock began, or went on after the last stop. */
function goesOnSince({ openedAt, stops }: Stage): string {
  return stops.at(-1)?.to ?? openedAt;
}

function waitTimers(
  { state, clock }: Pick<Demand, 'state' | 'clock'>,
  settings: ProvinceSettings,
  calendar: WorkingCalendar,
): PlannedTimer[] {
  const { remind, lapse } = WAITS[state] ?? {};
  const after = (days: Days) => dueAfter(clock.since, settings[days], calendar).dueAt;
  const timers: PlannedTimer[] = [];
  if (remind && !clock.reminded.includes(remind.of)) {
    const data = { of: remind.of };
    timers.push({ kind: `reminded.${remind.of}`, dueAt: after(remind.days), event: 'reminded', data });
  }
  if (lapse) timers.push({ kind: lapse.event, dueAt: after(lapse.days), event: lapse.event, data: {} });
  return timers;
}
