import { objectFromJson, toJson } from '../storage/json.js';
import type { Executor, WriteExecutor } from '../storage/tables.js';
import { ensureChatIdentity } from './chat-identities.js';

/** Which conversation a browser's cookie opens. */
export interface PageSession {
  /** Digest of the cookie's value. */
  readonly id: string;
  readonly conversationId: string;
  /** Who speaks there, as the channel names them. */
  readonly vendorUserId: string;
}

interface SavePageSession extends PageSession {
  readonly channelAccountId: string;
  /** Used when the asker is new on this channel account. */
  readonly chatIdentityId: string;
  readonly now: string;
  readonly expiresAt: string;
}

/** Opens the session, or moves one that exists to another conversation. */
export async function savePageSession(tx: WriteExecutor, session: SavePageSession): Promise<void> {
  const { chatIdentityId, channelAccountId, vendorUserId, now } = session;
  const identity = { id: chatIdentityId, channelAccountId, vendorUserId, now };
  const state = {
    chat_identity_id: await ensureChatIdentity(tx, identity),
    data: toJson({ conversationId: session.conversationId, vendorUserId: session.vendorUserId }),
    last_seen_at: session.now,
    expires_at: session.expiresAt,
  };
  await tx
    .insertInto('sessions')
    .values({ id: session.id, kind: 'page', created_at: session.now, ...state })
    .onConflict((oc) => oc.column('id').doUpdateSet(state))
    .execute();
}

/** The session of a cookie's digest while it is neither expired nor revoked; null otherwise. */
export async function findPageSession(db: Executor, id: string, now: string): Promise<PageSession | null> {
  const row = await db
    .selectFrom('sessions')
    .select(['id', 'data'])
    .where('id', '=', id)
    .where('kind', '=', 'page')
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { conversationId, vendorUserId } = objectFromJson(row.data);
  if (typeof conversationId !== 'string' || typeof vendorUserId !== 'string') return null;
  return { id: row.id, conversationId, vendorUserId };
}

/** Keeps a session that is in use from expiring. */
export async function extendPageSession(
  tx: WriteExecutor,
  session: { readonly id: string; readonly now: string; readonly expiresAt: string },
): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ last_seen_at: session.now, expires_at: session.expiresAt })
    .where('id', '=', session.id)
    .execute();
}
