import * as audit from '../audit/audit.js';
import { type Clock, isoNow } from '../clock.js';
import type { Storage } from '../storage/storage.js';
import { clearAttempts, normalLogin, takeAttempt } from './accounts.js';
import { openConsoleSession } from './console-sessions.js';
import { lockedUntil } from './lock-out.js';
import { hashPassword, verifyPassword } from './password.js';
import { personSubject } from './people.js';

export type SignIn =
  | { readonly kind: 'signed_in'; readonly personId: string }
  /** The login is unknown or the password wrong: nobody is told which. */
  | { readonly kind: 'wrong' }
  | { readonly kind: 'locked'; readonly until: string };

export interface Credentials {
  readonly login: string;
  readonly password: string;
  /** Digest of the cookie that the session will be known by. */
  readonly sessionId: string;
}

/** Logins that do not exist and were tried lately, so that they answer as those that do. */
const MOST_STRANGERS = 10_000;

/** Makes the function that signs people in. It takes as long, and answers the same, for a login that nobody has. */
export function createSignIn(deps: {
  readonly storage: Storage;
  readonly clock: Clock;
}): (credentials: Credentials) => Promise<SignIn> {
  const strangers = createStrangers();
  let decoy: Promise<string> | undefined;
  return async ({ login, password, sessionId }) => {
    const now = isoNow(deps.clock);
    const attempt = await deps.storage.write((tx) => takeAttempt(tx, login, now));
    if (attempt.kind === 'locked') return attempt;
    if (attempt.kind === 'unknown') {
      const until = strangers.take(normalLogin(login), now);
      if (until !== null) return { kind: 'locked', until };
      decoy ??= hashPassword(sessionId);
      await verifyPassword(await decoy, password);
      return { kind: 'wrong' };
    }
    const { personId } = attempt;
    if (!(await verifyPassword(attempt.passwordHash, password))) return { kind: 'wrong' };
    await deps.storage.write(async (tx) => {
      await clearAttempts(tx, personId);
      await openConsoleSession(tx, { id: sessionId, personId, now });
      const subject = personSubject(personId);
      await audit.append(tx, { subject, actor: personId, action: 'session.opened', payload: {}, now });
    });
    return { kind: 'signed_in', personId };
  };
}

interface Strangers {
  /** Until when this login is shut; null when the attempt counts as a plain failure. */
  take(login: string, now: string): string | null;
}

function createStrangers(): Strangers {
  const tried = new Map<string, { readonly failures: number; readonly until: string | null }>();
  return {
    take(login, now) {
      const known = tried.get(login) ?? { failures: 0, until: null };
      if (known.until !== null && known.until > now) return known.until;
      const failures = known.failures + 1;
      const [oldest] = tried.keys();
      if (tried.size >= MOST_STRANGERS && oldest !== undefined) tried.delete(oldest);
      tried.set(login, { failures, until: lockedUntil(failures, now) });
      return null;
    },
  };
}
