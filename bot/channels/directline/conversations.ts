import { type Clock, isoNow } from '../../../src/clock.js';
import { ensureChannelAccount } from '../../../src/directory/channel-accounts.js';
import type { Identifiers } from '../../../src/identifiers.js';
import { ensureConversation, find } from '../../../src/storage/conversations.js';
import type { Storage } from '../../../src/storage/storage.js';
import { BOT_ID, CHANNEL_ACCOUNT, CHANNEL_NAME } from './messages.js';
import { directLineTexts } from './texts.js';
import type { TokenSubject } from './token.js';

/** Conversations of this channel: made by us, so our row id is also the id that clients see. */
export interface Conversations {
  /** Makes the bot's account on this channel where it is missing. */
  prepare(): Promise<void>;
  /** A new conversation for a new user. */
  begin(): Promise<TokenSubject>;
  exists(conversationId: string): Promise<boolean>;
  /** True while nobody has said anything. */
  isFresh(conversationId: string): Promise<boolean>;
}

export interface ConversationsDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
}

export function createConversations({ storage, clock, identifiers }: ConversationsDeps): Conversations {
  return {
    prepare: () =>
      storage.write((tx) =>
        ensureChannelAccount(tx, {
          id: CHANNEL_ACCOUNT,
          kind: CHANNEL_NAME,
          name: directLineTexts.account,
          now: isoNow(clock),
        }),
      ),
    async begin() {
      const userId = `web-${identifiers.next()}`;
      const subject = { conversationId: identifiers.next(), userId };
      await storage.write((tx) => ensureConversation(tx, newConversation(subject, isoNow(clock))));
      return subject;
    },
    exists: async (conversationId) => (await find(storage.db, conversationId)) !== null,
    isFresh: async (conversationId) => (await find(storage.db, conversationId))?.nextSequence === 1,
  };
}

function newConversation({ conversationId, userId }: TokenSubject, now: string) {
  return {
    id: conversationId,
    channelAccountId: CHANNEL_ACCOUNT,
    vendorConversationId: conversationId,
    reference: {
      channelId: CHANNEL_NAME,
      conversation: { id: conversationId, isGroup: false, conversationType: 'personal' },
      user: { id: userId, role: 'user' },
      bot: { id: BOT_ID, role: 'bot' },
    },
    now,
  };
}
