import { setImmediate as breathe } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Delivery, DeliveryOutcome } from '../../bot/channels/channel.js';
import { createDemandLoops, type DemandLoops } from '../../bot/delivery/demand-loops.js';
import type { OutgoingText, TextOutcome } from '../../bot/delivery/text-gateway.js';
import { createEngine } from '../../bot/turn/engine.js';
import { createWorkingCalendar } from '../../src/calendar/working-calendar.js';
import { isoNow } from '../../src/clock.js';
import { markRead } from '../../src/delivery/delivered.js';
import { act } from '../../src/demand/act.js';
import type { DemandEvent } from '../../src/demand/events.js';
import type { Actor } from '../../src/directory/authorize.js';
import { ensureChatIdentity } from '../../src/directory/chat-identities.js';
import type { Log, LogFields } from '../../src/log.js';
import * as activities from '../../src/storage/activities.js';
import * as demands from '../../src/storage/demands.js';
import { type Notice, ofDemand } from '../../src/storage/notices.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import { sqliteBackend } from '../src/backend.js';
import { at } from '../src/contract/rows.js';
import { ASKER, actorOf, castPeople, DATA, draft, FILING } from '../src/demand-cast.js';
import { echo, textChannel } from './echo.js';
import { ManualClock } from './manual-clock.js';

export const COORDINATOR = actorOf('coordinator');
export const EXPERT = actorOf('expert');
const POLL_MS = 1000;
const HOUR_MS = 3_600_000;

export interface DemandBench {
  readonly storage: Storage;
  readonly clock: ManualClock;
  readonly lines: { readonly message: string; readonly fields: LogFields }[];
  /** What reached the channel, in order, and its answers to come. */
  readonly sent: Delivery[];
  readonly outcomes: DeliveryOutcome[];
  /** What reached the gateway, and its answers to come. */
  readonly texts: OutgoingText[];
  readonly textOutcomes: TextOutcome[];
  /** One process: an engine and the loops, started. */
  start(options?: { readonly gateway?: boolean; readonly storage?: Storage }): DemandLoops;
  openOther(): Promise<Storage>;
  /** Lets everything run until `done`; the clock goes on by seconds meanwhile where `moving`. */
  until(done: () => boolean | Promise<boolean>, moving?: boolean): Promise<void>;
  /** Until no notice is due and everything due was sent. */
  quiet(): Promise<void>;
  /** Moves the clock by hours in polls and lets everything run. */
  pass(hours: number): Promise<void>;
  /** One event on demand d1 by somebody, now; throws when it is refused. */
  act(actor: Actor, event: DemandEvent, data?: unknown): Promise<void>;
  /** d1 as far as a state after these events. */
  file(phone?: string | null): Promise<void>;
  notices(): Promise<Notice[]>;
  state(): Promise<string>;
  /** Binds a chat of the person, who has just said something in that conversation. */
  bindChat(personId: string, conversationId: string, vendorUserId: string): Promise<void>;
  /** A client of the conversation has read everything. */
  read(conversationId?: string): Promise<void>;
  transcript(conversationId?: string): Promise<string[]>;
}

export async function openDemandBench(start = at(0)): Promise<DemandBench> {
  const place = await sqliteBackend();
  const clock = new ManualClock(start);
  const opened: Storage[] = [];
  const stops: (() => Promise<void>)[] = [];
  const open = async () => {
    const storage = await openStorage({ ...place, clock });
    opened.push(storage);
    return storage;
  };
  const storage = await open();
  await castPeople(storage);
  onTestFinished(async () => {
    let stopped = false;
    const stopping = Promise.all(stops.map((stop) => stop())).then(() => {
      stopped = true;
    });
    while (!stopped) {
      clock.advance(60_000);
      await breathe();
    }
    await stopping;
    await Promise.all(opened.map((each) => each.close()));
    await place.remove();
  });
  return parts(storage, clock, open, stops);
}

function parts(
  storage: Storage,
  clock: ManualClock,
  openOther: () => Promise<Storage>,
  stops: (() => Promise<void>)[],
): DemandBench {
  const lines: { message: string; fields: LogFields }[] = [];
  const log = collectingLog(lines);
  const sent: Delivery[] = [];
  const outcomes: DeliveryOutcome[] = [];
  const texts: OutgoingText[] = [];
  const textOutcomes: TextOutcome[] = [];
  let ids = 0;
  const identifiers = { next: () => `bench-${String(++ids).padStart(8, '0')}` };
  const calendar = createWorkingCalendar();
  const channel = textChannel('directline', async (delivery) => {
    sent.push(delivery);
    return outcomes.shift() ?? { kind: 'sent', vendorId: null };
  });
  const now = () => isoNow(clock);
  const isQuiet = async () => {
    const due = await storage.db
      .selectFrom('notices')
      .select('id')
      .where('state', '=', 'pending')
      .where('not_before', '<=', now())
      .execute();
    const unsent = await storage.db
      .selectFrom('outbox')
      .select('id')
      .where('state', 'in', ['pending', 'sending'])
      .where('not_before', '<=', now())
      .execute();
    const unsaid = await storage.db
      .selectFrom('text_messages')
      .select('id')
      .where('state', 'in', ['pending', 'sending'])
      .where('not_before', '<=', now())
      .execute();
    const timers = await storage.db
      .selectFrom('timers')
      .select('id')
      .where('state', '=', 'pending')
      .where('due_at', '<=', now())
      .execute();
    return due.length + unsent.length + timers.length + (hasGateway ? unsaid.length : 0) === 0;
  };
  let hasGateway = false;
  const running: DemandLoops[] = [];
  const bench: DemandBench = {
    storage,
    clock,
    lines,
    sent,
    outcomes,
    texts,
    textOutcomes,
    openOther,
    start: ({ gateway = true, storage: own = storage } = {}) => {
      hasGateway = gateway;
      const shared = { storage: own, clock, identifiers, log, calendar };
      const engine = createEngine({
        ...shared,
        channels: new Map([['directline', channel]]),
        dialog: echo(1),
        manifest: () => 'manifest-1',
        secret: 'bench',
        demo: false,
        config: { leaseSeconds: 30, turnAttempts: 3, pollMs: POLL_MS },
      });
      const loops = createDemandLoops({
        ...shared,
        engine,
        channelKinds: ['directline'],
        textGateway: gateway
          ? async (message) => {
              texts.push(message);
              return textOutcomes.shift() ?? { kind: 'sent', vendorId: `sms-${message.id}` };
            }
          : null,
        publicUrl: 'https://yishi.invalid',
        leaseSeconds: 30,
        pollMs: POLL_MS,
      });
      engine.start();
      loops.start();
      running.push(loops);
      stops.push(async () => {
        await loops.stop();
        await engine.stop();
      });
      return loops;
    },
    until: async (done, moving = false) => {
      for (let round = 0; round < 20_000; round += 1) {
        if (await done()) return;
        if (moving && round % 10 === 9) clock.advance(POLL_MS);
        await breathe();
      }
      throw new Error(
        `never happened; log: ${JSON.stringify(lines.map((line) => [line.message, String(line.fields.error)]))}`,
      );
    },
    quiet: async () => {
      for (const loops of running) loops.wake();
      await bench.until(isQuiet, true);
    },
    pass: async (hours) => {
      clock.advance(hours * HOUR_MS);
      await bench.quiet();
    },
    act: async (actor, event, data = DATA[event] ?? {}) => {
      const command = { demandId: 'd1', event, data, version: null, key: null };
      const outcome = await storage.write((tx) => act(tx, { identifiers, calendar }, actor, command, now()));
      if (!outcome.ok) throw new Error(`${event} was refused: ${JSON.stringify(outcome)}`);
    },
    file: async (phone = null) => {
      await draft(storage, { now: now() });
      await bench.act(ASKER, 'file', { ...FILING, phone });
    },
    notices: () => ofDemand(storage.db, 'd1'),
    state: async () => (await demands.find(storage.db, 'd1'))?.state ?? '',
    bindChat: async (personId, conversationId, vendorUserId) => {
      await storage.write(async (tx) => {
        const identity = { id: `chat-${vendorUserId}`, channelAccountId: 'web', vendorUserId, now: now() };
        const id = await ensureChatIdentity(tx, identity);
        await tx.updateTable('chat_identities').set({ person_id: personId }).where('id', '=', id).execute();
        const heard = { conversationId, direction: 'in', asker: vendorUserId, now: now() } as const;
        await activities.append(tx, {
          ...heard,
          id: identifiers.next(),
          activity: { type: 'message', text: '绑定' },
        });
      });
    },
    read: async (conversationId = 'c1') => {
      const through = (await activities.after(storage.db, conversationId, 0, 10_000)).length;
      const stretch = { conversationId, through, now: now() };
      await storage.write((tx) => markRead(tx, { identifiers, calendar }, stretch));
    },
    transcript: async (conversationId = 'c1') => {
      const rows = await activities.after(storage.db, conversationId, 0, 10_000);
      return rows.filter(({ direction }) => direction === 'out').map(({ activity }) => String(activity.text));
    },
  };
  return bench;
}

function collectingLog(lines: { message: string; fields: LogFields }[]): Log {
  const add = (fields: LogFields, message: string) => {
    lines.push({ message, fields });
  };
  const log: Log = { debug: () => {}, info: add, warn: add, error: add, child: () => log };
  return log;
}
