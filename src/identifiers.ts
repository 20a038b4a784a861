import { randomUUID } from 'node:crypto';

/** The only source of identifiers, injected so that a test can seed it. */
export interface Identifiers {
  next(): string;
}

/** Random UUIDs. */
export function randomIdentifiers(): Identifiers {
  return { next: () => randomUUID() };
}
