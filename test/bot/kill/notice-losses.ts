import { isMoot } from '../../../src/delivery/moot.js';
import { newClock } from '../../../src/demand/clock.js';
import { isDemandState } from '../../../src/demand/states.js';
import { TRANSITIONS } from '../../../src/demand/transitions.js';
import * as demandEvents from '../../../src/storage/demand-events.js';
import * as notices from '../../../src/storage/notices.js';
import { COORDINATORS } from './cast.js';
import { EXPERT_CHAT } from './protocol.js';
import type { Remains } from './remains.js';
import { rowPassed } from './rows.js';
import type { Told } from './tellers.js';

/** What must hold of what people are told after the last kill. */
export const NOTICE_INVARIANTS: readonly ((remains: Remains) => Promise<string[]>)[] = [
  noticesLosses,
  spokenLosses,
  textLosses,
  callLosses,
];

/** Who is concerned by an event, as it leaves the demand. */
interface Cast {
  readonly coordinator: string | null;
  readonly assignee: string | null;
}

interface Line extends demandEvents.DemandEventRow {
  readonly cast: Cast;
  /** Whoever had it before this event. */
  readonly replaced: string | null;
}

/** For each event and each recipient that the table names there is one notice, and it ended as it should. */
async function noticesLosses({ storage: { db }, told }: Remains): Promise<string[]> {
  const losses: string[] = [];
  for (const { demandId } of told) {
    const lines = withCast(await demandEvents.list(db, demandId));
    const found = await notices.ofDemand(db, demandId);
    const wanted = lines.flatMap(wantedBy).sort();
    const names = found.map(nameOf).sort();
    if (names.join() !== wanted.join()) losses.push(`${demandId}: notices ${names}; should be: ${wanted}`);
    for (const notice of found)
      if (!endedWell(notice, lines)) losses.push(`${demandId}: ${nameOf(notice)} ended ${notice.state}`);
  }
  return losses;
}

function withCast(events: readonly demandEvents.DemandEventRow[]): Line[] {
  let cast: Cast = { coordinator: null, assignee: null };
  return events.map((event) => {
    const before = cast.assignee;
    cast = castAfter(cast, event);
    const replaced = event.event === 'dispatch' && before !== cast.assignee ? before : null;
    return { ...event, cast, replaced };
  });
}

function castAfter({ coordinator, assignee }: Cast, event: demandEvents.DemandEventRow): Cast {
  const keeps = ['return', 'refuse', 'accept'].includes(event.event);
  const row = TRANSITIONS[rowPassed(event.event, event.fromState, event.actorRole)];
  const given = row?.assignee === 'set' ? String(event.data.assigneeId) : assignee;
  return {
    coordinator: keeps ? event.actor : coordinator,
    assignee: row?.assignee === 'clear' ? null : given,
  };
}

/** Names of the notices that an event must leave behind, one for each recipient. */
function wantedBy({ position, event, fromState, actorRole, actor, data, cast, replaced }: Line): string[] {
  const row = TRANSITIONS[rowPassed(event, fromState, actorRole)];
  const finer = { reminded: data.of, warned: data.deadline, overdue: data.deadline }[event];
  const kind = finer === undefined ? event : `${event}.${finer}`;
  const audiences = event === 'reminded' ? audiencesOfReminder(kind) : (row?.tells ?? []);
  const people = {
    asker: ['-'],
    assignee: cast.assignee === null ? [] : [cast.assignee],
    coordinator: cast.coordinator === null ? COORDINATORS : [cast.coordinator],
  };
  const names = audiences.flatMap((audience) =>
    people[audience]
      .filter((person) => person !== actor)
      .map((person) => `${position} ${kind} ${audience} ${person}`),
  );
  return replaced === null ? names : [...names, `${position} replaced assignee ${replaced}`];
}

function audiencesOfReminder(kind: string): ('asker' | 'assignee' | 'coordinator')[] {
  return kind === 'reminded.take' ? ['assignee', 'coordinator'] : ['asker'];
}

function nameOf({ position, kind, audience, personId }: notices.Notice): string {
  return `${position} ${kind} ${audience} ${personId ?? '-'}`;
}

/** Told where there is a chat, left to the console where there is none; nothing only where it had become pointless. */
function endedWell(notice: notices.Notice, lines: readonly Line[]): boolean {
  if (notice.state === 'cancelled') return becameMoot(notice, lines);
  const hasChat = notice.audience === 'asker' || notice.personId === EXPERT_CHAT.personId;
  return notice.state === (hasChat ? 'sent' : 'console');
}

/** Whether at some time after it the demand stood so that the notice would have misled. */
function becameMoot(notice: notices.Notice, lines: readonly Line[]): boolean {
  return lines.slice(notice.position).some(({ toState, cast: { assignee } }) => {
    // With a deadline that runs no more, as after any later event that keeps or ends it.
    const clock = newClock(notice.createdAt);
    return isDemandState(toState) && isMoot(notice, { state: toState, assigneeId: assignee, clock });
  });
}

/** Each notice that was told has one message of its own in the conversation, and no message tells of any other. */
async function spokenLosses({ storage: { db } }: Remains): Promise<string[]> {
  const told = await db
    .selectFrom('notices as n')
    .leftJoin('outbox as o', 'o.id', 'n.outbox_id')
    .leftJoin('activities as a', 'a.id', 'n.outbox_id')
    .select(['n.id', 'n.conversation_id as conversation', 'o.idempotency_key as key'])
    .select(['o.conversation_id as sentTo', 'a.conversation_id as writtenTo'])
    .where('n.state', '=', 'sent')
    .execute();
  const losses = told
    .filter(
      ({ id, key, conversation, sentTo, writtenTo }) =>
        key !== `notice:${id}:0` || sentTo !== conversation || writtenTo !== conversation,
    )
    .map(({ id, key }) => `notice ${id} has no message of its own but ${key}`);
  const said = await db
    .selectFrom('outbox')
    .select('id')
    .where('idempotency_key', 'like', 'notice:%')
    .execute();
  if (said.length !== told.length) losses.push(`${told.length} notices were told by ${said.length} messages`);
  return losses;
}

/** A text message for each notice at most, sent once under its key; none is left half done. */
async function textLosses({ storage: { db }, told, arrivals }: Remains): Promise<string[]> {
  const rows = await db
    .selectFrom('text_messages')
    .select(['id', 'notice_id as notice', 'demand_id as demand', 'state', 'error'])
    .execute();
  const arrived = new Set(arrivals.map(({ key }) => key));
  const losses = rows.flatMap(({ id, state, error }) => {
    if (state !== 'sent') return error === 'delivered_meanwhile' ? [] : [`text message ${id} ended ${state}`];
    return arrived.has(`text-${id}`) ? [] : [`text message ${id} never arrived`];
  });
  const known = new Set(rows.map(({ id }) => `text-${id}`));
  for (const { key, conversationId } of arrivals)
    if (conversationId === 'text' && !known.has(key)) losses.push(`nobody wrote the text message ${key}`);
  if (new Set(rows.map(({ notice }) => notice)).size !== rows.length)
    losses.push('a notice has two text messages');
  const reached = new Set(rows.map(({ demand }) => demand));
  const waiting = told.filter(({ story }) => story.moves.some(({ afterText }) => afterText));
  for (const { demandId } of waiting) if (!reached.has(demandId)) losses.push(`${demandId}: no text message`);
  return losses;
}

/** The call that moved a demand on is written down as made. */
async function callLosses({ storage: { db }, told }: Remains): Promise<string[]> {
  const rows = await db
    .selectFrom('call_tasks')
    .select(['demand_id as demand', 'outcome'])
    .where('state', '=', 'done')
    .execute();
  return told.flatMap((each: Told) => {
    const wanted = each.story.moves.filter(({ by }) => by === 'caller').length;
    const made = rows.filter(({ demand, outcome }) => demand === each.demandId && outcome === 'told').length;
    return made === wanted ? [] : [`${each.demandId}: ${made} calls, not ${wanted}`];
  });
}
