import { useState } from 'react';

/** Names one filling-in of a form: however often it is sent, it happens once. */
export function useFormKey(): { readonly key: string; readonly renew: () => void } {
  const [key, setKey] = useState(newKey);
  return { key, renew: () => setKey(newKey()) };
}

/** Not `randomUUID`, which a page that came by plain http does not have. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
