import { z } from 'zod';
import { isoNow } from '../../../src/clock.js';
import { type Actor, authorize, type ProvinceAction, reach } from '../../../src/directory/authorize.js';
import { findConsoleSession, revokeConsoleSession } from '../../../src/directory/console-sessions.js';
import { actorOfPerson } from '../../../src/directory/memberships.js';
import { findPerson } from '../../../src/directory/people.js';
import { createSignIn } from '../../../src/directory/sign-in.js';
import { storable } from '../../../src/storage/json.js';
import type { MeShape } from '../shapes.js';
import { csrfToken } from './cookie.js';
import { regionName } from './names.js';
import { type OpenRoute, openRoute } from './open-route.js';
import { notFound, refuse } from './problem.js';
import { type ApiDeps, own, type Route, readRoute, writeRoute } from './route.js';
import { apiTexts } from './texts.js';

/** What the menu may depend on. */
const MENU_ACTIONS: readonly ProvinceAction[] = [
  'demand.list',
  'demand.coordinate',
  'case.review',
  'experts.list',
  'settings.manage',
  'people.list',
  'inbox.list_set_aside',
];

const MINUTE_MS = 60_000;

export function signInRoute(deps: Pick<ApiDeps, 'storage' | 'clock'>): OpenRoute {
  const signIn = createSignIn(deps);
  return openRoute({
    path: '/session',
    // Nothing is said about their form: that would tell how logins look.
    body: z.object({ login: z.string().max(200).transform(storable), password: z.string().max(1000) }),
    run: async ({ body, sessionId, now }) => {
      const outcome = await signIn({ ...body, sessionId });
      if (outcome.kind === 'wrong') return refuse(401, 'wrong_sign_in', apiTexts.wrongSignIn);
      if (outcome.kind === 'locked') {
        const minutes = Math.ceil((Date.parse(outcome.until) - Date.parse(now)) / MINUTE_MS);
        return refuse(429, 'locked', apiTexts.locked(minutes));
      }
      return { answer: {}, signIn: true };
    },
  });
}

export const SESSION_ROUTES: readonly Route[] = [
  readRoute({
    method: 'get',
    path: '/me',
    action: 'account.own',
    resource: own,
    read: async (db, { actor, session, deps }) => {
      const person = await findPerson(db, actor.id);
      if (person === null) return notFound();
      const me: MeShape = {
        person: { id: person.id, name: person.name ?? '' },
        grants: actor.grants.map((grant) => ({ ...grant, provinceName: regionName(grant.province) })),
        actions: [
          ...MENU_ACTIONS.filter((action) => reach(actor, action).length > 0),
          ...(mayGrant(actor) ? ['roles.grant'] : []),
        ],
        csrf: csrfToken(deps.secret, session.id),
      };
      return me;
    },
  }),
  writeRoute({
    method: 'delete',
    path: '/session',
    action: 'account.own',
    resource: own,
    write: async (tx, { session, now, response, deps }) => {
      await revokeConsoleSession(tx, session.id, now);
      response.append('Set-Cookie', deps.cookie.clear);
      return undefined;
    },
  }),
  readRoute({
    method: 'get',
    path: '/events',
    action: 'account.own',
    resource: own,
    read: async (_db, { actor, session, response, deps }) => {
      await deps.events.open(response, async () => {
        const { db } = deps.storage;
        const current = await findConsoleSession(db, session.id, isoNow(deps.clock));
        return current === null ? null : actorOfPerson(db, actor.id);
      });
      return undefined;
    },
  }),
];

function mayGrant(actor: Actor): boolean {
  return actor.grants.some(({ province }) => authorize(actor, 'roles.grant', { role: 'expert', province }));
}
