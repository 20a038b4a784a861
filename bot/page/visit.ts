import { createHash, randomBytes } from 'node:crypto';
import { parse, serialize } from 'cookie';
import { type Clock, isoNow } from '../../src/clock.js';
import {
  extendPageSession,
  findPageSession,
  type PageSession,
  savePageSession,
} from '../../src/directory/page-sessions.js';
import type { Identifiers } from '../../src/identifiers.js';
import type { Storage } from '../../src/storage/storage.js';
import type { Conversations } from '../channels/directline/conversations.js';
import { CHANNEL_ACCOUNT } from '../channels/directline/messages.js';
import type { TokenSubject } from '../channels/directline/token.js';

/** A browser that has left the page for so long starts anew. */
const VISIT_DAYS = 180;
const DAY_MS = 86_400_000;
const COOKIE_BYTES = 32;

export interface Visits {
  /** The one conversation of this browser, made when it has none. `setCookie` is the header that keeps it. */
  open(
    cookieHeader: string | undefined,
  ): Promise<{ readonly subject: TokenSubject; readonly setCookie: string }>;
  /** Whose browser it is and which conversation it has open; null without a cookie that we know. Changes nothing. */
  find(cookieHeader: string | undefined): Promise<TokenSubject | null>;
}

export interface VisitsDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly conversations: Conversations;
  /** True when people reach us by https: the cookie then never travels in the clear. */
  readonly secure: boolean;
}

/** The cookie is random and only its digest is stored: who reads the database cannot open a conversation. */
export function createVisits(deps: VisitsDeps): Visits {
  // The prefix makes browsers refuse one that another host or a plain connection set.
  const name = deps.secure ? '__Host-yishi' : 'yishi';
  return {
    async open(cookieHeader) {
      const known = valueIn(cookieHeader, name);
      const former = await sessionOf(deps, known);
      // A value that is not stored, or no longer, is not taken over: somebody else may have set it.
      const value =
        former === null || known === null ? randomBytes(COOKIE_BYTES).toString('base64url') : known;
      const setCookie = cookieFor(name, value, deps.secure);
      if (former !== null) return { subject: await resume(deps, former), setCookie };
      const subject = await deps.conversations.begin();
      await remember(deps, digest(value), subject);
      return { subject, setCookie };
    },
    async find(cookieHeader) {
      const session = await sessionOf(deps, valueIn(cookieHeader, name));
      return session === null ? null : subjectOf(session);
    },
  };
}

async function sessionOf({ storage, clock }: VisitsDeps, value: string | null): Promise<PageSession | null> {
  return value === null ? null : findPageSession(storage.db, digest(value), isoNow(clock));
}

function subjectOf({ conversationId, vendorUserId }: PageSession): TokenSubject {
  return { conversationId, userId: vendorUserId };
}

async function resume(deps: VisitsDeps, former: PageSession): Promise<TokenSubject> {
  const times = { now: now(deps), expiresAt: expiry(deps) };
  await deps.storage.write((tx) => extendPageSession(tx, { id: former.id, ...times }));
  return subjectOf(former);
}

async function remember(deps: VisitsDeps, id: string, subject: TokenSubject): Promise<void> {
  await deps.storage.write((tx) =>
    savePageSession(tx, {
      id,
      conversationId: subject.conversationId,
      vendorUserId: subject.userId,
      channelAccountId: CHANNEL_ACCOUNT,
      chatIdentityId: deps.identifiers.next(),
      now: now(deps),
      expiresAt: expiry(deps),
    }),
  );
}

function valueIn(header: string | undefined, name: string): string | null {
  const value = parse(header ?? '')[name];
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : null;
}

function cookieFor(name: string, value: string, secure: boolean): string {
  const maxAge = (VISIT_DAYS * DAY_MS) / 1000;
  return serialize(name, value, { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge });
}

function digest(value: string): string {
  return createHash('sha256').update(value).digest('base64url');
}

function now({ clock }: VisitsDeps): string {
  return isoNow(clock);
}

function expiry({ clock }: VisitsDeps): string {
  return new Date(clock.now().getTime() + VISIT_DAYS * DAY_MS).toISOString();
}
