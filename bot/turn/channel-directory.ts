import { findChannelAccount } from '../../src/directory/channel-accounts.js';
import type { Storage } from '../../src/storage/storage.js';
import type { Channel } from '../channels/channel.js';

/** Which channel serves a channel account; null when this process has none for it. */
export type ChannelDirectory = (channelAccountId: string) => Promise<Channel | null>;

/** `channels` by the kind of account. */
export function createChannelDirectory(
  storage: Storage,
  channels: ReadonlyMap<string, Channel>,
): ChannelDirectory {
  // An account never changes its kind, and there are few.
  const kinds = new Map<string, string>();
  return async (id) => {
    const kind = kinds.get(id) ?? (await findChannelAccount(storage.db, id))?.kind;
    if (kind === undefined) return null;
    kinds.set(id, kind);
    return channels.get(kind) ?? null;
  };
}
