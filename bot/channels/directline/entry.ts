import type { Response } from 'express';
import { directLineTexts } from './texts.js';
import { type TokenSubject, type Verification, verifyToken } from './token.js';

/** Whether a request may speak for somebody, in Direct Line's statuses. */
export type Entry =
  | { readonly kind: 'open'; readonly subject: TokenSubject }
  | { readonly kind: 'refused'; readonly status: number; readonly code: string; readonly sentence: string };

export interface EntryDeps {
  readonly secret: string;
  readonly now: () => Date;
  readonly exists: (conversationId: string) => Promise<boolean>;
}

const REFUSED = { kind: 'refused' } as const;
const FOREIGN: Entry = { ...REFUSED, status: 403, code: 'BadArgument', sentence: directLineTexts.foreign };
const UNKNOWN: Entry = { ...REFUSED, status: 404, code: 'NotFound', sentence: directLineTexts.unknown };
const NO_TOKEN: Entry = { ...REFUSED, status: 401, code: 'Unauthorized', sentence: directLineTexts.noToken };
const EXPIRED: Entry = { ...REFUSED, status: 403, code: 'TokenExpired', sentence: directLineTexts.expired };

/**
 * Checks in this order: a token is there, it is ours and not expired (403), it opens this conversation (403), the
 * conversation is stored (404). `conversationId` null: the route names none.
 */
export async function enter(
  deps: EntryDeps,
  token: string | null,
  conversationId: string | null,
): Promise<Entry> {
  if (token === null) return NO_TOKEN;
  const verification: Verification = verifyToken(deps.secret, token, deps.now());
  if (verification.kind === 'invalid') return FOREIGN;
  if (verification.kind === 'expired') return EXPIRED;
  const { subject } = verification;
  if (conversationId !== null && conversationId !== subject.conversationId) return FOREIGN;
  return (await deps.exists(subject.conversationId)) ? { kind: 'open', subject } : UNKNOWN;
}

/** Whom the guard let in; set on every route that uses it. */
export function subjectOf(response: Response): TokenSubject {
  return response.locals.subject;
}

/** The token of an `Authorization: Bearer …` header. */
export function bearerToken(header: string | undefined): string | null {
  return /^Bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? null;
}
