import type { Refusal } from '../problem.js';

/** The data of a command with what the page does not know, or why it cannot be. */
export type Prepared = { readonly data: Readonly<Record<string, unknown>> } | { readonly refusal: Refusal };
