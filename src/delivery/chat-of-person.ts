import { lastHeard } from '../storage/activities.js';
import { isJsonObject, type JsonObject } from '../storage/json.js';
import type { Executor } from '../storage/tables.js';

/** Where somebody can be spoken to. */
export interface Chat {
  readonly conversationId: string;
  /** The person, as the channel names them. */
  readonly asker: string;
}

/** Messages looked at for each chat identity: all of them may stand in group chats. */
const LOOK_BACK = 20;

/**
 * The chat that a person used last, on a channel of these kinds; null where they have none. It is the conversation that
 * they were heard in last: never a group, where others would read along.
 */
export async function chatOfPerson(
  db: Executor,
  personId: string,
  channelKinds: readonly string[],
): Promise<Chat | null> {
  if (channelKinds.length === 0) return null;
  const identities = await db
    .selectFrom('chat_identities as i')
    .innerJoin('channel_accounts as a', 'a.id', 'i.channel_account_id')
    .select(['i.channel_account_id as channelAccountId', 'i.vendor_user_id as asker'])
    .where('i.person_id', '=', personId)
    .where('a.kind', 'in', channelKinds)
    .where('a.enabled', '=', 1)
    .execute();
  const heard = [];
  for (const identity of identities) {
    const last = (await lastHeard(db, identity, LOOK_BACK)).find(({ reference }) => !isGroup(reference));
    if (last !== undefined) heard.push({ asker: identity.asker, ...last });
  }
  const [latest] = heard.sort((a, b) => (a.at < b.at ? 1 : -1));
  return latest === undefined ? null : { conversationId: latest.conversationId, asker: latest.asker };
}

function isGroup({ conversation }: JsonObject): boolean {
  return conversation !== undefined && isJsonObject(conversation) && conversation.isGroup === true;
}
