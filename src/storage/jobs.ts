import { sql } from 'kysely';
import type { Identifiers } from '../identifiers.js';
import { type JsonObject, objectFromJson, toJson } from './json.js';
import type { Executor, Tables, WriteExecutor } from './tables.js';

/** Work that outlives the request that asked for it, such as a new index. */
export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly payload: JsonObject;
  /** Claims so far: goes up with each, so that an old claim is known. */
  readonly fence: number;
  readonly attempts: number;
}

interface NewJob {
  readonly id: string;
  readonly kind: string;
  readonly payload: object;
  /** Id of a person, or null for the service. */
  readonly by: string | null;
  readonly now: string;
}

const OPEN = sql<Tables['jobs']['state']>`('pending', 'running')`;

async function enqueue(tx: WriteExecutor, job: NewJob): Promise<void> {
  await tx
    .insertInto('jobs')
    .values({
      id: job.id,
      kind: job.kind,
      payload: toJson(job.payload),
      state: 'pending',
      due_at: job.now,
      fence: 0,
      attempts: 0,
      created_by: job.by,
      created_at: job.now,
    })
    .execute();
}

export const REINDEX = 'reindex';

/**
 * Asks for a new index because records changed in this transaction. One that waits does for every change before it
 * begins; one that runs may have read too early, so another waits behind it.
 */
export async function requestReindex(
  tx: WriteExecutor,
  request: { readonly identifiers: Identifiers; readonly by: string | null; readonly now: string },
): Promise<void> {
  const { identifiers, by, now } = request;
  const waiting = await tx
    .selectFrom('jobs')
    .select('id')
    .where('kind', '=', REINDEX)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  if (waiting === undefined)
    await enqueue(tx, { id: identifiers.next(), kind: REINDEX, payload: {}, by, now });
}

export interface JobClaim {
  readonly id: string;
  readonly owner: string;
  readonly fence: number;
}

/** Takes the oldest due job of a kind until `claimExpiresAt`, one whose worker is silent too; null when there is none. */
export async function claim(
  tx: WriteExecutor,
  wanted: {
    readonly kind: string;
    readonly owner: string;
    readonly now: string;
    readonly claimExpiresAt: string;
  },
): Promise<Job | null> {
  const { kind, owner, now, claimExpiresAt } = wanted;
  const free = await tx
    .selectFrom('jobs')
    .select(['id', 'fence'])
    .where('kind', '=', kind)
    .where('state', 'in', OPEN)
    .where('due_at', '<=', now)
    .where((eb) => eb.or([eb('claim_expires_at', 'is', null), eb('claim_expires_at', '<=', now)]))
    .orderBy('due_at')
    .orderBy('id')
    .executeTakeFirst();
  if (free === undefined) return null;
  const row = await tx
    .updateTable('jobs')
    .set((eb) => ({
      state: 'running',
      fence: eb('fence', '+', 1),
      attempts: eb('attempts', '+', 1),
      claim_owner: owner,
      claim_expires_at: claimExpiresAt,
    }))
    .where('id', '=', free.id)
    .where('fence', '=', free.fence)
    .where('state', 'in', OPEN)
    .returning(['id', 'kind', 'payload', 'fence', 'attempts'])
    .executeTakeFirst();
  return row === undefined ? null : { ...row, payload: objectFromJson(row.payload) };
}

export type JobEnd =
  | { readonly kind: 'done'; readonly result: object }
  | { readonly kind: 'failed'; readonly error: string }
  /** Tried again at that time. */
  | { readonly kind: 'again'; readonly error: string; readonly at: string };

/** Ends a claimed job; false when another worker took it over meanwhile, and then it is theirs. */
export async function finish(
  tx: WriteExecutor,
  { id, owner, fence }: JobClaim,
  end: JobEnd,
  now: string,
): Promise<boolean> {
  const freed = { claim_owner: null, claim_expires_at: null };
  const ends = {
    done: { state: 'done' as const, finished_at: now },
    failed: { state: 'failed' as const, finished_at: now },
    again: { state: 'pending' as const },
  };
  const { numUpdatedRows } = await tx
    .updateTable('jobs')
    .set({
      ...freed,
      ...ends[end.kind],
      ...(end.kind === 'done' ? { result: toJson(end.result), error: null } : { error: end.error }),
      ...(end.kind === 'again' ? { due_at: end.at } : {}),
    })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('claim_owner', '=', owner)
    .where('fence', '=', fence)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Jobs of a kind that are not ended, the oldest first. */
export async function open(db: Executor, kind: string): Promise<Job[]> {
  const rows = await db
    .selectFrom('jobs')
    .select(['id', 'kind', 'payload', 'fence', 'attempts'])
    .where('kind', '=', kind)
    .where('state', 'in', OPEN)
    .orderBy('due_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, payload: objectFromJson(row.payload) }));
}
