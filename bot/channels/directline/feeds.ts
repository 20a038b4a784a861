import type { WebSocket } from 'ws';
import type { ActivitySet } from './history.js';

/** Turns our configured address into the one that this visitor uses; see address.ts. */
export type Address = (set: ActivitySet) => string;

/** One open socket. */
export interface Feed {
  readonly socket: WebSocket;
  readonly conversationId: string;
  readonly address: Address;
  /** Number of the last activity sent. */
  watermark: number;
  /** One read at a time, so that nothing is sent twice or out of order. */
  reading: boolean;
  again: boolean;
  alive: boolean;
}

/** The feeds by conversation, so that a new message finds its readers without asking the others. */
export class Feeds {
  readonly #byConversation = new Map<string, Set<Feed>>();

  add(feed: Feed): void {
    const feeds = this.#byConversation.get(feed.conversationId);
    if (feeds === undefined) this.#byConversation.set(feed.conversationId, new Set([feed]));
    else feeds.add(feed);
  }

  remove(feed: Feed): void {
    const feeds = this.#byConversation.get(feed.conversationId);
    feeds?.delete(feed);
    if (feeds?.size === 0) this.#byConversation.delete(feed.conversationId);
  }

  of(conversationId: string): readonly Feed[] {
    return [...(this.#byConversation.get(conversationId) ?? [])];
  }

  all(): readonly Feed[] {
    return [...this.#byConversation.values()].flatMap((feeds) => [...feeds]);
  }

  conversationIds(): readonly string[] {
    return [...this.#byConversation.keys()];
  }
}
