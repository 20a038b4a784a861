import type { InboundMessage } from '../../../bot/channels/channel.js';

/** What the test says to a service process: one line of JSON each, answered by one line with the same ref. */
export type Command =
  | { readonly kind: 'receive'; readonly message: InboundMessage }
  | { readonly kind: 'push'; readonly conversationId: string; readonly asker: string; readonly key: string }
  /** Has the key said in the conversation, by a timer, after so many milliseconds. */
  | {
      readonly kind: 'timer';
      readonly conversationId: string;
      readonly key: string;
      readonly afterMs: number;
    }
  /** Has the asker file a demand of this id that is answered at once; a text message follows the answer. */
  | { readonly kind: 'demand'; readonly conversationId: string; readonly asker: string; readonly key: string }
  /** Moves the hands of the process's clock; milliseconds since 1970. */
  | { readonly kind: 'time'; readonly to: number };

export type Answer =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly error: string }
  /** Messages without a settled turn, timers that have not fired, notices not told, and outgoing messages not settled yet. */
  | { readonly kind: 'status'; readonly pending: number; readonly unsent: number };

/** How a service process is started: its one argument, as JSON. */
export interface ServiceOptions {
  /** A Postgres URL, or null for SQLite in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly sinkUrl: string;
  /** Dies at the n-th passage of this failpoint; 'none' dies at none. */
  readonly failpoint: string;
  readonly passage: number;
  readonly time: number;
}

export const LEASE_SECONDS = 15;

/** Conversations by the channel that serves them. */
export const CONVERSATIONS = { sink: ['s1', 's2'], history: ['h1', 'h2'] } as const;
