import type { Executor } from '../../../src/storage/tables.js';
import type { Answer, DemandStatus } from './protocol.js';

/** What happens by itself within so many milliseconds is waited for step by step; to anything later the clock leaps. */
const SOON_MS = 600_000;

type Status = Extract<Answer, { kind: 'status' }>;

/** What is left to do at `now` (milliseconds since 1970), and how far the demands of these ids are. */
export async function statusOf(db: Executor, watch: readonly string[], now: number): Promise<Status> {
  const inbox = await db.selectFrom('inbox').select('id').where('state', '=', 'pending').execute();
  const outbox = await db
    .selectFrom('outbox')
    .select('id')
    .where('state', 'in', ['pending', 'sending'])
    .execute();
  const texts = await db
    .selectFrom('text_messages')
    .select('not_before as at')
    .where('state', 'in', ['pending', 'sending'])
    .execute();
  const timers = await db
    .selectFrom('timers')
    .select(['kind as what', 'due_at as at'])
    .where('state', '=', 'pending')
    .execute();
  const notices = await db
    .selectFrom('notices')
    .select(['kind as what', 'not_before as at'])
    .where('state', '=', 'pending')
    .execute();
  const messages = texts.map(({ at }) => ({ what: 'text message', at }));
  const timed = [...timers, ...notices, ...messages].map(({ what, at }) => ({ what, at: Date.parse(at) }));
  const soon = timed.filter(({ at }) => at <= now + SOON_MS);
  const later = timed.filter(({ at }) => at > now + SOON_MS);
  return {
    kind: 'status',
    pending: inbox.length + soon.length,
    pendingSoon: [...new Set(soon.map(({ what }) => what))],
    unsent: outbox.length,
    nextDue: later.length === 0 ? null : Math.min(...later.map(({ at }) => at)),
    demands: await demandsOf(db, watch),
  };
}

async function demandsOf(db: Executor, ids: readonly string[]): Promise<DemandStatus[]> {
  if (ids.length === 0) return [];
  const demands = await db.selectFrom('demands').select(['id', 'version']).where('id', 'in', ids).execute();
  const untold = await db
    .selectFrom('notices')
    .select('demand_id as id')
    .where('demand_id', 'in', ids)
    .where('audience', '=', 'asker')
    .where('state', '=', 'pending')
    .execute();
  const texts = await db
    .selectFrom('text_messages')
    .select('demand_id as id')
    .where('demand_id', 'in', ids)
    .where('state', '=', 'sent')
    .execute();
  const calls = await db
    .selectFrom('call_tasks')
    .select('demand_id as id')
    .where('demand_id', 'in', ids)
    .where('state', '=', 'open')
    .execute();
  const count = (rows: readonly { readonly id: string }[], id: string) =>
    rows.filter((row) => row.id === id).length;
  return demands.map(({ id, version }) => ({
    id,
    version,
    untold: count(untold, id),
    texts: count(texts, id),
    calls: count(calls, id),
  }));
}
