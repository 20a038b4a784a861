import { reportTexts } from '../texts.js';
import { isNight } from '../working-hours.js';
import { clockText, type Facts, type Finding, type Matter, nameOf } from './facts.js';

const { names } = reportTexts;

/**
 * Each reply was read by a client of the asker, or a text message went out, or a coordinator was asked to ring. A demand
 * that its asker withdrew has nobody to tell.
 */
export async function replies({ db, world, matters }: Facts): Promise<Finding> {
  const texts = await db
    .selectFrom('text_messages')
    .select(['notice_id as noticeId', 'state', 'id'])
    .execute();
  const calls = await db.selectFrom('call_tasks').select(['notice_id as noticeId', 'state']).execute();
  const sent = new Set(world.gateway.sent.map(({ id }) => id));
  const wentOut = new Set(
    texts.filter(({ id, state }) => state === 'sent' && sent.has(id)).map((each) => each.noticeId),
  );
  const called = new Set(calls.map(({ noticeId }) => noticeId));
  const faults: string[] = [];
  let count = 0;
  for (const matter of matters) {
    for (const line of matter.lines.filter(({ event }) => event === 'reply')) {
      count += 1;
      const fault = replyFault(matter, line.position, { wentOut, called });
      if (fault !== null) faults.push(`${nameOf(matter)}: ${fault}`);
      faults.push(...mismatch(matter, line.position, String(line.data.text), world.journal.read));
    }
  }
  return { name: names.replies, count, faults };
}

interface Ways {
  readonly wentOut: ReadonlySet<string>;
  readonly called: ReadonlySet<string>;
}

function noticeOf({ notices }: Matter, position: number) {
  return notices.find(
    (each) => each.position === position && each.kind === 'reply' && each.audience === 'asker',
  );
}

function replyFault(matter: Matter, position: number, { wentOut, called }: Ways): string | null {
  const notice = noticeOf(matter, position);
  if (notice === undefined) return `nobody was to be told of the reply at ${position}`;
  if (notice.deliveredAt !== null || wentOut.has(notice.id) || called.has(notice.id)) return null;
  if (matter.state === 'withdrawn') return null;
  return `the reply at ${position} (${notice.state}) is known to nobody`;
}

/** What is called delivered was seen by the asker's client, and the other way round. */
function mismatch(matter: Matter, position: number, text: string, read: ReadonlySet<string>): string[] {
  const notice = noticeOf(matter, position);
  const mark = /第\d+号答复/.exec(text)?.[0] ?? '';
  const isDelivered = notice !== undefined && notice.deliveredAt !== null;
  if (isDelivered === read.has(mark)) return [];
  return [
    `${nameOf(matter)}: ${mark} is ${isDelivered ? 'delivered and was not seen' : 'seen and not delivered'}`,
  ];
}

/** From 21:30 to 08:00 those who work are left alone, emergencies aside. */
export function quiet({ matters }: Facts): Finding {
  const pushed = matters.flatMap((matter) =>
    matter.notices
      .filter(({ audience, state }) => audience !== 'asker' && state === 'sent')
      .map((notice) => ({ matter, notice })),
  );
  const faults = pushed
    .filter(({ notice }) => !notice.urgent && isNight(notice.finishedAt ?? 0))
    .map(({ matter, notice }) => `${nameOf(matter)}: ${notice.kind} at ${clockText(notice.finishedAt ?? 0)}`);
  return { name: names.quiet, count: pushed.length, faults };
}

/** One message for each notice, one text message for each, and no client got anything twice. */
export async function once({ db, world, matters }: Facts): Promise<Finding> {
  const { received } = world.journal;
  const faults = [...received]
    .filter(([, times]) => times > 1)
    .map(([id, times]) => `message ${id} was received ${times} times`);
  const carried = matters.flatMap(({ notices }) => notices.flatMap(({ outboxId }) => outboxId ?? []));
  faults.push(...doubled(carried).map((id) => `${id} carries two notices`));
  const texts = world.gateway.sent.map(({ id }) => id);
  faults.push(...doubled(texts).map((id) => `text message ${id} went out twice`));
  // What is said is in the transcript once for each message of the outbox.
  const said = await db
    .selectFrom('activities')
    .select(['conversation_id as id', (eb) => eb.fn.countAll<number>().as('count')])
    .where('direction', '=', 'out')
    .groupBy('conversation_id')
    .execute();
  const sent = await db
    .selectFrom('outbox')
    .select(['conversation_id as id', (eb) => eb.fn.countAll<number>().as('count')])
    .where('state', '=', 'sent')
    .groupBy('conversation_id')
    .execute();
  const counts = new Map(sent.map(({ id, count }) => [id, Number(count)]));
  for (const { id, count } of said)
    if (counts.get(id) !== Number(count)) faults.push(`${id}: ${count} said, ${counts.get(id) ?? 0} sent`);
  return { name: names.once, count: received.size + texts.length, faults };
}

function doubled(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.size === seen.add(id).size);
}
