import { sql } from 'kysely';
import { YishiError } from '../errors.js';
import type { Identifiers } from '../identifiers.js';
import { type JsonObject, objectFromJson, storable, toJson } from './json.js';
import type { Executor, Tables, WriteExecutor } from './tables.js';

// Written out in the query, not bound: only then does SQLite see that a partial index holds these rows.
const PENDING = sql<Tables['timers']['state']>`'pending'`;

/** A claim until then is nobody's and is never free: the timer is set aside. */
const NEVER = '9999-12-31T23:59:59.999Z';

export interface DesiredTimer {
  /** What is to be done; of one subject each kind is pending at most once. */
  readonly kind: string;
  readonly dueAt: string;
  readonly payload: JsonObject;
}

export interface Timer extends DesiredTimer {
  readonly id: string;
  /** What it is about, such as `demand:ID`. */
  readonly subject: string;
  /** Claims so far: goes up with each, so that an old claim is known. */
  readonly fence: number;
}

/** The right to run one timer. */
export interface TimerClaim {
  readonly id: string;
  readonly owner: string;
  readonly fence: number;
}

/** Adds one timer; false when its id is there already, whatever became of it. */
export async function schedule(
  tx: WriteExecutor,
  timer: DesiredTimer & { readonly id: string; readonly subject: string; readonly now: string },
): Promise<boolean> {
  const row = await tx
    .insertInto('timers')
    .values({
      id: timer.id,
      kind: timer.kind,
      subject: storable(timer.subject),
      payload: toJson(timer.payload),
      state: 'pending',
      due_at: timer.dueAt,
      fence: 0,
      created_at: timer.now,
    })
    .onConflict((oc) => oc.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Makes the pending timers of a subject those that are desired: what is there with the same time and payload stays (set
 * aside ones too), what moved or is no longer desired is cancelled, what is new is added. What has fired at that time does
 * not fire again, so the same plan may be given any number of times. Whoever calls holds the subject's own row.
 */
export async function replan(
  tx: WriteExecutor,
  plan: {
    readonly subject: string;
    readonly desired: readonly DesiredTimer[];
    readonly identifiers: Identifiers;
    readonly now: string;
  },
): Promise<void> {
  const { subject, desired, identifiers, now } = plan;
  if (new Set(desired.map(({ kind }) => kind)).size < desired.length) {
    throw new YishiError('internal', `two timers of one kind are desired for ${subject}`);
  }
  const rows = await tx
    .selectFrom('timers')
    .select(['id', 'kind', 'due_at', 'payload', 'state'])
    .where('subject', '=', storable(subject))
    .where('state', 'in', ['pending', 'done'])
    .execute();
  const present = (timer: DesiredTimer) =>
    rows.find(
      ({ kind, due_at, payload, state }) =>
        kind === timer.kind &&
        due_at === timer.dueAt &&
        (state === 'done' || payload === toJson(timer.payload)),
    );
  const kept = new Set(desired.map((timer) => present(timer)?.id));
  const obsolete = rows.filter(({ id, state }) => state === 'pending' && !kept.has(id)).map(({ id }) => id);
  if (obsolete.length > 0) await cancel(tx, now).where('id', 'in', obsolete).execute();
  for (const timer of desired.filter((each) => present(each) === undefined)) {
    await schedule(tx, { ...timer, id: identifiers.next(), subject, now });
  }
}

/** Ends every pending timer of a subject without running it. */
export async function cancelAll(
  tx: WriteExecutor,
  { subject, now }: { readonly subject: string; readonly now: string },
): Promise<void> {
  await cancel(tx, now).where('subject', '=', storable(subject)).execute();
}

/** Makes the pending timers of a subject due at once. */
export async function hasten(
  tx: WriteExecutor,
  { subject, now }: { readonly subject: string; readonly now: string },
): Promise<void> {
  await tx
    .updateTable('timers')
    .set({ due_at: now })
    .where('subject', '=', storable(subject))
    .where('state', '=', PENDING)
    .where('due_at', '>', now)
    .execute();
}

function cancel(tx: WriteExecutor, now: string) {
  return tx
    .updateTable('timers')
    .set({ state: 'cancelled', finished_at: now, claim_owner: null, claim_expires_at: null })
    .where('state', '=', PENDING);
}

/** Timers of these kinds that may run now, the longest overdue first. */
export async function due(
  db: Executor,
  { kinds, now, limit }: { readonly kinds: readonly string[]; readonly now: string; readonly limit: number },
): Promise<Timer[]> {
  if (kinds.length === 0) return [];
  const rows = await timers(db)
    .where('state', '=', PENDING)
    .where('due_at', '<=', now)
    .where('kind', 'in', kinds)
    .where((eb) => eb.or([eb('claim_expires_at', 'is', null), eb('claim_expires_at', '<=', now)]))
    .limit(limit)
    .execute();
  return rows.map(read);
}

/** A subject's pending timers, the next first. */
export async function pending(db: Executor, subject: string): Promise<Timer[]> {
  const rows = await timers(db)
    .where('subject', '=', storable(subject))
    .where('state', '=', 'pending')
    .execute();
  return rows.map(read);
}

/** Timers that failed too often to be tried again, the longest overdue first. */
export async function setAsideTimers(db: Executor): Promise<Timer[]> {
  const rows = await timers(db).where('state', '=', PENDING).where('claim_expires_at', '=', NEVER).execute();
  return rows.map(read);
}

function timers(db: Executor) {
  return db
    .selectFrom('timers')
    .select(['id', 'kind', 'subject', 'payload', 'due_at as dueAt', 'fence'])
    .orderBy('due_at')
    .orderBy('id');
}

function read(row: Omit<Timer, 'payload'> & { readonly payload: string }): Timer {
  return { ...row, payload: objectFromJson(row.payload) };
}

/**
 * Takes a due timer until `claimExpiresAt` and returns the claim's fence; null when it is not due any more, or when it
 * or another of its subject is at work elsewhere: what a subject has due runs in its order.
 */
export async function claim(
  tx: WriteExecutor,
  claim: {
    readonly id: string;
    readonly owner: string;
    readonly now: string;
    readonly claimExpiresAt: string;
  },
): Promise<number | null> {
  const row = await tx
    .updateTable('timers')
    .set((eb) => ({
      fence: eb('fence', '+', 1),
      claim_owner: claim.owner,
      claim_expires_at: claim.claimExpiresAt,
    }))
    .where('id', '=', claim.id)
    .where('state', '=', PENDING)
    .where('due_at', '<=', claim.now)
    .where((eb) => eb.or([eb('claim_expires_at', 'is', null), eb('claim_expires_at', '<=', claim.now)]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('timers as other')
            .select('other.id')
            .whereRef('other.subject', '=', 'timers.subject')
            .where('other.state', '=', PENDING)
            .where('other.claim_owner', 'is not', null)
            .where('other.claim_expires_at', '>', claim.now),
        ),
      ),
    )
    .returning('fence')
    .executeTakeFirst();
  return row?.fence ?? null;
}

/**
 * Ends a timer in the transaction that does what it was for. Throws YishiError('lease_lost') when it was cancelled, or
 * when another took the claim over after it had run out.
 */
export async function complete(
  tx: WriteExecutor,
  held: TimerClaim & { readonly now: string },
): Promise<void> {
  const { numUpdatedRows } = await ofClaim(tx, held)
    .set({ state: 'done', finished_at: held.now, claim_owner: null, claim_expires_at: null })
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new YishiError('lease_lost', 'the timer is no longer claimed');
}

/** Gives a claim up: the timer is due again at `retryAt`, or never where that is null. Nothing if it is lost. */
export async function giveBack(
  tx: WriteExecutor,
  held: TimerClaim & { readonly retryAt: string | null },
): Promise<void> {
  await ofClaim(tx, held)
    .set({ claim_owner: null, claim_expires_at: held.retryAt ?? NEVER })
    .execute();
}

function ofClaim(tx: WriteExecutor, { id, owner, fence }: TimerClaim) {
  return tx
    .updateTable('timers')
    .where('id', '=', id)
    .where('state', '=', PENDING)
    .where('claim_owner', '=', owner)
    .where('fence', '=', fence);
}
