import { type Clock, isoNow } from '../../src/clock.js';
import { noticeSubject } from '../../src/delivery/watch-timers.js';
import type { Identifiers } from '../../src/identifiers.js';
import type { Log } from '../../src/log.js';
import * as demands from '../../src/storage/demands.js';
import type { Storage } from '../../src/storage/storage.js';
import type { WriteExecutor } from '../../src/storage/tables.js';
import * as textMessages from '../../src/storage/text-messages.js';
import * as timers from '../../src/storage/timers.js';
import { backOffMs } from '../turn/back-off.js';
import type { Failpoint } from '../turn/failpoints.js';
import { KeyPool } from '../turn/key-pool.js';
import type { TextGateway, TextOutcome } from './text-gateway.js';
import { textMessageTexts } from './texts.js';

export interface TextMessagesDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
  readonly failpoint: Failpoint;
  readonly gateway: TextGateway;
  /** Our address without a slash at its end. */
  readonly publicUrl: string;
  /** How long a claim keeps other processes off, in milliseconds. */
  readonly claimMs: number;
  readonly concurrency: number;
  readonly pollMs: number;
}

/** About an hour of trying; then somebody rings instead. */
const ATTEMPTS = 20;
const LONGEST_BACK_OFF_MS = 300_000;
/** A send is given up before its claim runs out, so that two processes do not send the same message at once. */
const SEND_SHARE_OF_CLAIM = 0.8;

/** Sends text messages that are due, different ones beside each other (docs/turn.md). */
export function createTextMessages(deps: TextMessagesDeps): KeyPool {
  const { storage, clock, concurrency } = deps;
  return new KeyPool({
    ...deps,
    look: async (pool) => {
      const due = await textMessages.due(storage.db, isoNow(clock), 2 * concurrency);
      for (const message of due) {
        pool.begin(message.id, async () => ((await send(deps, message)) ? 'progressed' : 'contended'));
      }
      return due.length;
    },
  });
}

async function send(deps: TextMessagesDeps, message: textMessages.TextMessage): Promise<boolean> {
  const { storage, failpoint, log } = deps;
  if (!(await claim(deps, message))) return false;
  const outcome = await attempt(deps, message);
  failpoint('text.after-send');
  if (outcome.kind !== 'sent') {
    const fields = { textMessageId: message.id, attempt: message.attempts + 1, outcome };
    log.warn(fields, 'a text message was not sent');
  }
  await storage.write((tx) => record(deps, tx, message, outcome));
  failpoint('text.after-record');
  return true;
}

async function claim(
  { storage, clock, identifiers, failpoint, claimMs }: TextMessagesDeps,
  { id }: textMessages.TextMessage,
): Promise<boolean> {
  failpoint('text.before-claim');
  const owner = identifiers.next();
  const claimed = await storage.write((tx) => {
    const claimExpiresAt = new Date(clock.now().getTime() + claimMs).toISOString();
    return textMessages.claim(tx, { id, owner, now: isoNow(clock), claimExpiresAt });
  });
  if (claimed) failpoint('text.after-claim');
  return claimed;
}

async function attempt(deps: TextMessagesDeps, message: textMessages.TextMessage): Promise<TextOutcome> {
  const { storage, clock, gateway, publicUrl, claimMs } = deps;
  const demand = await demands.find(storage.db, message.demandId);
  const { phone = null, receipt = null } = demand ?? {};
  if (phone === null || receipt === null)
    return { kind: 'failed', error: 'the demand has no number any more' };
  const text = textMessageTexts.news(receipt, `${publicUrl}/`);
  const answered = new AbortController();
  const deadline = clock
    .wait(claimMs * SEND_SHARE_OF_CLAIM, answered.signal)
    .then((): TextOutcome => ({ kind: 'retry', error: 'the gateway did not answer in time' }));
  try {
    return await Promise.race([gateway({ id: message.id, to: phone, text }), deadline]);
  } finally {
    answered.abort();
  }
}

async function record(
  { clock }: TextMessagesDeps,
  tx: WriteExecutor,
  { id, noticeId, attempts }: textMessages.TextMessage,
  outcome: TextOutcome,
): Promise<void> {
  const time = clock.now();
  const now = time.toISOString();
  if (outcome.kind === 'sent') return textMessages.markSent(tx, { id, vendorId: outcome.vendorId, now });
  const { error } = outcome;
  if (outcome.kind === 'retry' && attempts + 1 < ATTEMPTS) {
    const wait = Math.max(outcome.afterMs ?? 0, backOffMs(attempts + 1, LONGEST_BACK_OFF_MS));
    const retryAt = new Date(time.getTime() + wait).toISOString();
    return textMessages.recordFailure(tx, { id, error, retryAt });
  }
  await textMessages.fail(tx, { id, error, now });
  // Whoever watches over the notice need not wait: somebody has to ring.
  await timers.hasten(tx, { subject: noticeSubject(noticeId), now });
}
