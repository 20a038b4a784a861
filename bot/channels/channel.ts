import type { Activity } from 'botbuilder';
import type { IncomingFile } from '../../src/files/kept-files.js';
import type { Reply } from '../cards/reply.js';

/** One verified and decoded message of a channel, ready to be stored. */
export interface InboundMessage {
  readonly channelAccountId: string;
  /** Our own row id of the conversation, not the vendor's. */
  readonly conversationId: string;
  /** Who speaks, as the channel names them: unique in the conversation. */
  readonly asker: string;
  readonly kind: 'message' | 'event' | 'invoke';
  /** The vendor's id of the message: a redelivery carries the same one. */
  readonly vendorId: string;
  /** What came over the wire, kept as it was. */
  readonly raw: string;
  readonly activity: Partial<Activity>;
  /** Checked files that came with it, whose contents are in the blob store. */
  readonly files?: readonly IncomingFile[];
}

/** One row of the outbox on its way out. */
export interface Delivery {
  readonly id: string;
  /** Stable over every repetition of this delivery; give it to the vendor where he takes one. */
  readonly idempotencyKey: string;
  readonly channelAccountId: string;
  readonly conversationId: string;
  readonly activity: Partial<Activity>;
}

export type DeliveryOutcome =
  | { readonly kind: 'sent'; readonly vendorId: string | null }
  /** The vendor lets us push only after the asker's next message. */
  | { readonly kind: 'window_closed' }
  /** Worth another try; `afterMs` is the vendor's own wish (Retry-After), in milliseconds. */
  | { readonly kind: 'retry'; readonly error: string; readonly afterMs?: number }
  | { readonly kind: 'failed'; readonly error: string };

/** A messaging platform as the core sees it. */
export interface Channel {
  /** Kind of the channel accounts it serves. */
  readonly name: string;
  /** Least time between two sends of one channel account, in milliseconds; no limit when absent. */
  readonly minimumIntervalMs?: number;
  send(delivery: Delivery): Promise<DeliveryOutcome>;
  /** The channel's own form of a reply; pure. */
  render(reply: Reply): Partial<Activity>;
}
