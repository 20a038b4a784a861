import * as audit from '../audit/audit.js';
import type { Executor, WriteExecutor } from '../storage/tables.js';
import { countAttempt, findOpenCode, redeemCode } from './binding-codes.js';
import type { Deed } from './deed.js';
import { codeDigest, typedCode } from './one-time-code.js';
import { personSubject } from './people.js';

/** A chat that is bound to a person. */
export interface BoundChat {
  /** Of the chat identity. */
  readonly id: string;
  /** Name of the bot account on its platform. */
  readonly channel: string;
  readonly displayName: string | null;
  readonly lastSeenAt: string;
}

export type Binding =
  | { readonly kind: 'bound'; readonly personId: string }
  /** Unknown, used, expired or void: nobody is told which. */
  | { readonly kind: 'wrong_code' }
  /** The chat is another person's; it is unbound first. */
  | { readonly kind: 'other_person' }
  /** The chat has guessed too often and has to wait; the code is not even looked at. */
  | { readonly kind: 'too_many' };

/** A chat gets so many wrong guesses in a quarter of an hour; the code itself has 40 bits and lives as long. */
const MOST_GUESSES = 5;
const GUESSES_MS = 15 * 60_000;
const WRONG_GUESS = 'chat.code_wrong';

export interface BindChat {
  /** As typed in the chat. */
  readonly code: string;
  readonly chatIdentityId: string;
  readonly secret: string;
  readonly now: string;
}

/**
 * Binds a chat to the person for whom an administrator (or the person) made a code. The code proves it; wrong guesses
 * are counted in the audit of the chat, whatever consultation or conversation they are made in.
 */
export async function bindChat(tx: WriteExecutor, bind: BindChat): Promise<Binding> {
  const subject = `chat:${bind.chatIdentityId}`;
  const since = new Date(Date.parse(bind.now) - GUESSES_MS).toISOString();
  if ((await audit.countSince(tx, { subject, action: WRONG_GUESS, since })) >= MOST_GUESSES)
    return { kind: 'too_many' };
  const binding = await redeem(tx, bind);
  if (binding.kind === 'wrong_code')
    await audit.append(tx, {
      subject,
      actor: bind.chatIdentityId,
      action: WRONG_GUESS,
      payload: {},
      now: bind.now,
    });
  return binding;
}

async function redeem(tx: WriteExecutor, bind: BindChat): Promise<Binding> {
  const { chatIdentityId, now } = bind;
  const presented = { digest: codeDigest(bind.secret, typedCode(bind.code)), purpose: 'bind', now } as const;
  const open = await findOpenCode(tx, presented);
  if (open === null || open.personId === null) return { kind: 'wrong_code' };
  const { personId } = open;
  const owner = await personOfChat(tx, chatIdentityId);
  if (owner !== null && owner !== personId) {
    await countAttempt(tx, open.id);
    return { kind: 'other_person' };
  }
  if ((await redeemCode(tx, { ...presented, usedBy: chatIdentityId })) === null)
    return { kind: 'wrong_code' };
  await tx
    .updateTable('chat_identities')
    .set({ person_id: personId })
    .where('id', '=', chatIdentityId)
    .execute();
  await note(tx, personId, 'chat.bound', chatIdentityId, { by: chatIdentityId, now });
  return { kind: 'bound', personId };
}

export interface UnbindChat extends Deed {
  readonly chatIdentityId: string;
  readonly personId: string;
}

/** Takes a chat from its person; false when it was not that person's. */
export async function unbindChat(tx: WriteExecutor, unbind: UnbindChat): Promise<boolean> {
  const row = await tx
    .updateTable('chat_identities')
    .set({ person_id: null })
    .where('id', '=', unbind.chatIdentityId)
    .where('person_id', '=', unbind.personId)
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) return false;
  await note(tx, unbind.personId, 'chat.unbound', unbind.chatIdentityId, unbind);
  return true;
}

/** Id of the person whom a chat identity is bound to. */
export async function personOfChat(db: Executor, chatIdentityId: string): Promise<string | null> {
  const row = await db
    .selectFrom('chat_identities')
    .select('person_id')
    .where('id', '=', chatIdentityId)
    .executeTakeFirst();
  return row?.person_id ?? null;
}

/** The chats of a person, the one used last first. */
export async function chatsOf(db: Executor, personId: string): Promise<BoundChat[]> {
  return db
    .selectFrom('chat_identities as c')
    .innerJoin('channel_accounts as a', 'a.id', 'c.channel_account_id')
    .select(['c.id', 'a.name as channel', 'c.display_name as displayName', 'c.last_seen_at as lastSeenAt'])
    .where('c.person_id', '=', personId)
    .orderBy('c.last_seen_at', 'desc')
    .execute();
}

async function note(
  tx: WriteExecutor,
  personId: string,
  action: string,
  chat: string,
  { by, now }: Deed,
): Promise<void> {
  await audit.append(tx, { subject: personSubject(personId), actor: by, action, payload: { chat }, now });
}
