import type { WorkingCalendar } from '../../src/calendar/working-calendar.js';
import type { Clock } from '../../src/clock.js';
import { YishiError } from '../../src/errors.js';
import { fileSubject } from '../../src/files/subject.js';
import type { Identifiers } from '../../src/identifiers.js';
import { listBySubject } from '../../src/storage/files.js';
import * as inbox from '../../src/storage/inbox.js';
import type { Storage } from '../../src/storage/storage.js';
import type { Channel } from '../channels/channel.js';
import type { Dialog } from '../dialogs/dialog.js';
import { YishiAdapter } from './adapter.js';
import { askerOf } from './asker.js';
import { openConsultation } from './asker-consultation.js';
import type { ChannelDirectory } from './channel-directory.js';
import { commitUnit } from './commit.js';
import type { Failpoint } from './failpoints.js';
import { YishiBot } from './handler.js';
import type { Lease } from './lease.js';
import type { EngineObserver, TurnOutcome } from './observer.js';
import { decodeActivity } from './stored-activity.js';
import type { TurnFailure } from './turn-failure.js';
import { UnitOfWork } from './unit-of-work.js';

export interface TurnRunnerDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly failpoint: Failpoint;
  readonly observer: EngineObserver;
  readonly channels: ChannelDirectory;
  readonly dialog: Dialog;
  readonly manifest: () => string;
  readonly calendar: WorkingCalendar;
  /** Key of the digests of one-time codes. */
  readonly secret: string;
  /** What askers say to be is believed: only where nothing is real. */
  readonly demo: boolean;
  readonly failure: TurnFailure;
  /** Longest time that a turn may run, in milliseconds. */
  readonly turnMs: number;
  /** Told of every commit: something new is in this conversation. */
  readonly announce: (conversationId: string) => void;
}

export interface TurnRunner {
  /** Plays the turn of one message. Resolves once it is settled, or put off; false when the lease is lost. */
  run(row: inbox.InboxRow, lease: Lease): Promise<boolean>;
}

export function createTurnRunner(deps: TurnRunnerDeps): TurnRunner {
  async function play(row: inbox.InboxRow): Promise<UnitOfWork> {
    const unit = new UnitOfWork({ ...row, inboxId: row.id, idempotencyKey: row.id }, deps);
    const bot = new YishiBot({
      unit,
      channel: await channelOf(deps.channels, row.channelAccountId),
      dialog: deps.dialog,
      asker: await askerOf(deps.storage.db, row, deps.demo),
      manifest: deps.manifest,
      identifiers: deps.identifiers,
      clock: deps.clock,
      calendar: deps.calendar,
      secret: deps.secret,
      openConsultation: () => openConsultation(deps.storage.db, row),
      files: () => listBySubject(deps.storage.db, fileSubject('message', row.id)),
    });
    deps.failpoint('turn.before-run');
    const activity = { ...decodeActivity(row.activity), id: row.id };
    await within(deps, () => new YishiAdapter(unit).runTurn(activity, (context) => bot.run(context)));
    deps.failpoint('turn.after-run');
    return unit;
  }

  async function settle(unit: UnitOfWork, row: inbox.InboxRow, lease: Lease): Promise<void> {
    await commitUnit(deps, unit, {
      lease,
      stage: 'turn',
      settle: (tx, now) => inbox.markDone(tx, row.id, now, unit.response ?? undefined),
    });
    deps.announce(row.conversationId);
  }

  return {
    run: async (row, lease) => {
      const begun = deps.clock.now().getTime();
      const observe = (outcome: TurnOutcome) =>
        deps.observer.turn(outcome, (deps.clock.now().getTime() - begun) / 1000);
      try {
        const unit = await play(row);
        await settle(unit, row, lease);
        observe(unit.turn?.result.action ?? 'none');
        return true;
      } catch (error) {
        observe('failed');
        return deps.failure.handle(row, lease, error);
      }
    },
  };
}

async function channelOf(channels: ChannelDirectory, channelAccountId: string): Promise<Channel> {
  const channel = await channels(channelAccountId);
  if (channel !== null) return channel;
  throw new YishiError('channel_failed', 'this process has no channel for the account', { retryable: true });
}

/** A turn that never ends would hold up its asker for ever: past the limit it counts as thrown. */
async function within(
  { clock, turnMs }: { readonly clock: Clock; readonly turnMs: number },
  run: () => Promise<void>,
): Promise<void> {
  const over = new AbortController();
  const limit = clock.wait(turnMs, over.signal).then(() => {
    if (!over.signal.aborted) throw new YishiError('internal', `the turn ran for more than ${turnMs} ms`);
  });
  try {
    await Promise.race([run(), limit]);
  } finally {
    over.abort();
  }
}
