import { storable } from '../storage/json.js';
import type { Executor, WriteExecutor } from '../storage/tables.js';

interface EnsureChatIdentity {
  /** Used when the asker is new on this channel account. */
  readonly id: string;
  readonly channelAccountId: string;
  readonly vendorUserId: string;
  readonly now: string;
}

/** The id under which an asker of a channel account is kept; seen just now, and new when they are. */
export async function ensureChatIdentity(tx: WriteExecutor, identity: EnsureChatIdentity): Promise<string> {
  const row = await tx
    .insertInto('chat_identities')
    .values({
      id: identity.id,
      channel_account_id: identity.channelAccountId,
      vendor_user_id: storable(identity.vendorUserId),
      created_at: identity.now,
      last_seen_at: identity.now,
    })
    .onConflict((oc) =>
      oc.columns(['channel_account_id', 'vendor_user_id']).doUpdateSet({ last_seen_at: identity.now }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Id of the person to whom an asker of a channel account is bound; null for a stranger. */
export async function personBehind(
  db: Executor,
  key: { readonly channelAccountId: string; readonly vendorUserId: string },
): Promise<string | null> {
  const row = await db
    .selectFrom('chat_identities')
    .select('person_id')
    .where('channel_account_id', '=', key.channelAccountId)
    .where('vendor_user_id', '=', storable(key.vendorUserId))
    .executeTakeFirst();
  return row?.person_id ?? null;
}
