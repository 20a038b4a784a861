import { afterQuietHours } from '../../src/calendar/quiet-hours.js';
import { type Clock, isoNow } from '../../src/clock.js';
import { type Chat, chatOfPerson } from '../../src/delivery/chat-of-person.js';
import { isMoot } from '../../src/delivery/moot.js';
import { beginWatch } from '../../src/delivery/watch.js';
import { YishiError } from '../../src/errors.js';
import type { Log } from '../../src/log.js';
import * as demands from '../../src/storage/demands.js';
import * as notices from '../../src/storage/notices.js';
import type { Storage } from '../../src/storage/storage.js';
import { backOffMs } from '../turn/back-off.js';
import type { Failpoint } from '../turn/failpoints.js';
import type { RunProactive } from '../turn/proactive.js';
import { readNews } from './news.js';
import { renderNotice } from './render-notice.js';

export interface SendNoticeDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
  readonly failpoint: Failpoint;
  readonly runProactive: RunProactive;
  /** Kinds of the channel accounts that this process can push to. */
  readonly channelKinds: readonly string[];
  /** Our address without a slash at its end. */
  readonly publicUrl: string;
}

/** About two hours of trying: what fails then fails for a reason that a person has to see. */
const ATTEMPTS = 30;
const LONGEST_BACK_OFF_MS = 300_000;

/** Takes one due notice where it belongs: to a chat, to the console, or nowhere since it is moot. */
export async function sendNotice(deps: SendNoticeDeps, notice: notices.Notice): Promise<void> {
  deps.failpoint('notice.before-claim');
  try {
    await tell(deps, notice);
  } catch (error) {
    await recordFailure(deps, notice, error);
  }
}

async function tell(deps: SendNoticeDeps, notice: notices.Notice): Promise<void> {
  const { storage } = deps;
  const demand = await demands.find(storage.db, notice.demandId);
  if (demand === null || isMoot(notice, demand)) return putAside(deps, notice, 'cancelled', null);
  const chat = await chatOf(deps, notice);
  if (chat === null) return putAside(deps, notice, 'console', null);
  const until = notBefore(deps, notice);
  if (until !== null) return postpone(deps, notice.id, until);
  const call = { ...chat, idempotencyKey: `notice:${notice.id}` };
  await deps.runProactive(call, async ({ context, channel, unit }) => {
    const news = await readNews(storage.db, notice, demand);
    const sent = await context.sendActivity(channel.render(renderNotice(news, deps.publicUrl)));
    unit.defer(async (tx, now) => {
      const { conversationId } = chat;
      const marked = { id: notice.id, outboxId: sent?.id ?? '', conversationId, now };
      if (!(await notices.markSent(tx, marked)))
        throw new YishiError('lease_lost', 'the notice was settled meanwhile');
      await beginWatch(tx, { notice, now });
      deps.failpoint('notice.inside-commit');
      return [];
    });
  });
  deps.failpoint('notice.after-commit');
}

/** When the quiet hours end that a notice has come into: after a failure, or since the service was off in the daytime. */
function notBefore({ clock }: SendNoticeDeps, { audience, urgent }: notices.Notice): string | null {
  const now = isoNow(clock);
  const morning = afterQuietHours(now);
  return audience === 'asker' || urgent || morning === now ? null : morning;
}

async function postpone({ storage }: SendNoticeDeps, id: string, until: string): Promise<void> {
  await storage.write((tx) => notices.postpone(tx, { id, until }));
}

/** An asker is told where they asked; anybody else in the chat that they used last. */
async function chatOf(
  { storage, channelKinds }: SendNoticeDeps,
  { audience, personId, conversationId, asker }: notices.Notice,
): Promise<Chat | null> {
  if (audience === 'asker')
    return conversationId === null || asker === null ? null : { conversationId, asker };
  return personId === null ? null : chatOfPerson(storage.db, personId, channelKinds);
}

async function putAside(
  { storage, clock, failpoint }: SendNoticeDeps,
  notice: notices.Notice,
  state: 'console' | 'cancelled',
  error: string | null,
): Promise<void> {
  failpoint('notice.before-record');
  await storage.write(async (tx) => {
    const now = isoNow(clock);
    const settled = await notices.putAside(tx, { id: notice.id, state, error, now });
    // No chat to wait for: whoever has to hear of it is told another way at once.
    if (settled && state === 'console') await beginWatch(tx, { notice, now, atOnce: true });
  });
  failpoint('notice.after-record');
}

/** Another process that was faster, or a cancellation, is no failure. */
async function recordFailure(deps: SendNoticeDeps, notice: notices.Notice, error: unknown): Promise<void> {
  if (error instanceof YishiError && error.code === 'lease_lost') return;
  const { storage, clock, log } = deps;
  const fields = { noticeId: notice.id, kind: notice.kind, attempt: notice.attempts + 1, error };
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (notice.attempts + 1 >= ATTEMPTS) {
    log.error(fields, 'a notice failed too often and is left to the console');
    return putAside(deps, notice, 'console', text);
  }
  log.warn(fields, 'a notice could not be sent and will be tried again');
  deps.failpoint('notice.before-record');
  await storage.write((tx) =>
    notices.recordFailure(tx, {
      id: notice.id,
      error: text,
      retryAt: (attempts) =>
        new Date(clock.now().getTime() + backOffMs(attempts, LONGEST_BACK_OFF_MS)).toISOString(),
    }),
  );
  deps.failpoint('notice.after-record');
}
