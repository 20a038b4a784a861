import { createHmac, timingSafeEqual } from 'node:crypto';

/** Direct Line's own lifetime: the client refreshes after half of it. */
export const TOKEN_SECONDS = 1800;

/** Who a token speaks for, and in which conversation. */
export interface TokenSubject {
  readonly conversationId: string;
  readonly userId: string;
}

export type Verification =
  | { readonly kind: 'valid'; readonly subject: TokenSubject }
  | { readonly kind: 'expired' }
  | { readonly kind: 'invalid' };

const DOMAIN = 'directline-token/1';

/** `v1.PAYLOAD.MAC`, both base64url; the MAC is HMAC-SHA-256 over the payload as it is written. */
export function signToken(secret: string, subject: TokenSubject, now: Date): string {
  const expires = Math.floor(now.getTime() / 1000) + TOKEN_SECONDS;
  const payload = Buffer.from(JSON.stringify([subject.conversationId, subject.userId, expires])).toString(
    'base64url',
  );
  return `v1.${payload}.${mac(secret, payload).toString('base64url')}`;
}

/** Checks in this order: form, signature (constant time), content, expiry. */
export function verifyToken(secret: string, token: string, now: Date): Verification {
  const parts = /^v1\.([\w-]{1,1000})\.([\w-]{43})$/.exec(token);
  const [, payload, given] = parts ?? [];
  if (payload === undefined || given === undefined) return { kind: 'invalid' };
  const expected = mac(secret, payload);
  const presented = Buffer.from(given, 'base64url');
  if (presented.length !== expected.length || !timingSafeEqual(presented, expected))
    return { kind: 'invalid' };
  const [conversationId, userId, expires] = contentOf(payload);
  if (typeof conversationId !== 'string' || typeof userId !== 'string' || typeof expires !== 'number') {
    return { kind: 'invalid' };
  }
  if (expires * 1000 <= now.getTime()) return { kind: 'expired' };
  return { kind: 'valid', subject: { conversationId, userId } };
}

function mac(secret: string, payload: string): Buffer {
  return createHmac('sha256', secret).update(`${DOMAIN}\n${payload}`).digest();
}

/** Only called on signed text, so it is what `signToken` wrote. */
function contentOf(payload: string): unknown[] {
  const content: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  return Array.isArray(content) ? content : [];
}
