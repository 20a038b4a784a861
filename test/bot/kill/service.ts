// A whole service without page and knowledge, made to be killed: see kill.test.ts.

import { createInterface } from 'node:readline';
import type { Delivery, DeliveryOutcome } from '../../../bot/channels/channel.js';
import { createDemandLoops } from '../../../bot/delivery/demand-loops.js';
import type { Dialog } from '../../../bot/dialogs/dialog.js';
import { createTimerLoop, type TimerHandler } from '../../../bot/timers/timer-loop.js';
import { FRESH_PROFILE } from '../../../bot/turn/asker-consultation.js';
import { createEngine, type Engine } from '../../../bot/turn/engine.js';
import { createWorkingCalendar } from '../../../src/calendar/working-calendar.js';
import { ensureChannelAccount } from '../../../src/directory/channel-accounts.js';
import { YishiError } from '../../../src/errors.js';
import { randomIdentifiers } from '../../../src/identifiers.js';
import { createLog } from '../../../src/log.js';
import * as activities from '../../../src/storage/activities.js';
import { ensureConversation } from '../../../src/storage/conversations.js';
import { openStorage, type Storage } from '../../../src/storage/storage.js';
import * as timers from '../../../src/storage/timers.js';
import { answered, plain, textChannel } from '../echo.js';
import { ManualClock } from '../manual-clock.js';
import { playDemand, seedCoordinator } from './demand.js';
import { type Answer, CONVERSATIONS, type Command, LEASE_SECONDS, type ServiceOptions } from './protocol.js';
import type { Arrival } from './sink.js';

/** A deadline of a demand is days away: nobody waits for it here. */
const SOON_MS = 3_600_000;
const options: ServiceOptions = JSON.parse(process.argv[2] ?? '');
const { databaseUrl, dataDir, sinkUrl } = options;
const clock = new ManualClock(new Date(options.time).toISOString());
const storage = await openStorage({ databaseUrl, dataDir, clock });
await seed(storage);
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
  dialog: createDialog(),
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

async function serve(line: string): Promise<void> {
  const { ref, command }: { ref: number; command: Command } = JSON.parse(line);
  const answer = await obey(engine, command).catch(
    (error: unknown): Answer => ({ kind: 'refused', error: String(error) }),
  );
  process.stdout.write(`${JSON.stringify({ ref, answer })}\n`);
}

async function obey({ receive, runProactive }: Engine, command: Command): Promise<Answer> {
  if (command.kind === 'receive') {
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
  if (command.kind === 'demand') {
    await playDemand(storage, shared.identifiers, command, clock.now().toISOString());
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
  clock.moveTo(command.to);
  return status(storage);
}

async function status({ db }: Storage): Promise<Answer> {
  const pending = await db.selectFrom('inbox').select('id').where('state', '=', 'pending').execute();
  const unsent = await db
    .selectFrom('outbox')
    .select('id')
    .where('state', 'in', ['pending', 'sending'])
    .execute();
  const waiting = await db
    .selectFrom('timers')
    .select('id')
    .where('state', '=', 'pending')
    .where('due_at', '<=', new Date(clock.now().getTime() + SOON_MS).toISOString())
    .execute();
  const untold = await db.selectFrom('notices').select('id').where('state', '=', 'pending').execute();
  const texts = await db
    .selectFrom('text_messages')
    .select('id')
    .where('state', 'in', ['pending', 'sending'])
    .execute();
  const open = pending.length + waiting.length + untold.length + texts.length;
  return { kind: 'status', pending: open, unsent: unsent.length };
}

async function seed(storage: Storage): Promise<void> {
  const now = clock.now().toISOString();
  await seedCoordinator(storage, now);
  await storage.write(async (tx) => {
    for (const [kind, conversations] of Object.entries(CONVERSATIONS)) {
      await ensureChannelAccount(tx, { id: kind, kind, name: kind, now });
      for (const id of conversations) {
        const reference = { conversation: { id }, user: { id: 'u' }, bot: { id: 'bot' } };
        await ensureConversation(tx, {
          id,
          channelAccountId: kind,
          vendorConversationId: id,
          reference,
          now,
        });
      }
    }
  });
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

/** What to do stands in the text: `echo 3 name`, `slow name`, `flaky name`, `boom name`, `close name`. */
function createDialog(): Dialog {
  const tried = new Set<string>();
  return async ({ text, consultation }) => {
    const [what, ...rest] = text.split(' ');
    if (what === 'boom') throw new TypeError(text);
    if (what === 'slow') await clock.wait(LEASE_SECONDS * 500);
    if (what === 'flaky' && !tried.has(text)) {
      tried.add(text);
      throw new YishiError('busy', text, { retryable: true });
    }
    const replies = what === 'echo' ? Number(rest[0]) : 1;
    const rounds = (consultation?.profile.rounds ?? 0) + 1;
    return {
      replies: Array.from({ length: replies }, (_, index) => plain(`${text} ${index + 1}/${replies}`)),
      consultation: { state: what === 'close' ? 'resolved' : 'open', profile: { ...FRESH_PROFILE, rounds } },
      result: answered(text),
    };
  };
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
