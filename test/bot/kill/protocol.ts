import type { InboundMessage } from '../../../bot/channels/channel.js';
import type { DemandEvent } from '../../../src/demand/events.js';
import type { RowDeath } from './rows.js';

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
  /** Somebody of the staff does something by the console or the expert's page; `call` writes down a call to the asker. */
  | {
      readonly kind: 'staff';
      readonly person: string;
      readonly demandId: string;
      readonly event: DemandEvent | 'call';
      readonly data: object;
      /** The version that the page showed. */
      readonly version: number;
      readonly key: string;
    }
  /** A client of the conversation has everything that is there now. */
  | { readonly kind: 'read'; readonly conversationId: string }
  /** Moves the hands of the process's clock, milliseconds since 1970; asks about demands; renews what is deadly. */
  | {
      readonly kind: 'time';
      readonly to: number;
      readonly watch: readonly string[];
      readonly deadly: readonly RowDeath[];
    };

/** How far a demand is, as those who wait for it see. */
export interface DemandStatus {
  readonly id: string;
  readonly version: number;
  /** Notices for the asker that are still to be told. */
  readonly untold: number;
  /** Text messages that were sent. */
  readonly texts: number;
  /** Calls that somebody has to make. */
  readonly calls: number;
}

export type Answer =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly error: string }
  | {
      readonly kind: 'status';
      /** Messages without a settled turn, and timers, notices and text messages whose time has come. */
      readonly pending: number;
      /** Kinds of the timers, notices and text messages among them. */
      readonly pendingSoon: readonly string[];
      /** Outgoing messages not settled yet. */
      readonly unsent: number;
      /** When something happens by itself next, milliseconds since 1970; null where nothing will. */
      readonly nextDue: number | null;
      readonly demands: readonly DemandStatus[];
    };

/** The last line of a process that dies at a row of the table of demands. */
export interface LastWords {
  readonly died: RowDeath;
}

/** How a service process is started: its one argument, as JSON. */
export interface ServiceOptions {
  /** A Postgres URL, or null for SQLite in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly sinkUrl: string;
  /** Dies at the n-th passage of this failpoint; 'none' dies at none. */
  readonly failpoint: string;
  readonly passage: number;
  /** Dies at the first of these that is passed. */
  readonly deadly: readonly RowDeath[];
  readonly time: number;
}

export const LEASE_SECONDS = 15;

/** Conversations with traffic of every kind, by the channel that serves them; each story has one of its own. */
export const CONVERSATIONS = { sink: ['s1', 's2'], history: ['h1', 'h2'] } as const;

/** Where the expert is told what happens. */
export const EXPERT_CHAT = {
  channelAccountId: 'sink',
  conversationId: 'e1',
  asker: 'expert-in-chat',
  personId: 'expert',
} as const;
