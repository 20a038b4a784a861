import type { Identifiers } from '../identifiers.js';
import { NATION } from '../region/region.js';
import type { Storage } from '../storage/storage.js';
import type { WriteExecutor } from '../storage/tables.js';
import { isLoginTaken, setPassword } from './accounts.js';
import { findOpenCode, makeCode, redeemCode, voidCodes } from './binding-codes.js';
import { grantRole, nationalAdministrators } from './memberships.js';
import { codeDigest, linkCode } from './one-time-code.js';
import { createPerson } from './people.js';

export interface SetUpDeps {
  readonly storage: Storage;
  readonly identifiers: Identifiers;
  readonly secret: string;
  readonly now: string;
}

/**
 * A code for the set-up link of the first administrator, or null when somebody administers the country already.
 * Only its digest is stored, and every start makes a new one and voids the old.
 */
export async function firstAdministratorCode(deps: SetUpDeps): Promise<string | null> {
  const { storage, identifiers, secret, now } = deps;
  const code = linkCode();
  const digest = codeDigest(secret, code);
  return storage.write(async (tx) => {
    const purpose = 'first_administrator';
    if ((await nationalAdministrators(tx)).length > 0) {
      await voidCodes(tx, { purpose, personId: null, now });
      return null;
    }
    await makeCode(tx, { id: identifiers.next(), digest, purpose, personId: null, by: 'service', now });
    return code;
  });
}

export interface FirstAdministrator {
  readonly digest: string;
  readonly name: string;
  readonly login: string;
  readonly passwordHash: string;
  readonly now: string;
}

export type SetUp =
  | { readonly kind: 'made'; readonly personId: string }
  | { readonly kind: 'wrong_code' }
  | { readonly kind: 'login_taken' };

/** Makes the first administrator with the link's code, which is used up. */
export async function makeFirstAdministrator(
  tx: WriteExecutor,
  { digest, name, login, passwordHash, now }: FirstAdministrator,
  identifiers: Identifiers,
): Promise<SetUp> {
  const personId = identifiers.next();
  const presented = { digest, purpose: 'first_administrator', now } as const;
  if ((await nationalAdministrators(tx)).length > 0) return { kind: 'wrong_code' };
  const code = await findOpenCode(tx, presented);
  if (code === null) return { kind: 'wrong_code' };
  if (await isLoginTaken(tx, login)) return { kind: 'login_taken' };
  if ((await redeemCode(tx, { ...presented, usedBy: personId })) === null) return { kind: 'wrong_code' };
  const deed = { by: personId, now };
  await createPerson(tx, { id: personId, name, ...deed });
  const role = { role: 'administrator', region: NATION } as const;
  await grantRole(tx, { id: identifiers.next(), personId, ...role, ...deed });
  await setPassword(tx, { personId, login, passwordHash, ...deed });
  return { kind: 'made', personId };
}
