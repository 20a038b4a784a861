import { z } from 'zod';
import { findAccount, isLoginTaken, setPassword } from '../../../src/directory/accounts.js';
import { type CodePurpose, findOpenCode, redeemCode } from '../../../src/directory/binding-codes.js';
import { openConsoleSession } from '../../../src/directory/console-sessions.js';
import { makeFirstAdministrator } from '../../../src/directory/first-administrator.js';
import { codeDigest } from '../../../src/directory/one-time-code.js';
import { hashPassword, passwordFault } from '../../../src/directory/password.js';
import { findPerson } from '../../../src/directory/people.js';
import type { PasswordLinkShape } from '../shapes.js';
import { linkCodeField, loginField, nameField, passwordField } from './fields.js';
import { type OpenCall, type OpenRoute, openRoute } from './open-route.js';
import { type Refusal, refuse, refuseFields } from './problem.js';
import { apiTexts } from './texts.js';

const checkBody = z.object({ code: linkCodeField });

/** Links that make an account or set a password; the code in them is the proof. */
export const SET_UP_ROUTES: readonly OpenRoute[] = [
  openRoute({
    path: '/set-up/check',
    body: checkBody,
    run: async (call) => {
      const code = await findCode(call, 'first_administrator');
      return code === null ? badSetUpLink() : { answer: {}, signIn: false };
    },
  }),
  openRoute({
    path: '/set-up',
    body: z.object({ code: linkCodeField, name: nameField, login: loginField, password: passwordField }),
    run: async (call) => {
      const { body, deps, sessionId, now } = call;
      const fault = passwordRefusal(body.password, body.login);
      if (fault !== null) return fault;
      // Before the hashing, so that only who has the link makes us work.
      if ((await findCode(call, 'first_administrator')) === null) return badSetUpLink();
      const passwordHash = await hashPassword(body.password);
      const { name, login } = body;
      const administrator = { digest: digestOf(call), name, login, passwordHash, now };
      return deps.storage.write(async (tx) => {
        const made = await makeFirstAdministrator(tx, administrator, deps.identifiers);
        if (made.kind === 'wrong_code') return badSetUpLink();
        if (made.kind === 'login_taken') return refuseFields({ login: apiTexts.loginTaken });
        await openConsoleSession(tx, { id: sessionId, personId: made.personId, now });
        return { answer: {}, signIn: true };
      });
    },
  }),
  openRoute({
    path: '/password-link/check',
    body: checkBody,
    run: async (call) => {
      const found = await findLink(call);
      return found === null ? badLink() : { answer: found.shape, signIn: false };
    },
  }),
  openRoute({
    path: '/password-link',
    body: z.object({ code: linkCodeField, login: loginField.optional(), password: passwordField }),
    run: async (call) => {
      const { body, deps, sessionId, now } = call;
      const found = await findLink(call);
      if (found === null) return badLink();
      const { personId } = found;
      const login = found.shape.login ?? body.login;
      if (login === undefined) return refuseFields({ login: apiTexts.loginNeeded });
      const fault = passwordRefusal(body.password, login);
      if (fault !== null) return fault;
      const passwordHash = await hashPassword(body.password);
      return deps.storage.write(async (tx) => {
        if (found.shape.login === null && (await isLoginTaken(tx, login))) {
          return refuseFields({ login: apiTexts.loginTaken });
        }
        const presented = { digest: digestOf(call), purpose: 'password', usedBy: personId, now } as const;
        if ((await redeemCode(tx, presented)) === null) return badLink();
        await setPassword(tx, { personId, login, passwordHash, by: personId, now });
        await openConsoleSession(tx, { id: sessionId, personId, now });
        return { answer: {}, signIn: true };
      });
    },
  }),
];

type WithCode = OpenCall<{ readonly code: string }>;

function digestOf({ body, deps }: WithCode): string {
  return codeDigest(deps.secret, body.code);
}

function findCode(call: WithCode, purpose: CodePurpose) {
  return findOpenCode(call.deps.storage.db, { digest: digestOf(call), purpose, now: call.now });
}

/** Whom a password link is for; null when it cannot be used. */
async function findLink(
  call: WithCode,
): Promise<{ readonly personId: string; readonly shape: PasswordLinkShape } | null> {
  const { db } = call.deps.storage;
  const personId = (await findCode(call, 'password'))?.personId ?? null;
  const person = personId === null ? null : await findPerson(db, personId);
  if (person === null || person.erasedAt !== null) return null;
  const account = await findAccount(db, person.id);
  return { personId: person.id, shape: { name: person.name ?? '', login: account?.login ?? null } };
}

/** Null when the password will do. */
export function passwordRefusal(password: string, login: string): Refusal | null {
  const fault = passwordFault(password, login);
  return fault === null ? null : refuseFields({ password: apiTexts.password[fault] });
}

function badLink(): Refusal {
  return refuse(410, 'bad_link', apiTexts.badLink);
}

function badSetUpLink(): Refusal {
  return refuse(410, 'bad_link', apiTexts.badSetUpLink);
}
