import { verify } from '../../../src/audit/audit.js';
import * as activities from '../../../src/storage/activities.js';
import type { Storage } from '../../../src/storage/storage.js';
import { DEMAND_INVARIANTS } from './demand-losses.js';
import { NOTICE_INVARIANTS } from './notice-losses.js';
import type { Command } from './protocol.js';
import type { Remains } from './remains.js';

interface Said {
  readonly id: string;
  readonly asker: string;
  readonly text: string;
  readonly replyTo: string | null;
}

/** What must hold after any number of deaths; each says in words what does not. */
const INVARIANTS: readonly ((remains: Remains) => Promise<string[]>)[] = [
  conversationsLosses,
  sinkLosses,
  consultationLosses,
  outboxLosses,
  timerLosses,
  ...DEMAND_INVARIANTS,
  ...NOTICE_INVARIANTS,
  auditLosses,
];

/** Everything that is wrong with the database and the sink after the last kill; empty when nothing is. */
export async function findLosses(remains: Remains): Promise<string[]> {
  const losses: string[] = [];
  for (const invariant of INVARIANTS) losses.push(...(await invariant(remains)));
  return losses;
}

async function conversationsLosses({ storage, taken }: Remains): Promise<string[]> {
  const losses: string[] = [];
  for (const { id: conversationId } of await storage.db.selectFrom('conversations').select('id').execute()) {
    const mine = taken.filter((command) => conversationOf(command) === conversationId);
    losses.push(...(await conversationLosses(storage, conversationId, mine)));
  }
  return losses;
}

async function outboxLosses({ storage }: Remains): Promise<string[]> {
  const rows = await storage.db
    .selectFrom('outbox')
    .select(['id', 'state'])
    .where('state', '!=', 'sent')
    .execute();
  return rows.map(({ id, state }) => `outbox row ${id} ended ${state}`);
}

async function timerLosses({ storage: { db } }: Remains): Promise<string[]> {
  const rows = await db
    .selectFrom('timers')
    .select(['id', 'state'])
    .where('kind', '=', 'say')
    .where('state', '!=', 'done')
    .execute();
  return rows.map(({ id, state }) => `timer ${id} ended ${state}`);
}

/** Every chain that there is, whatever it is about. */
async function auditLosses({ storage: { db } }: Remains): Promise<string[]> {
  const losses: string[] = [];
  for (const { subject } of await db.selectFrom('audit_heads').select('subject').execute()) {
    const verdict = await verify(db, subject);
    if (verdict.kind !== 'intact') losses.push(`${subject}: audit ${JSON.stringify(verdict)}`);
  }
  return losses;
}

function conversationOf(command: Command): string | null {
  if (command.kind === 'receive') return command.message.conversationId;
  return command.kind === 'push' || command.kind === 'timer' ? command.conversationId : null;
}

async function conversationLosses(
  storage: Storage,
  conversationId: string,
  taken: readonly Command[],
): Promise<string[]> {
  const losses: string[] = [];
  const rows = await activities.after(storage.db, conversationId, 0, 1_000_000);
  rows.forEach(({ seq }, index) => {
    if (seq !== index + 1) losses.push(`${conversationId}: number ${seq} stands at place ${index + 1}`);
  });
  const heard = rows.filter(({ direction }) => direction === 'in');
  const said: Said[] = rows
    .filter(({ direction }) => direction === 'out')
    .map(({ id, asker, activity: { text, replyToId } }) => ({
      id,
      asker,
      text: String(text),
      replyTo: typeof replyToId === 'string' ? replyToId : null,
    }));

  const expected = new Set(taken.map((command) => textOf(command)));
  for (const { activity } of heard) expected.delete(String(activity.text));
  for (const { text } of said) expected.delete(text);
  losses.push(...[...expected].map((text) => `${conversationId}: accepted and lost: ${text}`));
  if (heard.length !== new Set(heard.map(({ activity }) => activity.text)).size) {
    losses.push(`${conversationId}: a message stands twice in the transcript`);
  }
  for (const message of heard) losses.push(...replyLosses(message.id, String(message.activity.text), said));
  losses.push(...occasionLosses(said, taken), ...orderLosses(conversationId, heard, said));
  return losses;
}

function textOf(command: Command): string {
  if (command.kind === 'receive') return command.message.raw;
  return 'key' in command ? command.key : '';
}

/** Each message has its own answers, each once and in order; a broken one has one apology. */
function replyLosses(id: string, text: string, said: readonly Said[]): string[] {
  const replies = said.filter(({ replyTo }) => replyTo === id).map((reply) => reply.text);
  if (text.startsWith('boom')) {
    return replies.length === 1 && replies[0]?.startsWith('抱歉')
      ? []
      : [`${text}: answered by ${replies.join('; ')}`];
  }
  const [what, times] = text.split(' ');
  const count = what === 'echo' || what === 'act' ? Number(times) : 1;
  const expected = Array.from({ length: count }, (_, index) => `${text} ${index + 1}/${count}`);
  return replies.join('; ') === expected.join('; ') ? [] : [`${text}: answered by ${replies.join('; ')}`];
}

/** What a push or a timer was for is said once. */
function occasionLosses(said: readonly Said[], taken: readonly Command[]): string[] {
  const keys = new Set(taken.flatMap((command) => ('key' in command ? [command.key] : [])));
  return [...keys]
    .map((key) => [key, said.filter(({ text }) => text === key).length] as const)
    .filter(([, count]) => count !== 1)
    .map(([key, count]) => `${key} was said ${count} times`);
}

/** Of one asker, answers follow the order of the messages. */
function orderLosses(
  conversationId: string,
  heard: readonly { id: string; asker: string }[],
  said: readonly Said[],
): string[] {
  const place = new Map(heard.map(({ id }, index) => [id, index]));
  const losses: string[] = [];
  for (const asker of new Set(heard.map((message) => message.asker))) {
    const places = said.flatMap((reply) =>
      reply.asker === asker && reply.replyTo !== null ? [place.get(reply.replyTo) ?? -1] : [],
    );
    if (places.some((current, index) => current < (places[index - 1] ?? 0))) {
      losses.push(`${conversationId}: answers to ${asker} are out of order`);
    }
  }
  return losses;
}

/** At the sink, after dedupe by our key, each message once and in the order of its conversation. */
async function sinkLosses({ storage: { db }, arrivals }: Remains): Promise<string[]> {
  const seen = new Set<string>();
  const first = arrivals.filter(({ key }) => !seen.has(key) && seen.add(key));
  const losses: string[] = [];
  const conversations = await db
    .selectFrom('conversations')
    .select('id')
    .where('channel_account_id', '=', 'sink')
    .execute();
  for (const { id: conversationId } of conversations) {
    const rows = await db
      .selectFrom('outbox')
      .select(['idempotency_key as key', 'activity'])
      .where('conversation_id', '=', conversationId)
      .orderBy('position')
      .execute();
    const sent = rows.map(({ key, activity }) => `${key} ${JSON.parse(activity).text}`);
    const arrived = first
      .filter((arrival) => arrival.conversationId === conversationId)
      .map(({ key, text }) => `${key} ${text}`);
    losses.push(...sent.filter((line) => !arrived.includes(line)).map((line) => `never arrived: ${line}`));
    losses.push(...arrived.filter((line) => !sent.includes(line)).map((line) => `never written: ${line}`));
    if (losses.length === 0 && sent.join('\n') !== arrived.join('\n')) {
      losses.push(`${conversationId}: arrived out of order`);
    }
  }
  return losses;
}

async function consultationLosses({ storage: { db } }: Remains): Promise<string[]> {
  const losses: string[] = [];
  const rows = await db
    .selectFrom('consultations')
    .select(['id', 'conversation_id', 'asker', 'state'])
    .execute();
  const open = rows
    .filter(({ state }) => state === 'open')
    .map((row) => `${row.conversation_id} ${row.asker}`);
  if (open.length !== new Set(open).size) losses.push('an asker has two open consultations');
  const heads = await db.selectFrom('audit_heads').select('subject').execute();
  const chains = new Set(heads.map(({ subject }) => subject));
  for (const { id } of rows) if (!chains.has(`consultation:${id}`)) losses.push(`${id} has no audit chain`);
  const turns = await db.selectFrom('turns').select(['inbox_id']).execute();
  if (turns.length !== new Set(turns.map((turn) => turn.inbox_id)).size)
    losses.push('a turn was recorded twice');
  return losses;
}
