import { setImmediate as breathe } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Executor, Tables } from '../../src/storage/tables.js';
import type { ManualClock } from '../bot/manual-clock.js';
import type { Service } from './service.js';

// Written out, not bound: only then does SQLite see that a partial index holds these rows.
const PENDING = sql<'pending'>`'pending'`;
const UNSENT = sql<Extract<Tables['text_messages']['state'], 'pending' | 'sending'>>`('pending', 'sending')`;

/** A timer whose claim lasts until then failed too often and waits for a person. */
export const NEVER = '9999-12-31T23:59:59.999Z';

const SECOND_MS = 1000;
/** Turns of the event loop between two looks. */
const ROUNDS = 6;
/** Looks without an end after which a virtual second passes: contended work rests by the clock. */
const PATIENCE = 100;
const MOST_LOOKS = 20_000;

/** Resolves when the service has nothing to do at the present time. */
export async function settle(service: Service, clock: ManualClock): Promise<void> {
  for (let look = 1; look <= MOST_LOOKS; look += 1) {
    for (let round = 0; round < ROUNDS; round += 1) await breathe();
    if (!(await isBusy(service.storage.db, clock.now().toISOString()))) return;
    service.wake();
    if (look % PATIENCE === 0) clock.advance(SECOND_MS);
  }
  throw new Error('the service does not come to rest');
}

async function isBusy(db: Executor, now: string): Promise<boolean> {
  const row = await db
    .selectFrom('inbox')
    .select('id')
    .where('state', '=', PENDING)
    .where('not_before', '<=', now)
    .unionAll(unsent(db, now))
    .unionAll(untold(db, now))
    .unionAll(dueTimers(db, now))
    .unionAll(texts(db, now))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function unsent(db: Executor, now: string) {
  return db.selectFrom('outbox').select('id').where('state', 'in', UNSENT).where('not_before', '<=', now);
}

function untold(db: Executor, now: string) {
  return db.selectFrom('notices').select('id').where('state', '=', PENDING).where('not_before', '<=', now);
}

function dueTimers(db: Executor, now: string) {
  return db
    .selectFrom('timers')
    .select('id')
    .where('state', '=', PENDING)
    .where('due_at', '<=', now)
    .where((eb) => eb.or([eb('claim_expires_at', 'is', null), eb('claim_expires_at', '!=', NEVER)]));
}

function texts(db: Executor, now: string) {
  return db
    .selectFrom('text_messages')
    .select('id')
    .where('state', 'in', UNSENT)
    .where('not_before', '<=', now);
}

/** When the service has something to do next, in milliseconds since 1970; null where it never has. */
export async function nextDue(db: Executor): Promise<number | null> {
  const timer = await db
    .selectFrom('timers')
    .select('due_at as at')
    .where('state', '=', PENDING)
    .where((eb) => eb.or([eb('claim_expires_at', 'is', null), eb('claim_expires_at', '!=', NEVER)]))
    .orderBy('due_at')
    .limit(1)
    .executeTakeFirst();
  const notice = await db
    .selectFrom('notices')
    .select('not_before as at')
    .where('state', '=', PENDING)
    .orderBy('not_before')
    .limit(1)
    .executeTakeFirst();
  const message = await db
    .selectFrom('outbox')
    .select('not_before as at')
    .where('state', 'in', UNSENT)
    .orderBy('not_before')
    .limit(1)
    .executeTakeFirst();
  const text = await db
    .selectFrom('text_messages')
    .select('not_before as at')
    .where('state', 'in', UNSENT)
    .orderBy('not_before')
    .limit(1)
    .executeTakeFirst();
  const times = [timer, notice, message, text].flatMap((row) =>
    row === undefined ? [] : [Date.parse(row.at)],
  );
  return times.length === 0 ? null : Math.min(...times);
}
