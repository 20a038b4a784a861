import type { RequestHandler } from 'express';
import type { ZodType } from 'zod';
import { isoNow } from '../../../src/clock.js';
import { createRateLimit } from '../../rate-limit.js';
import { parseParts } from './parse.js';
import { isRefusal, type Refusal, refuse, sendRefusal } from './problem.js';
import type { ApiDeps } from './route.js';
import { apiTexts } from './texts.js';

/** A route for whoever is not signed in yet. */
export interface OpenRoute {
  readonly method: 'post';
  readonly path: string;
  handler(deps: ApiDeps): RequestHandler;
}

export interface OpenCall<B> {
  readonly body: B;
  readonly now: string;
  readonly deps: ApiDeps;
  /** Digest of the cookie that the browser gets when the answer is a sign-in. */
  readonly sessionId: string;
}

/** `signIn`: the handler opened the session `sessionId`, so the cookie goes along. */
export type OpenAnswer = Refusal | { readonly answer: object; readonly signIn: boolean };

interface OpenShape<B> {
  readonly path: string;
  readonly body: ZodType<B>;
  run(call: OpenCall<B>): Promise<OpenAnswer>;
}

/** Guesses of one address in a minute: enough for an office behind one address, too few to try passwords. */
const TRIES_PER_MINUTE = 30;
const MINUTE_MS = 60_000;

/** The one way to make such a route: limited by address, and only for our own pages (see the router). */
export function openRoute<B>({ path, body, run }: OpenShape<B>): OpenRoute {
  return {
    method: 'post',
    path,
    handler: (deps) => {
      const limit = createRateLimit(deps.clock, TRIES_PER_MINUTE, MINUTE_MS);
      return async (request, response) => {
        if (!limit.take(request.ip ?? '')) {
          response.set('Retry-After', '60');
          return sendRefusal(response, refuse(429, 'too_many', apiTexts.tooMany));
        }
        const parts = parseParts({ body }, request);
        if ('refusal' in parts) return sendRefusal(response, parts.refusal);
        const { sessionId, header } = deps.cookie.make();
        const outcome = await run({ body: parts.body, now: isoNow(deps.clock), deps, sessionId });
        if (isRefusal(outcome)) return sendRefusal(response, outcome);
        if (outcome.signIn) response.append('Set-Cookie', header);
        response.json(outcome.answer);
      };
    },
  };
}
