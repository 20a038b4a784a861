import { json, type RequestHandler, Router } from 'express';
import expressStaticGzip from 'express-static-gzip';
import type { Clock } from '../../src/clock.js';
import type { Conversations } from '../channels/directline/conversations.js';
import { signToken, TOKEN_SECONDS } from '../channels/directline/token.js';
import { sendProblem } from '../problem.js';
import { createRateLimit } from '../rate-limit.js';
import { isSameOrigin } from '../same-origin.js';
import { serverTexts } from '../texts.js';
import { type ChatLimits, chatPage } from './chat-page.js';
import { type DemoSwitch, readDeclaration } from './demo-switch.js';
import type { Site } from './layout.js';
import { privacyPage } from './privacy-page.js';
import type { Visits } from './visit.js';

export interface PageDeps {
  readonly site: Site;
  readonly assetFolder: string;
  readonly limits: ChatLimits;
  readonly visits: Visits;
  readonly conversations: Conversations;
  readonly secret: string;
  readonly clock: Clock;
  /** Null where people are who they are: then nothing may be declared. */
  readonly demo: DemoSwitch | null;
}

const SESSIONS_PER_MINUTE = 300;
const MINUTE_MS = 60_000;

/** The chat page, its files and the session behind it. */
export function createPageRoutes(deps: PageDeps): Router {
  const routes = Router();
  const chat = chatPage(deps.site, deps.limits, deps.demo !== null);
  const privacy = privacyPage(deps.site);
  routes.get('/', page(chat));
  routes.get('/privacy', page(privacy));
  routes.use(
    '/assets',
    expressStaticGzip(deps.assetFolder, {
      index: false,
      serveStatic: { immutable: true, maxAge: '365d', fallthrough: false },
    }),
  );
  routes.post('/session', sameOrigin, limitSessions(deps.clock), openSession(deps));
  if (deps.demo !== null)
    routes.post('/demo', sameOrigin, json({ limit: 1024 }), declare(deps.visits, deps.demo));
  return routes;
}

/** Who the visitor says to be. Without a session of ours there is nobody to say it. */
function declare(visits: Visits, demo: DemoSwitch): RequestHandler {
  return async (request, response) => {
    const visit = await visits.find(request.headers.cookie);
    const declared = readDeclaration(request.body);
    if (visit === null || declared === null) {
      sendProblem(response, { status: 400, code: 'BadArgument', sentence: serverTexts.badRequest });
      return;
    }
    await demo.declare(visit, declared);
    response.json(declared);
  };
}

function page(text: string): RequestHandler {
  return (_request, response) => {
    response.set('Cache-Control', 'no-cache').type('html').send(text);
  };
}

/** Gives the page a token for its browser's conversation; `greet` tells that nobody has said anything there yet. */
function openSession({ visits, conversations, secret, clock, demo }: PageDeps): RequestHandler {
  return async (request, response) => {
    const { subject, setCookie } = await visits.open(request.headers.cookie);
    response.set('Cache-Control', 'no-store').append('Set-Cookie', setCookie);
    response.json({
      ...subject,
      token: signToken(secret, subject, clock.now()),
      expires_in: TOKEN_SECONDS,
      greet: await conversations.isFresh(subject.conversationId),
      ...(demo === null ? {} : { declared: await demo.find(subject) }),
    });
  };
}

/** Only our own page may open a session: another site could otherwise start one in the visitor's name. */
const sameOrigin: RequestHandler = (request, response, next) => {
  if (isSameOrigin(request.headers)) return next();
  sendProblem(response, { status: 403, code: 'CrossSite', sentence: serverTexts.crossSite });
};

function limitSessions(clock: Clock): RequestHandler {
  const limit = createRateLimit(clock, SESSIONS_PER_MINUTE, MINUTE_MS);
  return (request, response, next) => {
    if (limit.take(request.ip ?? '')) return next();
    response.set('Retry-After', '60');
    sendProblem(response, { status: 429, code: 'TooManyRequests', sentence: serverTexts.tooMany });
  };
}
