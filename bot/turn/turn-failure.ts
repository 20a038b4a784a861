import { createHash } from 'node:crypto';
import { type Clock, isoNow } from '../../src/clock.js';
import { YishiError } from '../../src/errors.js';
import type { Identifiers } from '../../src/identifiers.js';
import type { Log } from '../../src/log.js';
import * as inbox from '../../src/storage/inbox.js';
import * as leases from '../../src/storage/leases.js';
import type { Storage } from '../../src/storage/storage.js';
import type { WriteExecutor } from '../../src/storage/tables.js';
import type { Channel } from '../channels/channel.js';
import { YishiAdapter } from './adapter.js';
import { backOffMs } from './back-off.js';
import type { ChannelDirectory } from './channel-directory.js';
import { commitUnit } from './commit.js';
import type { Failpoint } from './failpoints.js';
import type { Lease } from './lease.js';
import { decodeActivity } from './stored-activity.js';
import { texts } from './texts.js';
import { UnitOfWork } from './unit-of-work.js';

export interface TurnFailureDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
  readonly failpoint: Failpoint;
  readonly channels: ChannelDirectory;
  /** Attempts at one message before it is set aside. */
  readonly turnAttempts: number;
  readonly announce: (conversationId: string) => void;
}

export interface TurnFailure {
  /** Decides what becomes of a message whose turn threw; false when the lease is lost and nothing was decided. */
  handle(row: inbox.InboxRow, lease: Lease, error: unknown): Promise<boolean>;
  /** The holder before died in this message's turn: an attempt too, or a deadly message would kill for ever. */
  countDeath(row: inbox.InboxRow, lease: Lease): Promise<void>;
}

const LONGEST_BACK_OFF_MS = 60_000;
/** A passing fault that used up the turn's attempts may be over for the apology: it has as many again. */
const APOLOGY_PATIENCE = 2;
const DEATH = new YishiError('internal', 'the process died, or stood still, during the turn', {
  retryable: true,
});

/**
 * What happens to a message whose turn failed (docs/decisions/0003-failed-turns.md): what may pass is tried again in
 * silence, a surprise is apologised for at once, and either way the asker hears exactly one apology, with a trace number;
 * none only where the apology itself keeps failing.
 */
export function createTurnFailure(deps: TurnFailureDeps): TurnFailure {
  async function record(lease: Lease, write: (tx: WriteExecutor) => Promise<void>): Promise<void> {
    deps.failpoint('failure.before-record');
    await deps.storage.write(async (tx) => {
      await leases.checkFence(tx, lease);
      await write(tx);
    });
    deps.failpoint('failure.after-record');
  }

  async function tryAgain(row: inbox.InboxRow, lease: Lease, error: unknown, waitMs: number): Promise<void> {
    deps.log.warn(
      { inboxId: row.id, attempt: row.attempts + 1, error },
      'a turn failed and will be tried again',
    );
    const retryAt = new Date(deps.clock.now().getTime() + waitMs).toISOString();
    await record(lease, (tx) => inbox.recordFailure(tx, { id: row.id, error: describe(error), retryAt }));
  }

  /** One unit: the apology goes out if and only if the message is set aside. */
  async function giveUp(row: inbox.InboxRow, lease: Lease, error: unknown): Promise<void> {
    const trace = traceNumber(deps.identifiers);
    const { id: inboxId, conversationId, attempts } = row;
    deps.log.error(
      { trace, inboxId, conversationId, attempts: attempts + 1, error },
      'a turn failed and is to be set aside',
    );
    const unit = new UnitOfWork({ ...row, inboxId, idempotencyKey: `${inboxId}:apology` }, deps);
    await apologise(unit, row, await deps.channels(row.channelAccountId), trace);
    const reason = `${trace} ${describe(error)}`;
    await commitUnit(deps, unit, {
      lease,
      stage: 'apology',
      settle: (tx, now) => inbox.setAside(tx, { id: inboxId, reason, now }),
    });
    deps.announce(conversationId);
  }

  /** Where even the apology fails the attempt counts, so that the message ends some time and frees those after it. */
  async function giveUpOrWait(row: inbox.InboxRow, lease: Lease, error: unknown): Promise<void> {
    try {
      await giveUp(row, lease, error);
    } catch (failure) {
      if (isLost(failure)) throw failure;
      const attempts = row.attempts + 1;
      if (attempts < deps.turnAttempts * APOLOGY_PATIENCE) {
        await tryAgain(row, lease, failure, backOffMs(attempts, LONGEST_BACK_OFF_MS));
      } else {
        await setAsideUnsaid(row, lease, `${describe(error)}; apology: ${describe(failure)}`);
      }
    }
  }

  async function setAsideUnsaid(row: inbox.InboxRow, lease: Lease, reason: string): Promise<void> {
    const { id: inboxId, conversationId, attempts } = row;
    deps.log.error(
      { inboxId, conversationId, attempts: attempts + 1, reason },
      'a message was set aside without an apology, which failed each time',
    );
    await record(lease, (tx) => inbox.setAside(tx, { id: inboxId, reason, now: isoNow(deps.clock) }));
  }

  async function decide(row: inbox.InboxRow, lease: Lease, error: unknown, waitMs: number): Promise<void> {
    if (error instanceof YishiError && error.retryable && row.attempts + 1 < deps.turnAttempts) {
      await tryAgain(row, lease, error, waitMs);
    } else {
      await giveUpOrWait(row, lease, error);
    }
  }

  return {
    handle: async (row, lease, error) => {
      try {
        if (isLost(error)) throw error;
        await decide(row, lease, error, backOffMs(row.attempts + 1, LONGEST_BACK_OFF_MS));
        return true;
      } catch (failure) {
        if (!isLost(failure)) throw failure;
        deps.log.warn({ inboxId: row.id }, 'another process took the turn over, this one is dropped');
        return false;
      }
    },
    countDeath: (row, lease) => decide(row, lease, DEATH, 0),
  };
}

async function apologise(
  unit: UnitOfWork,
  row: inbox.InboxRow,
  channel: Channel | null,
  trace: string,
): Promise<void> {
  const reply = { text: texts.apology(trace), card: null, suggestions: [] };
  // Without its channel the text waits in the outbox for a process that has it.
  const apology = channel?.render(reply) ?? { type: 'message', text: reply.text };
  const activity = { ...decodeActivity(row.activity), id: row.id };
  await new YishiAdapter(unit).runTurn(activity, async (context) => {
    await context.sendActivity(apology);
  });
}

function isLost(error: unknown): boolean {
  return error instanceof YishiError && error.code === 'lease_lost';
}

function describe(error: unknown): string {
  if (error instanceof YishiError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

const TRACE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Eight letters, to be read out on the telephone; no digits, which the log may take for a number to redact. */
function traceNumber(identifiers: Identifiers): string {
  const digest = createHash('sha256').update(identifiers.next()).digest().subarray(0, 8);
  const letters = [...digest].map((byte) => TRACE_LETTERS[byte % TRACE_LETTERS.length]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
