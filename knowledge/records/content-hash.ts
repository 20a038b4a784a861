import { createHash } from 'node:crypto';
import { z } from 'zod';

const jsonObject = z.record(z.string(), z.unknown());

/** JSON with the keys of every object in code-unit order: equal contents give equal text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    const object = Array.isArray(part) ? null : jsonObject.safeParse(part);
    if (!object?.success) return part;
    return Object.fromEntries(Object.entries(object.data).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** sha256 (hex) of what a record says, whatever the order of its keys or the shape of its file. */
export function contentHash(content: unknown): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}
