import { type Clock, isoNow } from '../../src/clock.js';
import { hastenWatches } from '../../src/delivery/watch-timers.js';
import type { Identifiers } from '../../src/identifiers.js';
import type { Log } from '../../src/log.js';
import * as outbox from '../../src/storage/outbox.js';
import type { Storage } from '../../src/storage/storage.js';
import type { WriteExecutor } from '../../src/storage/tables.js';
import type { Channel, DeliveryOutcome } from '../channels/channel.js';
import { backOffMs } from './back-off.js';
import type { ChannelDirectory } from './channel-directory.js';
import type { Failpoint } from './failpoints.js';
import type { EngineObserver } from './observer.js';
import type { Pace } from './pace.js';
import { decodeActivity } from './stored-activity.js';

export interface DeliveryDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
  readonly failpoint: Failpoint;
  readonly observer: EngineObserver;
  readonly channels: ChannelDirectory;
  readonly pace: Pace;
  /** How long a claim keeps other senders off, in milliseconds. */
  readonly claimMs: number;
}

const LONGEST_BACK_OFF_MS = 300_000;
/** A send is given up before its claim runs out, so that two processes do not send the same row at once. */
const SEND_SHARE_OF_CLAIM = 0.8;

/** Sends one row of the outbox and records what came of it; false when another sender has it. */
export async function deliver(deps: DeliveryDeps, row: outbox.OutboxRow): Promise<boolean> {
  const channel = await deps.channels(row.channelAccountId);
  await deps.pace.next(row.channelAccountId, channel?.minimumIntervalMs ?? 0);
  if (!(await claim(deps, row))) return false;
  const outcome = await attempt(deps, channel, row);
  deps.failpoint('sender.after-send');
  note(deps.log, row, outcome);
  deps.observer.sent(channel?.name ?? null, outcome.kind);
  await deps.storage.write((tx) => record(tx, row, outcome, deps.clock.now()));
  deps.failpoint('sender.after-record');
  return true;
}

async function claim(
  { storage, clock, identifiers, failpoint, claimMs }: DeliveryDeps,
  row: outbox.OutboxRow,
) {
  failpoint('sender.before-claim');
  const owner = identifiers.next();
  const claimed = await storage.write((tx) => {
    const claimExpiresAt = new Date(clock.now().getTime() + claimMs).toISOString();
    return outbox.claim(tx, { id: row.id, owner, now: isoNow(clock), claimExpiresAt });
  });
  if (claimed) failpoint('sender.after-claim');
  return claimed;
}

/** A channel tells what happened by its outcome; one that throws, or hangs, may have sent or not: try again. */
async function attempt(
  { clock, claimMs }: DeliveryDeps,
  channel: Channel | null,
  row: outbox.OutboxRow,
): Promise<DeliveryOutcome> {
  if (channel === null) return { kind: 'retry', error: 'this process has no channel for the account' };
  const { id, idempotencyKey, channelAccountId, conversationId } = row;
  const activity = decodeActivity(row.activity);
  const answered = new AbortController();
  const deadline = clock
    .wait(claimMs * SEND_SHARE_OF_CLAIM, answered.signal)
    .then((): DeliveryOutcome => ({ kind: 'retry', error: 'the channel did not answer in time' }));
  try {
    const sending = channel.send({ id, idempotencyKey, channelAccountId, conversationId, activity });
    return await Promise.race([sending, deadline]);
  } catch (error) {
    return {
      kind: 'retry',
      error: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    };
  } finally {
    answered.abort();
  }
}

function note(log: Log, { id, conversationId, attempts }: outbox.OutboxRow, outcome: DeliveryOutcome): void {
  const fields = { outboxId: id, conversationId, attempt: attempts + 1, outcome };
  if (outcome.kind === 'failed') log.error(fields, 'a message could not be delivered');
  else if (outcome.kind !== 'sent') log.warn(fields, 'a message is not delivered yet');
}

function record(
  tx: WriteExecutor,
  row: outbox.OutboxRow,
  outcome: DeliveryOutcome,
  time: Date,
): Promise<void> {
  const { id } = row;
  const now = time.toISOString();
  switch (outcome.kind) {
    case 'sent':
      return outbox.markSent(tx, { id, vendorId: outcome.vendorId, now });
    case 'window_closed':
      return outbox.waitForContact(tx, { id, now });
    case 'failed':
      return giveUp(tx, id, outcome.error, now);
    case 'retry': {
      const wait = Math.max(outcome.afterMs ?? 0, backOffMs(row.attempts + 1, LONGEST_BACK_OFF_MS));
      const retryAt = new Date(time.getTime() + wait).toISOString();
      return outbox.recordFailure(tx, { id, error: outcome.error, retryAt, now });
    }
  }
}

/** What a message was to tell goes another way at once, where somebody watches over it. */
async function giveUp(tx: WriteExecutor, id: string, error: string, now: string): Promise<void> {
  await outbox.fail(tx, { id, error, now });
  await hastenWatches(tx, [id], now);
}
