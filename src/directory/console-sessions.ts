import type { Executor, WriteExecutor } from '../storage/tables.js';

/** Somebody who signed in to the console. */
export interface ConsoleSession {
  /** Digest of the cookie's value. */
  readonly id: string;
  readonly personId: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
}

/** A desk that was left: OWASP's session cheat sheet asks for 15 to 30 minutes where much can be done. */
const IDLE_MS = 30 * 60_000;
/** A working day; after it one signs in again whatever one does. */
const LONGEST_MS = 12 * 3_600_000;

function expiry(createdAt: string, now: string): string {
  const latest = Math.min(Date.parse(createdAt) + LONGEST_MS, Date.parse(now) + IDLE_MS);
  return new Date(latest).toISOString();
}

export async function openConsoleSession(
  tx: WriteExecutor,
  { id, personId, now }: { readonly id: string; readonly personId: string; readonly now: string },
): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      id,
      kind: 'console',
      person_id: personId,
      data: '{}',
      created_at: now,
      last_seen_at: now,
      expires_at: expiry(now, now),
    })
    .execute();
}

/** The session of a cookie's digest while it is neither expired nor revoked and its person is there. */
export async function findConsoleSession(
  db: Executor,
  id: string,
  now: string,
): Promise<ConsoleSession | null> {
  const row = await db
    .selectFrom('sessions as s')
    .innerJoin('people as p', 'p.id', 's.person_id')
    .select(['s.id', 'p.id as personId', 's.created_at as createdAt', 's.last_seen_at as lastSeenAt'])
    .where('s.id', '=', id)
    .where('s.kind', '=', 'console')
    .where('s.revoked_at', 'is', null)
    .where('s.expires_at', '>', now)
    .where('p.erased_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}

/** Notes that the person is there, which puts off the end of an idle session, not that of a long one. */
export async function touchConsoleSession(
  tx: WriteExecutor,
  session: ConsoleSession,
  now: string,
): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ last_seen_at: now, expires_at: expiry(session.createdAt, now) })
    .where('id', '=', session.id)
    .where('revoked_at', 'is', null)
    .execute();
}

export async function revokeConsoleSession(tx: WriteExecutor, id: string, now: string): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Signs a person out everywhere but in the session `except`. */
export async function revokeSessionsOf(
  tx: WriteExecutor,
  revoke: { readonly personId: string; readonly now: string; readonly except?: string },
): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ revoked_at: revoke.now })
    .where('person_id', '=', revoke.personId)
    .where('kind', '=', 'console')
    .where('revoked_at', 'is', null)
    .$if(revoke.except !== undefined, (query) => query.where('id', '!=', revoke.except ?? ''))
    .execute();
}
