import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { parse, serialize } from 'cookie';

const COOKIE_BYTES = 32;

export interface SessionCookie {
  /** A new value, the digest that is stored, and the header that sets it. It lives as long as the browser runs. */
  make(): { readonly sessionId: string; readonly header: string };
  /** Digest of the value that a request brought; null when it brought none. */
  read(header: string | undefined): string | null;
  /** The header that takes the cookie away. */
  readonly clear: string;
}

/** `secure`: people reach us by https; the cookie's prefix then makes browsers refuse one set by another host. */
export function createSessionCookie(secure: boolean): SessionCookie {
  const name = secure ? '__Host-yishi-console' : 'yishi-console';
  const options = { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const;
  return {
    make: () => {
      const value = randomBytes(COOKIE_BYTES).toString('base64url');
      return { sessionId: digest(value), header: serialize(name, value, options) };
    },
    read: (header) => {
      const value = parse(header ?? '')[name];
      return value !== undefined && /^[\w-]{43}$/.test(value) ? digest(value) : null;
    },
    clear: serialize(name, '', { ...options, maxAge: 0 }),
  };
}

function digest(value: string): string {
  return createHash('sha256').update(value).digest('base64url');
}

/** The synchroniser token of a session: only a page that could read /me knows it. */
export function csrfToken(secret: string, sessionId: string): string {
  return createHmac('sha256', secret).update(`console-csrf:${sessionId}`).digest('base64url');
}

export function isCsrfToken(secret: string, sessionId: string, token: string | undefined): boolean {
  const right = Buffer.from(csrfToken(secret, sessionId));
  const given = Buffer.from(token ?? '');
  return given.length === right.length && timingSafeEqual(given, right);
}
