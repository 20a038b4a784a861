import type { Demand } from '../../src/demand/demand.js';
import { type DemandEvent, isDemandEvent } from '../../src/demand/events.js';
import { askerNames } from '../../src/directory/asker-names.js';
import * as demandEvents from '../../src/storage/demand-events.js';
import * as files from '../../src/storage/files.js';
import type { JsonObject } from '../../src/storage/json.js';
import type { Notice } from '../../src/storage/notices.js';
import type { Executor } from '../../src/storage/tables.js';

/** All that the message of a notice is made of. */
export interface News {
  readonly kind: string;
  readonly audience: Notice['audience'];
  readonly demand: Demand;
  /** What somebody wrote, with the event that it came with; null where the news has none. */
  readonly written: { readonly event: DemandEvent; readonly data: JsonObject } | null;
  /** By which the asker could be told: hidden from the assigned side. */
  readonly names: readonly string[];
  /** Files that came with it. */
  readonly files: readonly { readonly id: string; readonly name: string }[];
}

/** Reminders repeat what is waited for, so that they make sense alone. */
const REMINDED_OF: Readonly<Record<string, DemandEvent>> = {
  'reminded.supply': 'return',
  'reminded.facts': 'ask_back',
  'reminded.confirm': 'reply',
};

/** Reads what a notice tells of, as it stood when it happened. */
export async function readNews(
  db: Executor,
  notice: Pick<Notice, 'kind' | 'audience' | 'position' | 'demandId'>,
  demand: Demand,
): Promise<News> {
  const { kind, audience, position, demandId } = notice;
  const timeline = await demandEvents.list(db, demandId);
  const event = REMINDED_OF[kind];
  const row = timeline.findLast((each) =>
    event === undefined
      ? each.position === position && each.event === kind
      : each.position <= position && each.event === event,
  );
  const written = row && isDemandEvent(row.event) ? { event: row.event, data: row.data } : null;
  const found = await Promise.all(fileIds(row?.data ?? {}).map((id) => files.find(db, id)));
  const names = await askerNames(db, demand);
  return { kind, audience, demand, written, names, files: found.filter((file) => file !== null) };
}

function fileIds({ files: ids }: JsonObject): readonly string[] {
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}
