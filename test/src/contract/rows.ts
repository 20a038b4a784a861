import { ensureChannelAccount } from '../../../src/directory/channel-accounts.js';
import * as conversations from '../../../src/storage/conversations.js';
import * as inbox from '../../../src/storage/inbox.js';
import * as outbox from '../../../src/storage/outbox.js';
import type { Storage } from '../../../src/storage/storage.js';

const START = Date.parse('2026-03-02T01:00:00.000Z');

/** The instant so many seconds after the tests' start, as stored. */
export function at(seconds: number): string {
  return new Date(START + seconds * 1000).toISOString();
}

/** Numbers from first to last, both included. */
export function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Conversations on one channel account. */
export async function prepare(storage: Storage, ...ids: string[]): Promise<void> {
  await storage.write(async (tx) => {
    await ensureChannelAccount(tx, { id: 'web', kind: 'directline', name: '网页', now: at(0) });
    for (const id of ids) {
      await conversations.ensureConversation(tx, {
        id,
        channelAccountId: 'web',
        vendorConversationId: `vendor-${id}`,
        reference: { conversation: { id } },
        now: at(0),
      });
    }
  });
}

type Inbound = Parameters<typeof inbox.accept>[1];

export function inbound(id: string, changes: Partial<Inbound> = {}): Inbound {
  return {
    id,
    channelAccountId: 'web',
    conversationId: 'c1',
    asker: 'asker-1',
    kind: 'message',
    vendorId: `vendor-${id}`,
    raw: `{"text":"${id}"}`,
    activity: { type: 'message', text: id },
    now: at(0),
    ...changes,
  };
}

export async function receive(storage: Storage, message: Inbound): Promise<inbox.Acceptance> {
  return storage.write((tx) => inbox.accept(tx, message));
}

type Delivery = Parameters<typeof outbox.enqueue>[1];

export async function send(storage: Storage, id: string, changes: Partial<Delivery> = {}): Promise<boolean> {
  const delivery: Delivery = {
    id,
    idempotencyKey: `key-${id}`,
    channelAccountId: 'web',
    conversationId: 'c1',
    seq: null,
    activity: { text: id },
    priority: 0,
    notBefore: at(0),
    expiresAt: null,
    fallback: null,
    now: at(0),
    ...changes,
  };
  return storage.write((tx) => outbox.enqueue(tx, delivery));
}

export async function dueIds(storage: Storage, now: string): Promise<string[]> {
  return (await outbox.due(storage.db, now, 100)).map((row) => row.id);
}
