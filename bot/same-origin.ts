import type { IncomingHttpHeaders } from 'node:http';

/** Whether a request comes from a page of our own; one that does not say (no browser) counts as such. */
export function isSameOrigin(headers: IncomingHttpHeaders): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}
