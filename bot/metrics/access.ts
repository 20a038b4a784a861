import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { bearerToken } from '../channels/directline/entry.js';

export type Access = 'allowed' | 'needs_token' | 'hidden';

const LOOPBACK_PEER = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|::ffff:127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/;
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;
/** What a proxy adds that nobody told us of. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/**
 * Who may read the figures. With a token: whoever shows it, from wherever. Without one: this machine alone, and only
 * where no proxy stands before us, since then everybody comes from this machine; the Host header keeps out a page
 * that has its own name resolved to this machine.
 */
export function accessOf(
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
  { token, trustProxy }: { readonly token: string | null; readonly trustProxy: number },
): Access {
  if (token !== null)
    return isSame(bearerToken(request.headers.authorization), token) ? 'allowed' : 'needs_token';
  const isLocal =
    trustProxy === 0 &&
    LOOPBACK_PEER.test(request.socket.remoteAddress ?? '') &&
    LOOPBACK_HOST.test(request.headers.host ?? '') &&
    FORWARDED.every((name) => request.headers[name] === undefined);
  return isLocal ? 'allowed' : 'hidden';
}

function isSame(shown: string | null, token: string): boolean {
  return shown !== null && timingSafeEqual(digest(shown), digest(token));
}

/** Of one length for both, as the comparison needs. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
