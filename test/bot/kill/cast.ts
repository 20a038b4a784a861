import { provinceSettings } from '../../../src/demand/settings.js';
import { ensureChannelAccount } from '../../../src/directory/channel-accounts.js';
import { ensureChatIdentity } from '../../../src/directory/chat-identities.js';
import { ensureConversation } from '../../../src/storage/conversations.js';
import { toJson } from '../../../src/storage/json.js';
import type { Storage } from '../../../src/storage/storage.js';
import type { WriteExecutor } from '../../../src/storage/tables.js';
import { ZHEJIANG } from '../../src/demand-cast.js';
import { CONVERSATIONS, EXPERT_CHAT } from './protocol.js';

/** Who works on the demands. The one who keeps a demand is the first coordinator; the second is told of new ones too. */
const PEOPLE = [
  ['coordinator', 'coordinator'],
  ['colleague', 'coordinator'],
  ['expert', 'expert'],
  ['other-expert', 'expert'],
  ['editor', 'editor'],
] as const;

export const COORDINATORS: readonly string[] = PEOPLE.filter(([, role]) => role === 'coordinator').map(
  ([id]) => id,
);

/** Everything that runs out does so within days; what must not disturb a story takes weeks. */
const SETTINGS = provinceSettings.parse({
  acceptDays: 1,
  firstReplyDays: 60,
  closeDays: 90,
  takeDays: 1,
  askerReminderDays: 1,
  askerLapseDays: 2,
  confirmLapseDays: 2,
  draftLapseDays: 1,
  undeliveredHours: 1,
});

/** People, the province's settings and the conversations that are there from the start. */
export async function seed(storage: Storage, now: string): Promise<void> {
  const done = await storage.db.selectFrom('province_settings').select('province').executeTakeFirst();
  if (done !== undefined) return;
  await storage.write(async (tx) => {
    for (const [id, role] of PEOPLE) await seedPerson(tx, id, role, now);
    for (const [kind, ids] of Object.entries(CONVERSATIONS)) {
      await ensureChannelAccount(tx, { id: kind, kind, name: kind, now });
      for (const id of ids) await openConversation(tx, { id, channelAccountId: kind, now });
    }
    const { channelAccountId, conversationId, asker, personId } = EXPERT_CHAT;
    await openConversation(tx, { id: conversationId, channelAccountId, now });
    const identity = { id: 'expert-identity', channelAccountId, vendorUserId: asker, now };
    const id = await ensureChatIdentity(tx, identity);
    await tx.updateTable('chat_identities').set({ person_id: personId }).where('id', '=', id).execute();
    // Last: the other process takes the seed for whole once it is there.
    await tx
      .insertInto('province_settings')
      .values({ province: ZHEJIANG, settings: toJson(SETTINGS), version: 1, updated_at: now })
      .onConflict((oc) => oc.doNothing())
      .execute();
  });
}

async function seedPerson(
  tx: WriteExecutor,
  id: string,
  role: (typeof PEOPLE)[number][1],
  now: string,
): Promise<void> {
  await tx
    .insertInto('people')
    .values({ id, name: id, version: 1, created_at: now, updated_at: now })
    .onConflict((oc) => oc.doNothing())
    .execute();
  await tx
    .insertInto('memberships')
    .values({ id: `m-${id}`, person_id: id, role, region: ZHEJIANG, created_at: now })
    .onConflict((oc) => oc.doNothing())
    .execute();
}

/** A conversation whose vendor calls it as we do. */
export async function openConversation(
  tx: WriteExecutor,
  { id, channelAccountId, now }: { id: string; channelAccountId: string; now: string },
): Promise<void> {
  const reference = { conversation: { id }, user: { id: 'u' }, bot: { id: 'bot' } };
  await ensureConversation(tx, { id, channelAccountId, vendorConversationId: id, reference, now });
}
