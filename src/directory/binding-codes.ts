import * as audit from '../audit/audit.js';
import type { Executor, WriteExecutor } from '../storage/tables.js';
import type { Deed } from './deed.js';
import { personSubject } from './people.js';

export type CodePurpose = 'bind' | 'first_administrator' | 'password';

/** A one-time code that can still be used. */
export interface OpenCode {
  readonly id: string;
  readonly purpose: CodePurpose;
  /** Null for the first administrator, who is nobody yet. */
  readonly personId: string | null;
  readonly expiresAt: string;
}

/** How long a code of each purpose can be used, in milliseconds. */
const CODE_LIFE_MS: Readonly<Record<CodePurpose, number>> = {
  bind: 15 * 60_000,
  password: 3 * 86_400_000,
  // Until the next start, which makes another.
  first_administrator: 30 * 86_400_000,
};

/** A code that was presented so often without being used up is void. */
const MOST_ATTEMPTS = 5;

const COLUMNS = ['id', 'purpose', 'person_id as personId', 'expires_at as expiresAt'] as const;

export interface MakeCode extends Deed {
  readonly id: string;
  readonly digest: string;
  readonly purpose: CodePurpose;
  readonly personId: string | null;
}

/** Stores a new code's digest and voids what was open for the same purpose and person. Its end is returned. */
export async function makeCode(tx: WriteExecutor, code: MakeCode): Promise<string> {
  const { id, digest, purpose, personId, by, now } = code;
  await voidCodes(tx, { purpose, personId, now });
  const expiresAt = new Date(Date.parse(now) + CODE_LIFE_MS[purpose]).toISOString();
  await tx
    .insertInto('binding_codes')
    .values({
      id,
      code_digest: digest,
      purpose,
      person_id: personId,
      created_by: purpose === 'first_administrator' ? null : by,
      attempts: 0,
      created_at: now,
      expires_at: expiresAt,
    })
    .execute();
  if (personId !== null) {
    const payload = { purpose, expiresAt };
    await audit.append(tx, {
      subject: personSubject(personId),
      actor: by,
      action: 'code.made',
      payload,
      now,
    });
  }
  return expiresAt;
}

/** Ends every open code of a purpose and person. */
export async function voidCodes(
  tx: WriteExecutor,
  {
    purpose,
    personId,
    now,
  }: { readonly purpose: CodePurpose; readonly personId: string | null; readonly now: string },
): Promise<void> {
  await tx
    .updateTable('binding_codes')
    .set({ expires_at: now })
    .where('purpose', '=', purpose)
    .where('person_id', personId === null ? 'is' : '=', personId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .execute();
}

interface PresentedCode {
  readonly digest: string;
  readonly purpose: CodePurpose;
  readonly now: string;
}

/** The code while it can be used; null when it is unknown, used, expired, void or for something else. */
export async function findOpenCode(
  db: Executor,
  { digest, purpose, now }: PresentedCode,
): Promise<OpenCode | null> {
  const row = await db
    .selectFrom('binding_codes')
    .select(COLUMNS)
    .where('code_digest', '=', digest)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('attempts', '<', MOST_ATTEMPTS)
    .executeTakeFirst();
  return row ?? null;
}

/** Uses the code up and returns it; null when it cannot be used. Of two at once, one gets it. */
export async function redeemCode(
  tx: WriteExecutor,
  presented: PresentedCode & { readonly usedBy: string },
): Promise<OpenCode | null> {
  const row = await tx
    .updateTable('binding_codes')
    .set({ used_at: presented.now, used_by: presented.usedBy })
    .where('code_digest', '=', presented.digest)
    .where('purpose', '=', presented.purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', presented.now)
    .where('attempts', '<', MOST_ATTEMPTS)
    .returning(COLUMNS)
    .executeTakeFirst();
  return row ?? null;
}

/** Counts a presentation that came to nothing. */
export async function countAttempt(tx: WriteExecutor, id: string): Promise<void> {
  await tx
    .updateTable('binding_codes')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
