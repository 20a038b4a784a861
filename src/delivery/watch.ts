import { afterQuietHours } from '../calendar/quiet-hours.js';
import type { Demand } from '../demand/demand.js';
import { settingsOf } from '../demand/settings.js';
import type { Identifiers } from '../identifiers.js';
import { NATION } from '../region/region.js';
import * as callTasks from '../storage/call-tasks.js';
import * as demandEvents from '../storage/demand-events.js';
import * as demands from '../storage/demands.js';
import * as notices from '../storage/notices.js';
import * as deliveries from '../storage/outbox-deliveries.js';
import type { WriteExecutor } from '../storage/tables.js';
import * as textMessages from '../storage/text-messages.js';
import { isMoot } from './moot.js';
import { scheduleWatch } from './watch-timers.js';

/** News that an asker must get, one way or another. */
const WATCHED: ReadonlySet<string> = new Set([
  'reply',
  'ask_back',
  'return',
  'refuse',
  'transfer',
  'supply_lapsed',
  'reminded.supply',
  'reminded.facts',
  'reminded.confirm',
]);

/** Whether somebody watches over a notice until it arrives. */
function isWatched({ audience, kind }: Pick<notices.Notice, 'audience' | 'kind'>): boolean {
  return audience === 'asker' && WATCHED.has(kind);
}

/** Begins to watch over a notice whose message was put in the outbox; `atOnce` where there could be none. */
export async function beginWatch(
  tx: WriteExecutor,
  { notice, now, atOnce = false }: { notice: notices.Notice; now: string; atOnce?: boolean },
): Promise<void> {
  if (!isWatched(notice)) return;
  const demand = await demands.find(tx, notice.demandId);
  const { undeliveredHours } = await settingsOf(tx, demand?.province ?? null);
  await scheduleWatch(tx, { noticeId: notice.id, step: 1, hours: atOnce ? 0 : undeliveredHours, now });
}

export interface WatchDeps {
  readonly identifiers: Identifiers;
  /** Whether text messages can be sent at all. */
  readonly hasGateway: boolean;
}

/**
 * One look at a notice that should have arrived by now: where it has not, a text message follows; where that is
 * impossible, failed or did not help either, somebody has to ring.
 */
export async function lookAfter(
  tx: WriteExecutor,
  deps: WatchDeps,
  look: { readonly noticeId: string; readonly step: number; readonly now: string },
): Promise<void> {
  const { noticeId, step, now } = look;
  const notice = await notices.find(tx, noticeId);
  const demand = notice === null ? null : await demands.find(tx, notice.demandId);
  if (notice === null || demand === null || (await isSettled(tx, notice, demand))) return;
  const text = await textMessages.ofNotice(tx, noticeId);
  if (text === null && deps.hasGateway && demand.phone !== null) {
    const { undeliveredHours: hours } = await settingsOf(tx, demand.province);
    // A telephone rings at night; a chat does not.
    const notBefore = demand.kind === 'emergency' ? now : afterQuietHours(now);
    const message = { id: deps.identifiers.next(), noticeId, demandId: demand.id, notBefore, now };
    await textMessages.insert(tx, message);
    return scheduleWatch(tx, { noticeId, step: step + 1, hours, now: notBefore });
  }
  await callTasks.open(tx, {
    id: deps.identifiers.next(),
    demandId: demand.id,
    noticeId,
    province: demand.province ?? NATION,
    reason: reasonOf(text, demand),
    now,
  });
}

async function isSettled(tx: WriteExecutor, notice: notices.Notice, demand: Demand): Promise<boolean> {
  if (isMoot(notice, demand) || (await isAnswered(tx, notice))) return true;
  const { outboxId } = notice;
  const standing = outboxId === null ? undefined : (await deliveries.standings(tx, [outboxId])).get(outboxId);
  if (standing !== undefined && standing.deliveredAt !== null) return true;
  // Whoever rings about the thing itself tells of it anyway.
  return notice.kind.startsWith('reminded.') && (await isCalledAbout(tx, demand));
}

/** Whoever says whether a reply helped has read it, wherever that was. */
async function isAnswered(tx: WriteExecutor, { kind, demandId, position }: notices.Notice): Promise<boolean> {
  if (kind !== 'reply') return false;
  const after = (await demandEvents.list(tx, demandId)).filter((each) => each.position > position);
  return after.some(({ event }) => event === 'confirm' || event === 'reject');
}

async function isCalledAbout(tx: WriteExecutor, { id }: Demand): Promise<boolean> {
  return (await callTasks.ofDemand(tx, id)).some(({ state }) => state === 'open');
}

function reasonOf(text: textMessages.TextMessage | null, { phone }: Demand): callTasks.CallReason {
  if (text === null) return phone === null ? 'no_phone' : 'no_gateway';
  return text.state === 'failed' ? 'text_message_failed' : 'still_undelivered';
}
