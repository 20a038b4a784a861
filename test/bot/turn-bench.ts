import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Channel, Delivery, DeliveryOutcome, InboundMessage } from '../../bot/channels/channel.js';
import type { Dialog } from '../../bot/dialogs/dialog.js';
import { createEngine, type Engine, type EngineConfig } from '../../bot/turn/engine.js';
import { createWorkingCalendar } from '../../src/calendar/working-calendar.js';
import { ensureChannelAccount } from '../../src/directory/channel-accounts.js';
import type { Log, LogFields } from '../../src/log.js';
import * as activities from '../../src/storage/activities.js';
import { ensureConversation } from '../../src/storage/conversations.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import { echo, textChannel } from './echo.js';
import { ManualClock } from './manual-clock.js';

export interface LogLine {
  readonly level: string;
  readonly fields: LogFields;
  readonly message: string;
}

export interface EngineOptions {
  readonly dialog?: Dialog;
  readonly config?: Partial<EngineConfig>;
  readonly minimumIntervalMs?: number;
  /** Instead of the channel's plain text. */
  readonly render?: Channel['render'];
}

/** A database, a clock and a channel, over which a test starts as many engines as it likes. */
export interface Bench {
  readonly storage: Storage;
  readonly clock: ManualClock;
  readonly lines: LogLine[];
  /** What reached the channel, in order. */
  readonly sent: Delivery[];
  /** Answers of the channel to come; it takes everything once they are used up. */
  readonly outcomes: (DeliveryOutcome | Promise<DeliveryOutcome> | Error)[];
  engine(options?: EngineOptions): Engine;
  message(text: unknown, fields?: Partial<InboundMessage>): InboundMessage;
  /** Texts of the transcript in order, with the direction's mark. */
  transcript(conversationId?: string): Promise<string[]>;
  /** Lets everything run until `done`; gives up after very many rounds. */
  until(done: () => boolean | Promise<boolean>): Promise<void>;
  /** Waits until no message is pending and nothing is unsent. */
  quiet(): Promise<void>;
}

/** A point that a dialog waits at until the test opens it. */
export function newGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

export async function openBench(): Promise<Bench> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yishi-turn-'));
  const clock = new ManualClock();
  const storage = await openStorage({ databaseUrl: null, dataDir, clock });
  const engines: Engine[] = [];
  onTestFinished(async () => {
    for (const engine of engines) {
      const stopped = engine.stop();
      clock.advance(3_600_000);
      await stopped;
    }
    await storage.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  await seed(storage, clock);
  return { ...parts(storage, clock, engines) };
}

async function seed(storage: Storage, clock: ManualClock): Promise<void> {
  const now = clock.now().toISOString();
  await storage.write(async (tx) => {
    await ensureChannelAccount(tx, { id: 'account', kind: 'text', name: '测试', now });
    for (const id of ['c1', 'c2']) {
      const vendorConversationId = `v-${id}`;
      const reference = {
        conversation: { id: vendorConversationId },
        user: { id: 'u1' },
        bot: { id: 'bot' },
      };
      await ensureConversation(tx, { id, channelAccountId: 'account', vendorConversationId, reference, now });
    }
  });
}

function parts(storage: Storage, clock: ManualClock, engines: Engine[]): Bench {
  const lines: LogLine[] = [];
  const sent: Delivery[] = [];
  const outcomes: Bench['outcomes'] = [];
  let ids = 0;
  let vendorIds = 0;
  const until: Bench['until'] = async (done) => {
    for (let round = 0; round < 20_000; round += 1) {
      if (await done()) return;
      await breathe();
    }
    throw new Error(
      `never happened; log: ${JSON.stringify(lines.map((line) => [line.message, String(line.fields.error)]))}`,
    );
  };
  const channel = textChannel('text', async (delivery) => {
    sent.push(delivery);
    const outcome = await (outcomes.shift() ?? { kind: 'sent', vendorId: `vendor-${delivery.id}` });
    if (outcome instanceof Error) throw outcome;
    return outcome;
  });
  return {
    storage,
    clock,
    lines,
    sent,
    outcomes,
    until,
    engine: ({ dialog = echo(1), config = {}, minimumIntervalMs = 0, render = channel.render } = {}) => {
      const engine = createEngine({
        storage,
        clock,
        identifiers: { next: () => `id-${String(++ids).padStart(6, '0')}` },
        log: collectingLog(lines),
        channels: new Map([['text', { ...channel, minimumIntervalMs, render }]]),
        dialog,
        manifest: () => 'manifest-1',
        calendar: createWorkingCalendar(),
        secret: 'bench',
        demo: false,
        config: { leaseSeconds: 30, turnAttempts: 3, pollMs: 1000, ...config },
      });
      engines.push(engine);
      return engine;
    },
    message: (text, fields = {}) => ({
      channelAccountId: 'account',
      conversationId: 'c1',
      asker: 'u1',
      kind: 'message',
      vendorId: `m-${++vendorIds}`,
      raw: JSON.stringify({ text }),
      ...fields,
      activity: {
        type: 'message',
        channelId: 'text',
        from: { id: 'u1', name: '' },
        recipient: { id: 'bot', name: '' },
        ...JSON.parse(JSON.stringify({ text })),
        ...fields.activity,
      },
    }),
    transcript: async (conversationId = 'c1') => {
      const rows = await activities.after(storage.db, conversationId, 0, 10_000);
      return rows.map(
        ({ direction, activity }) => `${direction === 'in' ? '>' : '<'} ${String(activity.text)}`,
      );
    },
    quiet: () => until(() => isQuiet(storage)),
  };
}

async function isQuiet({ db }: Storage): Promise<boolean> {
  const pending = await db.selectFrom('inbox').select('id').where('state', '=', 'pending').execute();
  const unsent = await db
    .selectFrom('outbox')
    .select('id')
    .where('state', 'in', ['pending', 'sending'])
    .execute();
  return pending.length === 0 && unsent.length === 0;
}

function collectingLog(lines: LogLine[]): Log {
  const at = (level: string) => (fields: LogFields, message: string) => {
    lines.push({ level, fields, message });
  };
  const log: Log = {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: () => log,
  };
  return log;
}
