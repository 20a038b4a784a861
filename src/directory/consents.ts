import type { Executor, WriteExecutor } from '../storage/tables.js';

/** Somebody's agreement to a wording, for a purpose. */
export interface Consent {
  readonly id: string;
  readonly personId: string | null;
  readonly chatIdentityId: string | null;
  readonly purpose: string;
  /** Which wording was agreed to. */
  readonly textVersion: string;
  /** What it is about, such as a demand; null for all. */
  readonly subject: string | null;
  readonly givenAt: string;
}

export type ConsentGiver =
  | { readonly personId: string; readonly chatIdentityId?: string }
  | { readonly personId?: string; readonly chatIdentityId: string };

type GiveConsent = ConsentGiver & {
  readonly id: string;
  readonly purpose: string;
  readonly textVersion: string;
  readonly subject?: string;
  readonly now: string;
};

export async function giveConsent(tx: WriteExecutor, consent: GiveConsent): Promise<void> {
  await tx
    .insertInto('consents')
    .values({
      id: consent.id,
      person_id: consent.personId ?? null,
      chat_identity_id: consent.chatIdentityId ?? null,
      purpose: consent.purpose,
      text_version: consent.textVersion,
      subject: consent.subject ?? null,
      given_at: consent.now,
    })
    .execute();
}

/** Agreements about a subject that were not withdrawn, in the order in which they were given. */
export async function consentsAbout(db: Executor, subject: string): Promise<Consent[]> {
  return db
    .selectFrom('consents')
    .select([
      'id',
      'person_id as personId',
      'chat_identity_id as chatIdentityId',
      'purpose',
      'text_version as textVersion',
      'subject',
      'given_at as givenAt',
    ])
    .where('subject', '=', subject)
    .where('withdrawn_at', 'is', null)
    .orderBy('given_at')
    .orderBy('id')
    .execute();
}

/** Takes an agreement back; false when there was none to take back. */
export async function withdrawConsent(tx: WriteExecutor, id: string, now: string): Promise<boolean> {
  const row = await tx
    .updateTable('consents')
    .set({ withdrawn_at: now })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
