import * as audit from '../../src/audit/audit.js';
import { type Clock, isoNow } from '../../src/clock.js';
import { YishiError } from '../../src/errors.js';
import * as activities from '../../src/storage/activities.js';
import * as consultations from '../../src/storage/consultations.js';
import * as leases from '../../src/storage/leases.js';
import * as outbox from '../../src/storage/outbox.js';
import type { Storage } from '../../src/storage/storage.js';
import type { WriteExecutor } from '../../src/storage/tables.js';
import * as turns from '../../src/storage/turns.js';
import type { Failpoint } from './failpoints.js';
import type { Lease } from './lease.js';
import type { OutgoingActivity, UnitOfWork } from './unit-of-work.js';

/** How long a message is worth sending, in milliseconds: after three days an answer helps nobody. */
const MESSAGE_LIFETIME_MS = 72 * 3_600_000;
const PRIORITY = 0;

export interface CommitDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly failpoint: Failpoint;
}

export interface Settlement {
  readonly lease: Lease;
  /** Which kind of unit this is, for the failpoints around the commit. */
  readonly stage: 'turn' | 'apology' | 'proactive';
  /** Last write of the transaction: what becomes of the message that started the turn. */
  readonly settle: (tx: WriteExecutor, now: string) => Promise<void>;
}

/**
 * Commits everything in the unit in one short write transaction, or nothing. Throws YishiError('lease_lost') when
 * another process has taken the key over, and 'conflict', retryable, when the consultation moved meanwhile.
 */
export async function commitUnit(deps: CommitDeps, unit: UnitOfWork, settlement: Settlement): Promise<void> {
  unit.seal();
  deps.failpoint(`${settlement.stage}.before-commit`);
  await deps.storage.write(async (tx) => {
    const now = isoNow(deps.clock);
    await leases.checkFence(tx, settlement.lease);
    for (const outgoing of unit.outgoing) await writeOutgoing(tx, unit, outgoing, now);
    await writeConsultation(tx, unit, now);
    await writeTurn(tx, unit, now);
    for (const entry of unit.audit) await audit.append(tx, { ...entry, now });
    await runEffects(tx, unit, now);
    await settlement.settle(tx, now);
    deps.failpoint(`${settlement.stage}.inside-commit`);
  });
  deps.failpoint(`${settlement.stage}.after-commit`);
}

async function runEffects(tx: WriteExecutor, unit: UnitOfWork, now: string): Promise<void> {
  let index = unit.outgoing.length;
  for (const effect of unit.effects) {
    for (const activity of await effect(tx, now)) {
      await writeOutgoing(tx, unit, unit.late(activity, index), now);
      index += 1;
    }
  }
}

/** The message goes into the transcript, where its number comes from, and into the outbox. */
async function writeOutgoing(
  tx: WriteExecutor,
  { origin }: UnitOfWork,
  { id, idempotencyKey, activity }: OutgoingActivity,
  now: string,
): Promise<void> {
  const { channelAccountId, conversationId, asker } = origin;
  const message = { id, conversationId, activity, now };
  const seq = await activities.append(tx, { ...message, direction: 'out', asker });
  const fresh = await outbox.enqueue(tx, {
    ...message,
    idempotencyKey,
    channelAccountId,
    seq,
    priority: PRIORITY,
    notBefore: now,
    expiresAt: new Date(Date.parse(now) + MESSAGE_LIFETIME_MS).toISOString(),
    fallback: null,
  });
  // The fence keeps this from happening; should it fail, the key still does, and takes the transcript back too.
  if (!fresh) throw new YishiError('lease_lost', 'this turn is committed already');
}

async function writeConsultation(
  tx: WriteExecutor,
  { consultation, ended, origin }: UnitOfWork,
  now: string,
): Promise<void> {
  // First, since nobody has two open ones.
  if (ended !== null) await consultations.update(tx, { ...ended, now });
  if (consultation === null) return;
  const { version, ...rest } = consultation;
  if (version > 0) return consultations.update(tx, { ...rest, version, now });
  const { conversationId, asker } = origin;
  await consultations.insert(tx, { ...rest, conversationId, asker, now });
}

async function writeTurn(tx: WriteExecutor, { turn, origin }: UnitOfWork, now: string): Promise<void> {
  if (turn === null) return;
  const { inboxId } = origin;
  // No chat model answers yet.
  await turns.insert(tx, { ...turn, inboxId, model: null, promptId: null, now });
}
