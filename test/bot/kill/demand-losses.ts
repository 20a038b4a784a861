import { createWorkingCalendar } from '../../../src/calendar/working-calendar.js';
import { isDemandEvent } from '../../../src/demand/events.js';
import { demandSubject } from '../../../src/demand/follow.js';
import { demandTimer, planTimers } from '../../../src/demand/plan-timers.js';
import { formatReceipt } from '../../../src/demand/receipt.js';
import { settingsOf } from '../../../src/demand/settings.js';
import { isDemandState } from '../../../src/demand/states.js';
import { fileSubject } from '../../../src/files/subject.js';
import * as demandEvents from '../../../src/storage/demand-events.js';
import * as demands from '../../../src/storage/demands.js';
import * as timers from '../../../src/storage/timers.js';
import type { Remains } from './remains.js';
import { stateAfter } from './rows.js';
import { photoOf, type Told } from './tellers.js';

/** What must hold of the demands after the last kill: what their stories say, all of it and nothing else. */
export const DEMAND_INVARIANTS: readonly ((remains: Remains) => Promise<string[]>)[] = [
  strangerLosses,
  ofEach(storyLosses),
  ofEach(timelineLosses),
  ofEach(plannedLosses),
  ofEach(trailLosses),
  ofEach(consultationLosses),
  ofEach(caseLosses),
  ofEach(fileLosses),
  commandLosses,
  receiptLosses,
  firedLosses,
];

function ofEach(
  losses: (remains: Remains, told: Told) => Promise<string[]>,
): (remains: Remains) => Promise<string[]> {
  return async (remains) => {
    const all: string[] = [];
    for (const told of remains.told)
      all.push(...(await losses(remains, told)).map((each) => `${told.demandId}: ${each}`));
    return all;
  };
}

/** There is no demand that nobody began. */
async function strangerLosses({ storage: { db }, told }: Remains): Promise<string[]> {
  const ids = await db.selectFrom('demands').select('id').execute();
  const known = new Set(told.map(({ demandId }) => demandId));
  return ids.filter(({ id }) => !known.has(id)).map(({ id }) => `demand ${id} came from nowhere`);
}

async function storyLosses({ storage: { db } }: Remains, { demandId, story }: Told): Promise<string[]> {
  const happened = (await demandEvents.list(db, demandId)).map(({ event }) => event).join(' ');
  const expected = story.moves.flatMap(({ events }) => events).join(' ');
  return happened === expected ? [] : [`happened: ${happened}; should have: ${expected}`];
}

/** Positions without gaps; each line begins where the one before it ended and follows a row of the table. */
async function timelineLosses({ storage: { db } }: Remains, { demandId }: Told): Promise<string[]> {
  const losses: string[] = [];
  let state = '';
  const lines = await demandEvents.list(db, demandId);
  for (const [index, { position, event, fromState, toState, actorRole }] of lines.entries()) {
    const line = `${position} ${event} from ${fromState} to ${toState} by ${actorRole}`;
    if (position !== index + 1) losses.push(`stands at place ${index + 1}: ${line}`);
    if (fromState !== state) losses.push(`does not begin in ${state}: ${line}`);
    const from = isDemandState(fromState) ? fromState : 'none';
    if (!isDemandEvent(event) || stateAfter(event, from, actorRole) !== toState)
      losses.push(`follows no row: ${line}`);
    state = toState;
  }
  const demand = await demands.find(db, demandId);
  if (demand?.state !== state || demand.version !== lines.length)
    losses.push(`ended in ${state} at ${lines.length}, but is ${demand?.state} at ${demand?.version}`);
  return losses;
}

/** The timers that wait are those that follow from the demand: none where it has ended. */
async function plannedLosses({ storage: { db } }: Remains, { demandId }: Told): Promise<string[]> {
  const demand = await demands.find(db, demandId);
  if (demand === null) return [];
  const plan = planTimers(demand, await settingsOf(db, demand.province), createWorkingCalendar());
  const wanted = plan.map(({ kind, dueAt }) => `${demandTimer(kind)} ${dueAt}`).sort();
  const waiting = await timers.pending(db, demandSubject(demandId));
  const found = waiting.map(({ kind, dueAt }) => `${kind} ${dueAt}`).sort();
  return found.join() === wanted.join() ? [] : [`timers: ${found}; should be: ${wanted}`];
}

/** The audit chain tells the same story. */
async function trailLosses({ storage: { db } }: Remains, { demandId, story }: Told): Promise<string[]> {
  const rows = await db
    .selectFrom('audit_events')
    .select('action')
    .where('subject', '=', demandSubject(demandId))
    .orderBy('position')
    .execute();
  const trail = rows.map(({ action }) => action).filter(isDemandEvent);
  const expected = story.moves.flatMap(({ events }) => events);
  return trail.join() === expected.join() ? [] : [`audit: ${trail}`];
}

async function consultationLosses(
  { storage: { db } }: Remains,
  { demandId, story }: Told,
): Promise<string[]> {
  const { consultationId = null } = (await demands.find(db, demandId)) ?? {};
  const row = await db
    .selectFrom('consultations')
    .select('state')
    .where('id', '=', consultationId ?? '')
    .executeTakeFirst();
  const state = row?.state ?? null;
  return state === story.consultation ? [] : [`consultation ended ${state}, not ${story.consultation}`];
}

/** A published case has one edition, and the index is made anew for it. */
async function caseLosses({ storage: { db } }: Remains, { demandId, story }: Told): Promise<string[]> {
  const { caseRecordId = null } = (await demands.find(db, demandId)) ?? {};
  const isPublished = story.moves.some(({ events }) => events.includes('publish_case'));
  if (!isPublished) return caseRecordId === null ? [] : [`has the case ${caseRecordId}`];
  const editions = await db
    .selectFrom('editions')
    .select('record_id')
    .where('record_id', '=', caseRecordId ?? '')
    .execute();
  const jobs = await db.selectFrom('jobs').select('id').execute();
  return editions.length === 1 && jobs.length > 0
    ? []
    : [`case ${caseRecordId} has ${editions.length} editions, ${jobs.length} jobs`];
}

/** The file that came with the draft is the demand's, and nobody else's. */
async function fileLosses({ storage: { db } }: Remains, { demandId, story }: Told): Promise<string[]> {
  if (story.consultation === null) return [];
  const { id } = photoOf(demandId);
  const row = await db.selectFrom('files').select('subject').where('id', '=', id).executeTakeFirst();
  const owner = fileSubject('demand', demandId);
  return row?.subject === owner ? [] : [`its file belongs to ${row?.subject}`];
}

/** What was acknowledged happened once: a page's command is one line, however often it was sent. */
async function commandLosses({ storage: { db }, taken }: Remains): Promise<string[]> {
  const rows = await db.selectFrom('demand_events').select('command_key as key').execute();
  const keys = rows.map(({ key }) => key ?? '');
  const sent = taken.flatMap((command) =>
    command.kind === 'staff' && command.event !== 'call' ? [command.key] : [],
  );
  return [...new Set(sent)]
    .map((key) => [key, keys.filter((each) => each.endsWith(`:${key}`)).length] as const)
    .filter(([, count]) => count !== 1)
    .map(([key, count]) => `command ${key} was carried out ${count} times`);
}

/** Each filed demand has a number of its own, and of each province's year no number is missing. */
async function receiptLosses({ storage: { db }, told }: Remains): Promise<string[]> {
  const counters = await db.selectFrom('receipts').selectAll().execute();
  const expected = counters.flatMap(({ province, year, next_number }) =>
    Array.from({ length: next_number - 1 }, (_, index) => formatReceipt(province, year, index + 1)),
  );
  const rows = await db.selectFrom('demands').select('receipt').where('receipt', 'is not', null).execute();
  const found = rows.map(({ receipt }) => receipt ?? '');
  const filed = told.filter(({ story }) => story.moves.some(({ events }) => events.includes('file')));
  return found.sort().join() === expected.sort().join() && found.length === filed.length
    ? []
    : [`${filed.length} filed demands have the receipts ${found}; given were ${expected}`];
}

/** What a timer did is kept if and only if the timer is done. */
async function firedLosses({ storage: { db } }: Remains): Promise<string[]> {
  const rows = await db
    .selectFrom('demand_events')
    .select('command_key as key')
    .where('command_key', 'like', 'timer:%')
    .execute();
  const done = await db.selectFrom('timers').select('id').where('state', '=', 'done').execute();
  const ids = new Set(done.map(({ id }) => `timer:${id}`));
  return rows.filter(({ key }) => !ids.has(key ?? '')).map(({ key }) => `${key} happened and is not done`);
}
