import { type JsonObject, objectFromJson, storable } from './json.js';
import type { Executor } from './tables.js';

/** One message between an asker and the service. */
export interface TranscriptRow {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly activity: JsonObject;
  readonly createdAt: string;
}

interface Matter {
  readonly id: string;
  readonly consultationId: string | null;
  readonly conversationId: string;
  readonly asker: string;
  readonly filedAt: string | null;
}

/** More than anybody reads at once. */
const MOST_MESSAGES = 1000;

/**
 * What was said in the consultation that a demand came of, oldest first, with what the demand itself sent. Messages of
 * the asker's other consultations are left out; those that belong to none (a step of filing) count until the filing.
 */
export async function ofDemand(db: Executor, demand: Matter): Promise<TranscriptRow[]> {
  const rows = await messagesOf(db, demand);
  const turns = await consultationsOf(db, demand);
  const sent = await originsOf(db, demand);
  const notices = await noticesOf(db, demand.id);
  const incoming = new Set(rows.filter(({ direction }) => direction === 'in').map(({ id }) => id));
  const belongs = ({ id, direction, createdAt }: TranscriptRow): boolean => {
    const origin = direction === 'in' ? id : (sent.get(id) ?? '');
    const consultation = turns.get(origin);
    if (consultation !== undefined) return consultation === demand.consultationId;
    if (notices.has(id)) return true;
    return incoming.has(origin) && demand.filedAt !== null && createdAt <= demand.filedAt;
  };
  return rows.filter(belongs);
}

async function messagesOf(db: Executor, demand: Matter): Promise<TranscriptRow[]> {
  const opened = await db
    .selectFrom('consultations')
    .select('opened_at as at')
    .where('id', '=', demand.consultationId ?? '')
    .executeTakeFirst();
  // Without a consultation there is only what the demand itself sent.
  const from = opened?.at ?? demand.filedAt ?? '';
  const rows = await db
    .selectFrom('activities')
    .select(['id', 'direction', 'activity', 'created_at as createdAt'])
    .where('conversation_id', '=', demand.conversationId)
    .where('asker', '=', storable(demand.asker))
    .where('created_at', '>=', from)
    .orderBy('seq')
    .limit(MOST_MESSAGES)
    .execute();
  return rows.map((row) => ({ ...row, activity: objectFromJson(row.activity) }));
}

/** Incoming message → the consultation whose turn it began. */
async function consultationsOf(db: Executor, demand: Matter): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('turns')
    .innerJoin('inbox', 'inbox.id', 'turns.inbox_id')
    .select(['inbox.id', 'turns.consultation_id as consultation'])
    .where('inbox.conversation_id', '=', demand.conversationId)
    .where('inbox.asker', '=', storable(demand.asker))
    .execute();
  return new Map(rows.map(({ id, consultation }) => [id, consultation]));
}

/** Outgoing message → the incoming one that it answers: the root of its key (turn/unit-of-work.ts). */
async function originsOf(db: Executor, demand: Matter): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('outbox')
    .innerJoin('activities', 'activities.id', 'outbox.id')
    .select(['outbox.id', 'outbox.idempotency_key as key'])
    .where('outbox.conversation_id', '=', demand.conversationId)
    .where('activities.asker', '=', storable(demand.asker))
    .execute();
  return new Map(rows.map(({ id, key }) => [id, key.slice(0, Math.max(0, key.indexOf(':')))]));
}

async function noticesOf(db: Executor, demandId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('notices')
    .select('outbox_id as id')
    .where('demand_id', '=', demandId)
    .where('audience', '=', 'asker')
    .execute();
  return new Set(rows.flatMap(({ id }) => (id === null ? [] : [id])));
}
