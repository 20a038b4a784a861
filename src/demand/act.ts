import type { WorkingCalendar } from '../calendar/working-calendar.js';
import type { Actor } from '../directory/authorize.js';
import { authorize } from '../directory/authorize.js';
import { partsOf } from '../directory/demand-parts.js';
import type { Identifiers } from '../identifiers.js';
import * as demandEvents from '../storage/demand-events.js';
import * as demands from '../storage/demands.js';
import type { WriteExecutor } from '../storage/tables.js';
import { type Change, changeDemand } from './change.js';
import type { Demand } from './demand.js';
import { type DemandEvent, EVENT_DATA } from './events.js';
import { followDemand } from './follow.js';
import { refusalOf } from './guards.js';
import { type DemandOrigin, newDemand } from './new-demand.js';
import { type ProvinceSettings, settingsOf } from './settings.js';
import type { Transition } from './transition.js';
import { rowsFor } from './transitions.js';

export interface ActDeps {
  readonly identifiers: Identifiers;
  readonly calendar: WorkingCalendar;
}

/** What somebody wants to happen to a demand. */
export interface DemandCommand {
  /** Of the demand; for `draft` the id that it will have. */
  readonly demandId: string;
  readonly event: DemandEvent;
  /** Checked against EVENT_DATA of the event. */
  readonly data: unknown;
  /** The version that the actor saw; null acts on whatever it is now. */
  readonly version: number | null;
  /** The same key again (a double click, a redelivered turn) changes nothing and gets the same answer. */
  readonly key: string | null;
  /** For `draft` only: whose it is. */
  readonly origin?: DemandOrigin;
}

export type Refusal =
  /** There is none, or none that this actor may know of. */
  | { readonly reason: 'not_found' }
  | { readonly reason: 'forbidden'; readonly demand: Demand }
  /** The event has no row in this state. */
  | { readonly reason: 'wrong_state'; readonly demand: Demand }
  /** Somebody changed it since the actor looked. */
  | { readonly reason: 'conflict'; readonly demand: Demand }
  /** `issues`: names of what is missing or wrong, from the schema or a guard. */
  | { readonly reason: 'invalid'; readonly demand: Demand | null; readonly issues: readonly string[] };

export type ActOutcome =
  | { readonly ok: true; readonly demand: Demand; readonly repeated: boolean }
  | ({ readonly ok: false } & Refusal);

/**
 * The one way to change a demand, in the caller's write transaction: authorise, check, change, and write with it the
 * line of its timeline, the notices, the timers and the audit. Refusals are outcomes; only the database throws.
 */
export async function act(
  tx: WriteExecutor,
  deps: ActDeps,
  actor: Actor,
  command: DemandCommand,
  now: string,
): Promise<ActOutcome> {
  const before = await demands.lock(tx, command.demandId);
  if (command.key !== null) {
    const done = await demandEvents.demandOfCommand(tx, command.key);
    if (done !== null) return repeated(tx, actor, done);
  }
  if (command.event === 'draft') return draft(tx, deps, actor, command, now);
  if (before === null || !authorize(actor, 'demand.read', before)) return { ok: false, reason: 'not_found' };
  const row = chooseRow(actor, before, command.event);
  if (typeof row === 'string') return { ok: false, reason: row, demand: before };
  if (command.version !== null && command.version !== before.version)
    return { ok: false, reason: 'conflict', demand: before };
  const parsed = EVENT_DATA[command.event].safeParse(command.data);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => issue.path.join('.'));
    return { ok: false, reason: 'invalid', demand: before, issues };
  }
  const settings = await settingsOf(tx, before.province);
  const change: Change = { row, data: parsed.data, actor, now };
  const refusal = await refusalOf(tx, deps, before, change);
  if (refusal !== null) return { ok: false, reason: 'invalid', demand: before, issues: [refusal] };
  const demand = await changeDemand(tx, deps, before, change, settings);
  await demands.update(tx, demand, before.version);
  await conclude(tx, deps, { before, demand, change, settings, key: command.key });
  return { ok: true, demand, repeated: false };
}

async function repeated(tx: WriteExecutor, actor: Actor, id: string): Promise<ActOutcome> {
  const demand = await demands.find(tx, id);
  if (demand === null || !authorize(actor, 'demand.read', demand)) return { ok: false, reason: 'not_found' };
  return { ok: true, demand, repeated: true };
}

/** The row that this actor may follow, or why there is none. */
function chooseRow(
  actor: Actor,
  demand: Demand,
  event: DemandEvent,
): Transition | 'wrong_state' | 'forbidden' {
  const rows = rowsFor(demand.state, event);
  if (rows.length === 0) return 'wrong_state';
  return rows.find(({ by }) => authorize(actor, 'demand.act', { demand, by })) ?? 'forbidden';
}

async function draft(
  tx: WriteExecutor,
  deps: ActDeps,
  actor: Actor,
  command: DemandCommand,
  now: string,
): Promise<ActOutcome> {
  const parsed = EVENT_DATA.draft.safeParse(command.data);
  const [row] = rowsFor('none', 'draft');
  const { origin } = command;
  if (!parsed.success || origin === undefined || row === undefined)
    return { ok: false, reason: 'invalid', demand: null, issues: ['draft'] };
  const demand = newDemand(command.demandId, origin, parsed.data, now);
  if (!authorize(actor, 'demand.act', { demand, by: row.by })) return { ok: false, reason: 'not_found' };
  const settings = await settingsOf(tx, demand.province);
  await demands.insert(tx, demand);
  const change: Change = { row, data: parsed.data, actor, now };
  await conclude(tx, deps, { before: null, demand, change, settings, key: command.key });
  return { ok: true, demand, repeated: false };
}

interface Conclusion {
  readonly before: Demand | null;
  readonly demand: Demand;
  readonly change: Change;
  readonly settings: ProvinceSettings;
  readonly key: string | null;
}

/** What every change leaves behind, whatever it was. */
async function conclude(tx: WriteExecutor, deps: ActDeps, conclusion: Conclusion): Promise<void> {
  const { before, demand, change, settings, key } = conclusion;
  const { row, data, actor, now } = change;
  const part = partsOf(actor, before ?? demand).find((each) => row.by.includes(each)) ?? 'service';
  await demandEvents.append(tx, {
    demandId: demand.id,
    position: demand.version,
    event: row.event,
    fromState: before?.state ?? '',
    toState: demand.state,
    round: demand.round,
    actor: actor.personId ?? actor.id,
    actorRole: part,
    at: now,
    data: data,
    commandKey: key,
  });
  await followDemand(tx, deps, { before, demand, change, settings });
}
