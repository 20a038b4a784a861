import { ACCOUNT_ROUTES } from './account-routes.js';
import { CODE_ROUTES } from './code-routes.js';
import { DEMAND_WORK_ROUTES } from './demands/routes.js';
import type { OpenRoute } from './open-route.js';
import { PEOPLE_ROUTES } from './people-routes.js';
import { REGION_ROUTES } from './region-routes.js';
import type { ApiDeps, Route } from './route.js';
import { SESSION_ROUTES, signInRoute } from './session-routes.js';
import { SET_UP_ROUTES } from './set-up-routes.js';

/** Everything below /console/api that asks who somebody is. A new page adds its routes here. */
export const ROUTES: readonly Route[] = [
  ...SESSION_ROUTES,
  ...ACCOUNT_ROUTES,
  ...PEOPLE_ROUTES,
  ...CODE_ROUTES,
  ...REGION_ROUTES,
  ...DEMAND_WORK_ROUTES,
];

/** What is open to whoever is not signed in yet. */
export function openRoutes(deps: ApiDeps): readonly OpenRoute[] {
  return [signInRoute(deps), ...SET_UP_ROUTES];
}
