import type { ConversationReference, TurnContext } from 'botbuilder';
import { YishiError } from '../../src/errors.js';
import * as conversations from '../../src/storage/conversations.js';
import { toJson } from '../../src/storage/json.js';
import * as outbox from '../../src/storage/outbox.js';
import type { Channel } from '../channels/channel.js';
import { YishiAdapter } from './adapter.js';
import type { ChannelDirectory } from './channel-directory.js';
import { commitUnit } from './commit.js';
import { holdLease, type Lease, type LeaseDeps, leaseKey } from './lease.js';
import { UnitOfWork } from './unit-of-work.js';

/** Whom a turn addresses that no message started. */
export interface ProactiveCall {
  readonly conversationId: string;
  readonly asker: string;
  /** Names the occasion (a reply's id, a timer's id): the same occasion speaks once, however often it calls. */
  readonly idempotencyKey: string;
}

export interface ProactiveTurn {
  readonly context: TurnContext;
  readonly unit: UnitOfWork;
  readonly channel: Channel;
}

/** Sends at least one message by `turn.context`: the first one carries the occasion's key. */
export type ProactiveLogic = (turn: ProactiveTurn) => Promise<void>;

export interface ProactiveDeps extends LeaseDeps {
  readonly channels: ChannelDirectory;
  readonly pollMs: number;
  readonly announce: (conversationId: string) => void;
}

/**
 * Runs a turn that no message started, through the same lease, unit of work and outbox as any other. Resolves to
 * false when the occasion has spoken before. Throws what `logic` throws, and YishiError('busy'), retryable, when
 * the asker's own turns keep the key for longer than a lease.
 */
export type RunProactive = (call: ProactiveCall, logic: ProactiveLogic) => Promise<boolean>;

export function createProactive(deps: ProactiveDeps): RunProactive {
  return async (call, logic) => {
    const held = await waitForLease(deps, leaseKey(call));
    try {
      return await speak(deps, held.lease, call, logic);
    } finally {
      await held.release();
    }
  };
}

async function waitForLease(deps: ProactiveDeps, key: string) {
  const until = deps.clock.now().getTime() + deps.leaseSeconds * 1000;
  for (;;) {
    const held = await holdLease(deps, key);
    if (held !== null) return held;
    if (deps.clock.now().getTime() >= until) {
      throw new YishiError('busy', 'the asker has a turn running', { retryable: true });
    }
    await deps.clock.wait(deps.pollMs);
  }
}

async function speak(
  deps: ProactiveDeps,
  lease: Lease,
  call: ProactiveCall,
  logic: ProactiveLogic,
): Promise<boolean> {
  const conversation = await conversations.find(deps.storage.db, call.conversationId);
  if (conversation === null) throw new YishiError('not_found', 'no such conversation');
  const { channelAccountId } = conversation;
  const unit = new UnitOfWork({ ...call, channelAccountId, inboxId: null }, deps);
  // Under the lease, so nobody can be between this look and the commit.
  if (await outbox.isKnown(deps.storage.db, unit.keyOf(0))) return false;
  const channel = await deps.channels(channelAccountId);
  if (channel === null)
    throw new YishiError('channel_failed', 'no channel for the account', { retryable: true });
  const reference: Partial<ConversationReference> = JSON.parse(toJson(conversation.reference));
  deps.failpoint('proactive.before-run');
  await new YishiAdapter(unit).continueConversation(reference, (context) =>
    logic({ context, unit, channel }),
  );
  if (unit.outgoing.length === 0) throw new YishiError('internal', 'a proactive turn said nothing');
  await commitUnit(deps, unit, { lease, stage: 'proactive', settle: async () => {} });
  deps.announce(call.conversationId);
  return true;
}
