import { storable } from '../storage/json.js';
import type { Executor, WriteExecutor } from '../storage/tables.js';
import { ensureChatIdentity } from './chat-identities.js';

/** What somebody only says to be: believed on a demo, where nothing is real, and nowhere else. */
export interface DeclaredRole {
  readonly role: 'enterprise' | 'official';
  /** GB/T 2260 code of a province, or null. */
  readonly province: string | null;
}

interface ChatKey {
  readonly channelAccountId: string;
  readonly vendorUserId: string;
}

/** Notes what an asker of a channel account says to be; they need not have spoken yet. */
export async function declareRole(
  tx: WriteExecutor,
  declare: ChatKey & DeclaredRole & { readonly id: string; readonly now: string },
): Promise<void> {
  const { id, channelAccountId, vendorUserId, role, province, now } = declare;
  const identity = await ensureChatIdentity(tx, { id, channelAccountId, vendorUserId, now });
  await tx
    .updateTable('chat_identities')
    .set({ declared_role: role, declared_province: province })
    .where('id', '=', identity)
    .execute();
}

/** What an asker said to be last; an enterprise without a province where they said nothing. */
export async function declaredRole(
  db: Executor,
  { channelAccountId, vendorUserId }: ChatKey,
): Promise<DeclaredRole> {
  const row = await db
    .selectFrom('chat_identities')
    .select(['declared_role as role', 'declared_province as province'])
    .where('channel_account_id', '=', channelAccountId)
    .where('vendor_user_id', '=', storable(vendorUserId))
    .executeTakeFirst();
  return { role: row?.role ?? 'enterprise', province: row?.province ?? null };
}
