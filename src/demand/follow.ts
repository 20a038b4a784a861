import * as audit from '../audit/audit.js';
import { afterQuietHours } from '../calendar/quiet-hours.js';
import type { WorkingCalendar } from '../calendar/working-calendar.js';
import type { Identifiers } from '../identifiers.js';
import * as notices from '../storage/notices.js';
import type { WriteExecutor } from '../storage/tables.js';
import * as timers from '../storage/timers.js';
import type { Change } from './change.js';
import type { Demand } from './demand.js';
import { EVENT_DATA, type Reminder } from './events.js';
import { followConsultation } from './follow-consultation.js';
import { demandTimer, planTimers } from './plan-timers.js';
import { type Recipient, recipientsOf } from './recipients.js';
import type { ProvinceSettings } from './settings.js';
import type { Audience } from './transition.js';

interface Deps {
  readonly identifiers: Identifiers;
  readonly calendar: WorkingCalendar;
}

export interface Followed {
  /** Null for a new demand. */
  readonly before: Demand | null;
  readonly demand: Demand;
  readonly change: Change;
  readonly settings: ProvinceSettings;
}

/** The name under which a demand has timers and an audit chain. */
export function demandSubject(id: string): string {
  return `demand:${id}`;
}

/** The demand's id in the subject of one of its timers. */
export function demandOfSubject(subject: string): string {
  return subject.slice(demandSubject('').length);
}

/** Who is told and timed after a change, and the line of the audit chain; in the change's own transaction. */
export async function followDemand(tx: WriteExecutor, deps: Deps, followed: Followed): Promise<void> {
  const { before, demand, change, settings } = followed;
  const { row, actor, data, now } = change;
  for (const told of await toldOf(tx, followed)) {
    const urgent = demand.kind === 'emergency';
    // What an asker waits for is never held back; those who work have their evening, emergencies aside.
    const notBefore = told.recipient.audience === 'asker' || urgent ? now : afterQuietHours(now);
    await notices.insert(tx, {
      id: deps.identifiers.next(),
      demandId: demand.id,
      position: demand.version,
      kind: told.kind,
      ...told.recipient,
      payload: {},
      urgent,
      notBefore,
      now,
    });
  }
  await storeTimers(tx, deps, { demand, settings, now });
  await followConsultation(tx, demand, row.event, now);
  await audit.append(tx, {
    subject: demandSubject(demand.id),
    actor: actor.personId ?? actor.id,
    action: row.event,
    payload: { from: before?.state ?? '', to: demand.state, version: demand.version, data },
    now,
  });
}

/** Makes the demand's stored timers those that follow from it. */
export async function storeTimers(
  tx: WriteExecutor,
  { identifiers, calendar }: Deps,
  { demand, settings, now }: Pick<Followed, 'demand' | 'settings'> & { readonly now: string },
): Promise<void> {
  const desired = planTimers(demand, settings, calendar).map(({ kind, dueAt, event, data }) => ({
    kind: demandTimer(kind),
    dueAt,
    payload: { event, data },
  }));
  await timers.replan(tx, { subject: demandSubject(demand.id), desired, identifiers, now });
}

interface Told {
  readonly kind: string;
  readonly recipient: Recipient;
}

async function toldOf(tx: WriteExecutor, followed: Followed): Promise<readonly Told[]> {
  const { before, demand, change, settings } = followed;
  const { kind, audiences } = newsOf(change);
  const told: Told[] = [];
  for (const audience of audiences) {
    const recipients = await recipientsOf(tx, audience, demand, settings);
    told.push(...recipients.map((recipient) => ({ kind, recipient })));
  }
  const replaced = before?.assigneeId ?? null;
  if (change.row.assignee === 'set' && replaced !== null && replaced !== demand.assigneeId) {
    const recipient = {
      audience: 'assignee',
      personId: replaced,
      conversationId: null,
      asker: null,
    } as const;
    told.push({ kind: 'replaced', recipient });
  }
  // Nobody needs to hear of what they did themselves.
  const { personId } = change.actor;
  return told.filter(({ recipient }) => recipient.audience === 'asker' || recipient.personId !== personId);
}

/** Whom a reminder is for: those who are waited for, and whoever has to know that they do nothing. */
const REMINDED: Readonly<Record<Reminder, readonly Audience[]>> = {
  supply: ['asker'],
  take: ['assignee', 'coordinator'],
  facts: ['asker'],
  confirm: ['asker'],
};

/** A notice's kind is its event; deadlines and reminders say in it which one: `warned.accept`, `reminded.facts`. */
function newsOf({ row, data }: Change): { readonly kind: string; readonly audiences: readonly Audience[] } {
  if (row.event === 'reminded') {
    const { of } = EVENT_DATA.reminded.parse(data);
    return { kind: `reminded.${of}`, audiences: REMINDED[of] };
  }
  if (row.event === 'warned' || row.event === 'overdue') {
    const { deadline } = EVENT_DATA[row.event].parse(data);
    return { kind: `${row.event}.${deadline}`, audiences: row.tells };
  }
  return { kind: row.event, audiences: row.tells };
}
