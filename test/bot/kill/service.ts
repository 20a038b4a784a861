// A whole service without page and knowledge, made to be killed: see kill.test.ts.

import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Delivery, DeliveryOutcome, InboundMessage } from '../../../bot/channels/channel.js';
import { createDemandLoops } from '../../../bot/delivery/demand-loops.js';
import { createReadMarks } from '../../../bot/delivery/read-marks.js';
import { createTimerLoop, type TimerHandler } from '../../../bot/timers/timer-loop.js';
import { createEngine, type Engine } from '../../../bot/turn/engine.js';
import { createWorkingCalendar } from '../../../src/calendar/working-calendar.js';
import { randomIdentifiers } from '../../../src/identifiers.js';
import { createLog } from '../../../src/log.js';
import * as activities from '../../../src/storage/activities.js';
import { find } from '../../../src/storage/conversations.js';
import { openStorage } from '../../../src/storage/storage.js';
import * as timers from '../../../src/storage/timers.js';
import { plain, textChannel } from '../echo.js';
import { ManualClock } from '../manual-clock.js';
import { openConversation, seed } from './cast.js';
import { createKillDialog } from './kill-dialog.js';
import { mortalStorage } from './mortal-storage.js';
import { type Answer, type Command, type LastWords, LEASE_SECONDS, type ServiceOptions } from './protocol.js';
import type { RowDeath } from './rows.js';
import type { Arrival } from './sink.js';
import { staffAct } from './staff.js';
import { statusOf } from './status.js';

const options: ServiceOptions = JSON.parse(process.argv[2] ?? '');
const { databaseUrl, dataDir, sinkUrl } = options;
const clock = new ManualClock(new Date(options.time).toISOString());
let deadly: ReadonlySet<RowDeath> = new Set(options.deadly);
const storage = mortalStorage(await openStorage({ databaseUrl, dataDir, clock }), dieAtRow);
await seed(storage, clock.now().toISOString());
const shared = {
  storage,
  clock,
  identifiers: randomIdentifiers(),
  log: createLog({ level: 'error', destination: process.stderr }),
  failpoint: dieAt(options.failpoint, options.passage),
};
const calendar = createWorkingCalendar();
const engine = createEngine({
  ...shared,
  calendar,
  secret: 'kill suite',
  demo: false,
  channels: new Map([
    ['sink', textChannel('sink', post)],
    // Like Direct Line: the transcript is the delivery.
    ['history', textChannel('history', async () => ({ kind: 'sent', vendorId: null }))],
  ]),
  dialog: createKillDialog(clock),
  manifest: () => 'manifest',
  // A row that is in hand at many kills must not be given up for it.
  config: { leaseSeconds: LEASE_SECONDS, turnAttempts: 10_000, pollMs: 500 },
});
const timerLoop = createTimerLoop({
  ...shared,
  handlers: new Map([['say', say]]),
  pollMs: 500,
  claimMs: LEASE_SECONDS * 1000,
  attempts: 10_000,
});
const demandLoops = createDemandLoops({
  ...shared,
  calendar,
  engine,
  channelKinds: ['sink', 'history'],
  textGateway: ({ id, text }) => hand({ key: `text-${id}`, conversationId: 'text', text }),
  publicUrl: 'https://yishi.invalid',
  leaseSeconds: LEASE_SECONDS,
  pollMs: 500,
});
const staff = { ...shared, calendar };
const read = createReadMarks(staff);
engine.start();
timerLoop.start();
demandLoops.start();
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => void serve(line));
lines.on('close', () => void stop());
process.stdout.write('ready\n');

async function stop(): Promise<void> {
  await Promise.all([demandLoops.stop(), timerLoop.stop()]);
  await engine.stop();
  await storage.close();
}

function dieAt(name: string, nth: number): (passed: string) => void {
  let passages = 0;
  return (passed) => {
    if (passed === name && ++passages === nth) process.kill(process.pid, 'SIGKILL');
  };
}

/** Says which row it was, since nobody else can know it. */
function dieAtRow(passed: RowDeath): void {
  if (!deadly.has(passed)) return;
  writeSync(process.stdout.fd, `${JSON.stringify({ died: passed } satisfies LastWords)}\n`);
  process.kill(process.pid, 'SIGKILL');
}

async function serve(line: string): Promise<void> {
  const { ref, command }: { ref: number; command: Command } = JSON.parse(line);
  const answer = await obey(engine, command).catch(
    (error: unknown): Answer => ({ kind: 'refused', error: String(error) }),
  );
  process.stdout.write(`${JSON.stringify({ ref, answer })}\n`);
}

async function obey({ receive, runProactive }: Engine, command: Command): Promise<Answer> {
  if (command.kind === 'receive') {
    await meet(command.message);
    await receive(command.message);
    return { kind: 'taken' };
  }
  if (command.kind === 'push') {
    const { conversationId, asker, key } = command;
    await runProactive({ conversationId, asker, idempotencyKey: key }, async ({ context, channel }) => {
      await context.sendActivity(channel.render(plain(key)));
    });
    return { kind: 'taken' };
  }
  if (command.kind === 'staff') {
    await staffAct(staff, command);
    demandLoops.wake();
    return { kind: 'taken' };
  }
  if (command.kind === 'read') {
    const all = await activities.after(storage.db, command.conversationId, 0, 1_000_000);
    await read(command.conversationId, all.length);
    return { kind: 'taken' };
  }
  if (command.kind === 'timer') {
    const { key: id, conversationId, afterMs } = command;
    const dueAt = new Date(clock.now().getTime() + afterMs).toISOString();
    const now = clock.now().toISOString();
    const timer = { id, kind: 'say', subject: conversationId, payload: {}, dueAt, now };
    await storage.write((tx) => timers.schedule(tx, timer));
    return { kind: 'taken' };
  }
  deadly = new Set(command.deadly);
  clock.moveTo(command.to);
  return statusOf(storage.db, command.watch, clock.now().getTime());
}

/** The conversation of a story begins with its first message, as a channel makes one. */
async function meet({ conversationId: id, channelAccountId }: InboundMessage): Promise<void> {
  if ((await find(storage.db, id)) !== null) return;
  const now = clock.now().toISOString();
  await storage.write((tx) => openConversation(tx, { id, channelAccountId, now }));
}

/** Says the timer's id, by the transcript alone: as often as its transaction is kept. */
async function say(tx: Parameters<TimerHandler>[0], timer: timers.Timer, now: string): Promise<void> {
  await activities.append(tx, {
    id: shared.identifiers.next(),
    conversationId: timer.subject,
    direction: 'out',
    asker: 'nobody',
    activity: { type: 'message', text: timer.id },
    now,
  });
}

async function post(delivery: Delivery): Promise<DeliveryOutcome> {
  return hand({
    key: delivery.idempotencyKey,
    conversationId: delivery.conversationId,
    text: String(delivery.activity.text),
  });
}

async function hand(arrival: Arrival) {
  const response = await fetch(sinkUrl, { method: 'POST', body: JSON.stringify(arrival) });
  const vendorId = await response.text();
  if (response.ok) return { kind: 'sent', vendorId } as const;
  return { kind: 'retry', error: `HTTP ${response.status}`, afterMs: 500 } as const;
}
