import { z } from 'zod';
import { type CodePurpose, makeCode } from '../../../src/directory/binding-codes.js';
import { codeDigest, linkCode, readableCode } from '../../../src/directory/one-time-code.js';
import type { WriteExecutor } from '../../../src/storage/tables.js';
import type { CodeShape, LinkShape } from '../shapes.js';
import { idField } from './fields.js';
import { placeOf } from './person-shape.js';
import { type Call, own, type Route, writeRoute } from './route.js';

const params = z.object({ id: idField });

/** One-time codes: typed into a chat to bind it, or in a link to set a password. They are shown once. */
export const CODE_ROUTES: readonly Route[] = [
  writeRoute({
    method: 'post',
    path: '/people/:id/binding-codes',
    action: 'people.manage',
    params,
    resource: (db, call) => placeOf(db, call.params.id),
    write: (tx, call) => bindingCode(tx, call, call.params.id),
  }),
  writeRoute({
    method: 'post',
    path: '/people/:id/password-links',
    action: 'people.manage',
    params,
    resource: (db, call) => placeOf(db, call.params.id),
    write: async (tx, call): Promise<LinkShape> => {
      const code = linkCode();
      const expiresAt = await keep(tx, call, { personId: call.params.id, purpose: 'password', code });
      // After the #, so that it reaches neither our log nor that of a proxy.
      return { url: `${call.deps.consoleUrl(call.request)}/password#${code}`, expiresAt };
    },
  }),
  writeRoute({
    method: 'post',
    path: '/account/binding-codes',
    action: 'account.own',
    resource: own,
    write: (tx, call) => bindingCode(tx, call, call.actor.id),
  }),
];

type AnyCall = Pick<Call<unknown, unknown, unknown>, 'actor' | 'now' | 'deps'>;

async function bindingCode(tx: WriteExecutor, call: AnyCall, personId: string): Promise<CodeShape> {
  const code = readableCode();
  const expiresAt = await keep(tx, call, { personId, purpose: 'bind', code });
  return { code, lifeSeconds: (Date.parse(expiresAt) - Date.parse(call.now)) / 1000 };
}

interface NewCode {
  readonly personId: string;
  readonly purpose: CodePurpose;
  readonly code: string;
}

/** Stores the code's digest; when it ends is returned. */
function keep(tx: WriteExecutor, { actor, now, deps }: AnyCall, { code, ...rest }: NewCode): Promise<string> {
  const digest = codeDigest(deps.secret, code);
  return makeCode(tx, { id: deps.identifiers.next(), digest, ...rest, by: actor.id, now });
}
