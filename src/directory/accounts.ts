import * as audit from '../audit/audit.js';
import type { Executor, WriteExecutor } from '../storage/tables.js';
import { revokeSessionsOf } from './console-sessions.js';
import type { Deed } from './deed.js';
import { lockedUntil } from './lock-out.js';
import { personSubject } from './people.js';

/** What a person signs in to the console with. */
export interface Account {
  readonly personId: string;
  /** In lower case. */
  readonly login: string;
  readonly lockedUntil: string | null;
}

/** Logins differ by more than capitals. */
export function normalLogin(login: string): string {
  return login.trim().normalize('NFKC').toLowerCase();
}

export async function findAccount(db: Executor, personId: string): Promise<Account | null> {
  const row = await db
    .selectFrom('accounts')
    .select(['person_id as personId', 'login', 'locked_until as lockedUntil'])
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row ?? null;
}

export async function isLoginTaken(db: Executor, login: string): Promise<boolean> {
  const row = await db
    .selectFrom('accounts')
    .select('person_id')
    .where('login', '=', normalLogin(login))
    .executeTakeFirst();
  return row !== undefined;
}

export interface SetPassword extends Deed {
  readonly personId: string;
  /** Taken when the person has no account yet; one that exists keeps its login. */
  readonly login: string;
  readonly passwordHash: string;
  /** The session that stays; every other one of the person ends. */
  readonly except?: string;
}

/** Makes the account, or gives it another password and ends its lock-out. False when the login is another person's. */
export async function setPassword(tx: WriteExecutor, set: SetPassword): Promise<boolean> {
  const { personId, passwordHash, by, now } = set;
  const state = { password_hash: passwordHash, failed_attempts: 0, locked_until: null, updated_at: now };
  const changed = await tx
    .updateTable('accounts')
    .set({ ...state, must_change: 0 })
    .where('person_id', '=', personId)
    .returning('login')
    .executeTakeFirst();
  if (changed === undefined) {
    const made = await tx
      .insertInto('accounts')
      .values({
        ...state,
        person_id: personId,
        login: normalLogin(set.login),
        must_change: 0,
        created_at: now,
      })
      .onConflict((oc) => oc.column('login').doNothing())
      .returning('login')
      .executeTakeFirst();
    if (made === undefined) return false;
  }
  await revokeSessionsOf(tx, { personId, now, ...(set.except === undefined ? {} : { except: set.except }) });
  const action = changed === undefined ? 'account.made' : 'account.password_changed';
  await audit.append(tx, { subject: personSubject(personId), actor: by, action, payload: {}, now });
  return true;
}

export type Attempt =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'locked'; readonly until: string }
  | { readonly kind: 'open'; readonly personId: string; readonly passwordHash: string };

/**
 * Counts an attempt as failed before its password is looked at, so that many at once get no more tries than one after
 * another; `clearAttempts` takes it back when the password was right.
 */
export async function takeAttempt(tx: WriteExecutor, login: string, now: string): Promise<Attempt> {
  const account = await tx
    .updateTable('accounts')
    .set((eb) => ({ failed_attempts: eb('failed_attempts', '+', 1) }))
    .where('login', '=', normalLogin(login))
    .returning([
      'person_id as personId',
      'password_hash as passwordHash',
      'failed_attempts as failures',
      'locked_until as until',
    ])
    .executeTakeFirst();
  if (account === undefined) return { kind: 'unknown' };
  const { personId, passwordHash, failures, until } = account;
  if (until !== null && until > now) {
    await setFailures(tx, personId, failures - 1, until);
    return { kind: 'locked', until };
  }
  const next = lockedUntil(failures, now);
  if (next !== null) {
    await setFailures(tx, personId, failures, next);
    const payload = { failures, until: next };
    await audit.append(tx, {
      subject: personSubject(personId),
      actor: 'service',
      action: 'account.locked',
      payload,
      now,
    });
  }
  return { kind: 'open', personId, passwordHash };
}

/** The password was right: what failed before it is forgotten. */
export async function clearAttempts(tx: WriteExecutor, personId: string): Promise<void> {
  await setFailures(tx, personId, 0, null);
}

async function setFailures(
  tx: WriteExecutor,
  personId: string,
  failures: number,
  until: string | null,
): Promise<void> {
  await tx
    .updateTable('accounts')
    .set({ failed_attempts: failures, locked_until: until })
    .where('person_id', '=', personId)
    .execute();
}
