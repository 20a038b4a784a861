import type { Storage } from '../../../src/storage/storage.js';
import { STORY } from './demand.js';
import type { Remains } from './remains.js';

/** Every demand has its whole story, every notice was told once or left to the console, every text message sent once. */
export async function demandLosses({ storage, taken, arrivals }: Remains): Promise<string[]> {
  const keys = new Set(taken.flatMap((command) => (command.kind === 'demand' ? [command.key] : [])));
  const losses: string[] = [];
  for (const key of keys) losses.push(...(await storyLosses(storage, key)));
  losses.push(...(await noticeLosses(storage)));
  const texts = arrivals.filter(({ conversationId }) => conversationId === 'text');
  const sent = await storage.db.selectFrom('text_messages').select(['id', 'demand_id', 'state']).execute();
  for (const key of keys)
    if (!sent.some((row) => row.demand_id === key)) losses.push(`${key}: no text message`);
  for (const { id, state } of sent) {
    if (state !== 'sent') losses.push(`text message ${id} ended ${state}`);
    if (!texts.some(({ key }) => key === `text-${id}`)) losses.push(`text message ${id} never arrived`);
  }
  return losses;
}

async function storyLosses({ db }: Storage, key: string): Promise<string[]> {
  const rows = await db
    .selectFrom('demand_events')
    .select(['position', 'event'])
    .where('demand_id', '=', key)
    .orderBy('position')
    .execute();
  const story = rows.map(({ position, event }) => `${position} ${event}`).join();
  const expected = STORY.map((event, index) => `${index + 1} ${event}`).join();
  return story === expected ? [] : [`${key}: ${story}`];
}

async function noticeLosses({ db }: Storage): Promise<string[]> {
  const rows = await db
    .selectFrom('notices as n')
    .leftJoin('outbox as o', 'o.id', 'n.outbox_id')
    .select(['n.id', 'n.audience', 'n.state', 'n.kind', 'o.idempotency_key as key'])
    .execute();
  const said = await db
    .selectFrom('outbox')
    .select('idempotency_key as key')
    .where('idempotency_key', 'like', 'notice:%')
    .execute();
  const losses: string[] = [];
  for (const { id, audience, state, kind, key } of rows) {
    // A coordinator who is told of a demand that was accepted meanwhile needs to do nothing.
    const ends = audience === 'asker' ? ['sent'] : ['console', 'cancelled'];
    if (!ends.includes(state)) losses.push(`notice ${id} (${kind}) ended ${state}`);
    if (state === 'sent' && key !== `notice:${id}:0`) losses.push(`notice ${id} has no message of its own`);
  }
  const told = rows.filter(({ state }) => state === 'sent').length;
  if (told !== said.length) losses.push(`${told} notices were told by ${said.length} messages`);
  return losses;
}
