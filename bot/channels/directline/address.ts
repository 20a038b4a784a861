import type { IncomingMessage } from 'node:http';
import { FILES } from '../../files/address.js';
import type { ActivitySet } from './history.js';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;
/** Host and port as browsers write them; anything else is not echoed. */
const HOST = /^[a-z0-9.-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/i;

/** Beginnings of the pages of ours that stored messages name. */
const OWN_PAGES = ['/records/', `${FILES}/`];

/**
 * The address by which this visitor reaches us. A configured public address is the truth (a proxy may rewrite the
 * Host header); one on loopback is only the default, and a phone in the same network uses another.
 */
export function visitorUrl(publicUrl: string, request: Pick<IncomingMessage, 'headers'>): string {
  const { host } = request.headers;
  if (!LOOPBACK.test(new URL(publicUrl).hostname) || host === undefined || !HOST.test(host)) return publicUrl;
  return `http://${host}`;
}

/** Our page addresses in stored answers begin with the public address of their day; the visitor gets his own. */
export function addressed(publicUrl: string, visitor: string): (set: ActivitySet) => string {
  return (set) => {
    const text = JSON.stringify(set);
    if (visitor === publicUrl) return text;
    return OWN_PAGES.reduce((moved, path) => moved.replaceAll(publicUrl + path, visitor + path), text);
  };
}
