import { type RequestHandler, Router } from 'express';
import { isoNow } from '../../src/clock.js';
import { messagePage } from '../page/message-page.js';
import { isSameOrigin } from '../same-origin.js';
import { serverTexts } from '../texts.js';
import { DEMAND_ROUTES } from './demand-routes.js';
import { LIST_ROUTES } from './list-routes.js';
import { bindPage } from './plain-pages.js';
import { readForm } from './read-form.js';
import { type ExpertDeps, type ExpertRoute, sendPage } from './route.js';
import { findExpert } from './visitor.js';

/** Every page and form of the assigned side, below /expert. */
export const EXPERT_ROUTES: readonly ExpertRoute[] = [...LIST_ROUTES, ...DEMAND_ROUTES];

export function createExpertRoutes(deps: ExpertDeps): Router {
  const routes = Router();
  for (const route of EXPERT_ROUTES) routes[route.method](route.path, handler(deps, route));
  return routes;
}

/** Who is known here gets the route; nobody else learns more than how to bind. */
function handler(deps: ExpertDeps, route: ExpertRoute): RequestHandler {
  return async (request, response) => {
    if (route.method === 'post' && !isSameOrigin(request.headers))
      return sendPage(response, messagePage(deps.site, serverTexts.crossSite, []), 403);
    const visitor = await findExpert(deps.storage.db, deps, request.headers.cookie);
    if (visitor === null) return sendPage(response, bindPage(deps.site), route.path === '/' ? 200 : 404);
    // Only now: nobody but who is known makes us read what they send.
    const broken = route.method === 'post' ? await readForm(deps.files.receiver, request, response) : null;
    await route.run({ deps, visitor, request, response, now: isoNow(deps.clock), broken });
  };
}
