import * as audit from '../audit/audit.js';
import type { WorkingCalendar } from '../calendar/working-calendar.js';
import type { Identifiers } from '../identifiers.js';
import * as demands from '../storage/demands.js';
import type { Storage } from '../storage/storage.js';
import type { WriteExecutor } from '../storage/tables.js';
import { type DemandClock, recomputed, running } from './clock.js';
import { demandSubject, storeTimers } from './follow.js';
import { settingsOf } from './settings.js';

interface Deps {
  readonly identifiers: Identifiers;
  readonly calendar: WorkingCalendar;
}

/**
 * Computes the provisional deadlines of open demands again, since the calendar may know another year by now, and plans
 * their timers anew. Returns how many demands got other dates. Safe at any time, in several processes.
 */
export async function recomputeDeadlines(storage: Storage, deps: Deps, now: string): Promise<number> {
  let changed = 0;
  for (const id of await demands.provisionalIds(storage.db)) {
    if (await storage.write((tx) => recompute(tx, deps, id, now))) changed += 1;
  }
  return changed;
}

async function recompute(tx: WriteExecutor, deps: Deps, id: string, now: string): Promise<boolean> {
  const before = await demands.lock(tx, id);
  if (before === null) return false;
  const demand = { ...before, clock: recomputed(before.clock, deps.calendar) };
  const dates = datesOf(demand.clock);
  if (JSON.stringify(dates) === JSON.stringify(datesOf(before.clock))) return false;
  await demands.updateClock(tx, demand);
  const settings = await settingsOf(tx, demand.province);
  await storeTimers(tx, deps, { demand, settings, now });
  const subject = demandSubject(id);
  await audit.append(tx, { subject, actor: 'service', action: 'deadlines.recomputed', payload: dates, now });
  return true;
}

function datesOf(clock: DemandClock): object {
  return Object.fromEntries(
    running(clock).map(([name, { dueAt, provisional }]) => [name, { dueAt, provisional }]),
  );
}
