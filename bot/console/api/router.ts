import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import { isoNow } from '../../../src/clock.js';
import type { Actor } from '../../../src/directory/authorize.js';
import {
  type ConsoleSession,
  findConsoleSession,
  touchConsoleSession,
} from '../../../src/directory/console-sessions.js';
import { actorOfPerson } from '../../../src/directory/memberships.js';
import { YishiError } from '../../../src/errors.js';
import { isSameOrigin } from '../../same-origin.js';
import type { ConsoleEvent } from '../events.js';
import { isCsrfToken } from './cookie.js';
import type { OpenRoute } from './open-route.js';
import { isRefusal, type Refusal, refuse, sendRefusal } from './problem.js';
import { type Answer, type ApiDeps, type Route, signedOut } from './route.js';
import { apiTexts } from './texts.js';

/** Longest JSON that the console sends: a reply of some pages. */
const LONGEST_BODY = '256kb';
/** A session is noted as seen once a minute at most, so that reading does not write all the time. */
const TOUCH_MS = 60_000;

/** The API below /console/api: every answer is JSON, nothing is kept by caches. */
export function createApi(deps: ApiDeps, routes: readonly Route[], open: readonly OpenRoute[]): Router {
  const api = Router();
  api.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  api.use(ownPagesOnly);
  for (const route of open)
    api[route.method](route.path, express.json({ limit: LONGEST_BODY }), route.handler(deps));
  for (const route of routes) api[route.method](route.path, signedIn(deps, route));
  api.use((_request, response) => sendRefusal(response, refuse(404, 'no_route', apiTexts.noRoute)));
  api.use(failed(deps));
  return api;
}

const ownPagesOnly: RequestHandler = (request, response, next) => {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (isRead || isSameOrigin(request.headers)) return next();
  sendRefusal(response, refuse(403, 'cross_site', apiTexts.crossSite));
};

const readJson = express.json({ limit: LONGEST_BODY });

function signedIn(deps: ApiDeps, route: Route): RequestHandler {
  return async (request, response) => {
    const visitor = await findVisitor(deps, request);
    if (visitor === null) return sendRefusal(response, signedOut());
    const { session, actor } = visitor;
    if (route.method !== 'get' && !isCsrfToken(deps.secret, session.id, request.get('x-csrf-token'))) {
      return sendRefusal(response, refuse(403, 'csrf', apiTexts.csrf));
    }
    // Only now: nobody but who is signed in makes us read what they send.
    if (request.is('json')) await readBody(request, response);
    const events: ConsoleEvent[] = [];
    const tell = (event: ConsoleEvent) => void events.push(event);
    const now = isoNow(deps.clock);
    const answer = await route.run({ actor, session, now, deps, request, response, tell });
    if (!isRefusal(answer)) for (const event of events) deps.events.publish(event);
    send(response, answer);
  };
}

function readBody(request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    readJson(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
  });
}

interface Visitor {
  readonly session: ConsoleSession;
  readonly actor: Actor;
}

/** Who a request comes from, with the roles of this moment; null when nobody is signed in. */
async function findVisitor(deps: ApiDeps, request: Request): Promise<Visitor | null> {
  const { storage, clock, cookie } = deps;
  const id = cookie.read(request.headers.cookie);
  const now = isoNow(clock);
  const session = id === null ? null : await findConsoleSession(storage.db, id, now);
  if (session === null) return null;
  // Pages that refresh by themselves say so: they keep nobody signed in.
  const isUsed = request.get('x-unattended') === undefined;
  if (isUsed && Date.parse(now) - Date.parse(session.lastSeenAt) >= TOUCH_MS) {
    await storage.write((tx) => touchConsoleSession(tx, session, now));
  }
  return { session, actor: await actorOfPerson(storage.db, session.personId) };
}

function send(response: Response, answer: Answer): void {
  // A route that streams or downloads has answered by itself.
  if (response.headersSent) return;
  if (isRefusal(answer)) sendRefusal(response, answer);
  else if (answer === undefined) response.status(204).end();
  else response.json(answer);
}

const PARSER_PROBLEMS: Readonly<Record<string, Refusal>> = {
  'entity.parse.failed': refuse(400, 'bad_json', apiTexts.badJson),
  'entity.too.large': refuse(413, 'too_large', apiTexts.tooLarge),
};

function failed({ identifiers, log }: ApiDeps): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const known = knownProblem(error);
    if (known !== null) return sendRefusal(response, known);
    const trace = identifiers.next();
    log.error({ error, trace, method: request.method, path: request.path }, 'console request failed');
    sendRefusal(response, refuse(500, 'internal', apiTexts.internal(trace)));
  };
}

function knownProblem(error: unknown): Refusal | null {
  if (error instanceof YishiError && error.code === 'busy') return refuse(503, 'busy', apiTexts.busy);
  if (typeof error !== 'object' || error === null) return null;
  const known = 'type' in error ? PARSER_PROBLEMS[String(error.type)] : undefined;
  if (known !== undefined) return known;
  const status = 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500 ? refuse(status, 'bad_request', apiTexts.invalidField) : null;
}
