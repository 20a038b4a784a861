import type { Executor, Tables, WriteExecutor } from './tables.js';

/** What became of a message on its way. */
export interface Standing {
  readonly id: string;
  readonly state: Tables['outbox']['state'];
  readonly error: string | null;
  readonly createdAt: string;
  /** When it was sent, or given up. */
  readonly finishedAt: string | null;
  readonly deliveredAt: string | null;
}

/** How these messages stand, by id. */
export async function standings(
  db: Executor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('outbox')
    .select([
      'id',
      'state',
      'error',
      'created_at as createdAt',
      'finished_at as finishedAt',
      'delivered_at as deliveredAt',
    ])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** The messages of a transcript up to and with number `through`. */
export interface Stretch {
  readonly conversationId: string;
  readonly through: number;
}

/** True when one of them is not known to be delivered: a cheap look before `markDelivered`. */
export async function hasUndelivered(db: Executor, { conversationId, through }: Stretch): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('seq', '<=', through)
    .where('delivered_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** A client of the conversation has read so far; returns the ids of those that it had not read before. */
export async function markDelivered(
  tx: WriteExecutor,
  { conversationId, through, now }: Stretch & { readonly now: string },
): Promise<string[]> {
  const rows = await tx
    .updateTable('outbox')
    .set({ delivered_at: now })
    .where('conversation_id', '=', conversationId)
    .where('seq', '<=', through)
    .where('delivered_at', 'is', null)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
