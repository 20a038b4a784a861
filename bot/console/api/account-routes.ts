import { z } from 'zod';
import { findAccount, setPassword, takeAttempt } from '../../../src/directory/accounts.js';
import { unbindChat } from '../../../src/directory/chat-binding.js';
import { revokeSessionsOf } from '../../../src/directory/console-sessions.js';
import { hashPassword, verifyPassword } from '../../../src/directory/password.js';
import { idField, passwordField } from './fields.js';
import { personShape } from './person-shape.js';
import { notFound, refuse, refuseFields } from './problem.js';
import { own, type Route, readRoute, writeRoute } from './route.js';
import { passwordRefusal } from './set-up-routes.js';
import { apiTexts } from './texts.js';

/** What everybody does with their own account. */
export const ACCOUNT_ROUTES: readonly Route[] = [
  readRoute({
    method: 'get',
    path: '/account',
    action: 'account.own',
    resource: own,
    read: async (db, { actor }) => (await personShape(db, actor, actor.id)) ?? notFound(),
  }),
  writeRoute({
    method: 'post',
    path: '/account/password',
    action: 'account.own',
    body: z.object({ current: passwordField, password: passwordField }),
    resource: own,
    prepare: async ({ actor, body, deps, now }) => {
      const { storage } = deps;
      const account = await findAccount(storage.db, actor.id);
      if (account === null) return refuse(409, 'no_account', apiTexts.noAccount);
      const fault = passwordRefusal(body.password, account.login);
      if (fault !== null) return fault;
      if (body.password === body.current) return refuseFields({ password: apiTexts.samePassword });
      // Counted like a sign-in: an open page must not become a place to guess at.
      const attempt = await storage.write((tx) => takeAttempt(tx, account.login, now));
      const isRight = attempt.kind === 'open' && (await verifyPassword(attempt.passwordHash, body.current));
      return isRight ? hashPassword(body.password) : refuseFields({ current: apiTexts.wrongPassword });
    },
    write: async (tx, { actor, session, now }, passwordHash: string) => {
      const set = { personId: actor.id, login: '', passwordHash, by: actor.id, now };
      await setPassword(tx, { ...set, except: session.id });
      return undefined;
    },
  }),
  writeRoute({
    method: 'delete',
    path: '/account/sessions',
    action: 'account.own',
    resource: own,
    write: async (tx, { actor, session, now }) => {
      await revokeSessionsOf(tx, { personId: actor.id, now, except: session.id });
      return undefined;
    },
  }),
  writeRoute({
    method: 'delete',
    path: '/account/chats/:chat',
    action: 'account.own',
    params: z.object({ chat: idField }),
    resource: own,
    write: async (tx, { params, actor, now }) => {
      const unbind = { chatIdentityId: params.chat, personId: actor.id, by: actor.id, now };
      return (await unbindChat(tx, unbind)) ? undefined : notFound();
    },
  }),
];
