import { useState } from 'react';

/**
 * The one-time code that stands after the # of a link. It is taken out of the address at once, so that it stays in
 * neither the history nor a screenshot.
 */
export function useLinkCode(): string {
  const [code] = useState(() => window.location.hash.slice(1));
  if (window.location.hash !== '') window.history.replaceState(null, '', window.location.pathname);
  return code;
}
