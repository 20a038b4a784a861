import { json, type Request, type RequestHandler, type Response, Router } from 'express';
import type { Clock } from '../../../src/clock.js';
import type { Log } from '../../../src/log.js';
import type { ReadMark } from '../../delivery/read-marks.js';
import { sendProblem } from '../../problem.js';
import { createRateLimit } from '../../rate-limit.js';
import { addressed, visitorUrl } from './address.js';
import type { Conversations } from './conversations.js';
import { bearerToken, type EntryDeps, enter, subjectOf } from './entry.js';
import { type History, parseWatermark } from './history.js';
import { decode, MESSAGE_BYTES } from './messages.js';
import { directLineTexts } from './texts.js';
import { signToken, TOKEN_SECONDS, type TokenSubject } from './token.js';
import { receiveUpload, type UploadDeps } from './upload.js';

export interface DirectLineDeps extends UploadDeps {
  readonly secret: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly conversations: Conversations;
  readonly history: History;
  /** Told how far a client has read. */
  readonly read: ReadMark;
}

/** Where the routes stand under our address. */
export const DIRECT_LINE = '/v3/directline';
const MINUTE_MS = 60_000;
/** A person writes a few messages a minute; an office shares one address. */
const POSTS = { conversation: 120, address: 1200 };
/** Files are heavy, and picking them takes a while. */
const UPLOADS = { conversation: 12, address: 240 };
const CONVERSATIONS_PER_MINUTE = 300;

/**
 * Direct Line 3.0 for the page and for clients like it.
 * (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-api-reference)
 */
export function createDirectLineRoutes(deps: DirectLineDeps): Router {
  const routes = Router({ caseSensitive: true });
  const guard = guardWith(entryDeps(deps));
  const readJson = [requireJson, json({ limit: MESSAGE_BYTES, strict: false, type: () => true })];
  routes.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  routes.post('/tokens/generate', limitConversations(deps), async (_request, response) => {
    const subject = await deps.conversations.begin();
    response.json(tokenFor(deps, subject));
  });
  routes.post('/tokens/refresh', guard, (_request, response) => {
    response.json(tokenFor(deps, subjectOf(response)));
  });
  routes.post('/conversations', guard, (request, response) => {
    response.status(201).json(opened(deps, request, subjectOf(response), 0));
  });
  routes.get('/conversations/:id', guard, withWatermark, (request, response) => {
    response.json(opened(deps, request, subjectOf(response), watermarkOf(response)));
  });
  routes.get('/conversations/:id/activities', guard, withWatermark, async (request, response) => {
    const { conversationId } = subjectOf(response);
    const set = await deps.history.after(conversationId, watermarkOf(response));
    response.on('finish', () => void deps.read(conversationId, Number(set.watermark)));
    response.type('json').send(addressed(deps.publicUrl, visitorUrl(deps.publicUrl, request))(set));
  });
  routes.post(
    '/conversations/:id/activities',
    guard,
    limitPosts(deps.clock, POSTS),
    ...readJson,
    receiveWith(deps),
  );
  routes.post('/conversations/:id/upload', guard, limitPosts(deps.clock, UPLOADS), ...receiveUpload(deps));
  return routes;
}

export function entryDeps({ secret, clock, conversations }: DirectLineDeps): EntryDeps {
  return { secret, now: () => clock.now(), exists: conversations.exists };
}

function guardWith(deps: EntryDeps): RequestHandler {
  return async (request, response, next) => {
    const { id } = request.params;
    const named = typeof id === 'string' ? id : null;
    const entry = await enter(deps, bearerToken(request.headers.authorization), named);
    if (entry.kind === 'refused') return sendProblem(response, entry);
    response.locals.subject = entry.subject;
    next();
  };
}

function watermarkOf(response: Response): number {
  return response.locals.watermark;
}

const withWatermark: RequestHandler = (request, response, next) => {
  const watermark = parseWatermark(request.query.watermark);
  if (watermark === null) {
    return sendProblem(response, {
      status: 400,
      code: 'BadArgument',
      sentence: directLineTexts.badWatermark,
    });
  }
  response.locals.watermark = watermark;
  next();
};

function receiveWith({ identifiers, receive }: DirectLineDeps): RequestHandler {
  return async (request, response) => {
    const message = decode(request.body, subjectOf(response), () => identifiers.next());
    if (message === null) {
      return sendProblem(response, {
        status: 400,
        code: 'BadArgument',
        sentence: directLineTexts.badActivity,
      });
    }
    const { id } = await receive(message);
    response.json({ id });
  };
}

const requireJson: RequestHandler = (request, response, next) => {
  const type = request.is('application/json');
  // Null for a request without a body; express takes an empty one for {}.
  if (type === null || request.headers['content-length'] === '0') {
    sendProblem(response, { status: 400, code: 'BadArgument', sentence: directLineTexts.empty });
  } else if (type === false) {
    sendProblem(response, { status: 415, code: 'UnsupportedMediaType', sentence: directLineTexts.wrongType });
  } else {
    next();
  }
};

/** What one conversation is refused does not use up the address, which others share. */
function limitPosts(clock: Clock, perMinute: typeof POSTS): RequestHandler {
  const inConversation = createRateLimit(clock, perMinute.conversation, MINUTE_MS);
  const fromAddress = createRateLimit(clock, perMinute.address, MINUTE_MS);
  return limited(
    (request, response) =>
      inConversation.take(subjectOf(response).conversationId) && fromAddress.take(request.ip ?? ''),
  );
}

function limitConversations({ clock }: DirectLineDeps): RequestHandler {
  const limit = createRateLimit(clock, CONVERSATIONS_PER_MINUTE, MINUTE_MS);
  return limited((request) => limit.take(request.ip ?? ''));
}

function limited(allows: (request: Request, response: Response) => boolean): RequestHandler {
  return (request, response, next) => {
    if (allows(request, response)) return next();
    response.set('Retry-After', '60');
    sendProblem(response, { status: 429, code: 'TooManyRequests', sentence: directLineTexts.tooMany });
  };
}

function tokenFor({ secret, clock }: DirectLineDeps, subject: TokenSubject) {
  const { conversationId } = subject;
  return { conversationId, token: signToken(secret, subject, clock.now()), expires_in: TOKEN_SECONDS };
}

function opened(deps: DirectLineDeps, request: Request, subject: TokenSubject, watermark: number) {
  const answer = tokenFor(deps, subject);
  const base = visitorUrl(deps.publicUrl, request).replace(/^http/, 'ws');
  const query = new URLSearchParams({ watermark: String(watermark), t: answer.token });
  const path = `/conversations/${subject.conversationId}/stream`;
  return { ...answer, streamUrl: `${base}${DIRECT_LINE}${path}?${query}` };
}
