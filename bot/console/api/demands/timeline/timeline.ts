import type { NoticeDelivery } from '../../../../../src/delivery/delivery-state.js';
import { isDemandEvent } from '../../../../../src/demand/events.js';
import { withoutPhones } from '../../../../../src/demand/phone.js';
import type { DemandEventRow } from '../../../../../src/storage/demand-events.js';
import type { FileRow } from '../../../../../src/storage/files.js';
import type { DeliveryShape, FileShape, TimelineShape } from '../../../demand-shapes.js';
import { demandApiTexts } from '../texts.js';
import { DELIVERY_WORD, SENTENCE, TO_WORD, WHO } from './texts.js';

/** What a timeline has to be told beside its events. */
export interface TimelineContext {
  /** Name of a person by id; null for who is none. */
  readonly names: (id: string | null) => string | null;
  readonly files: readonly FileRow[];
  readonly deliveries: readonly NoticeDelivery[];
}

/** Events that say nothing to those who work on a demand. */
const SILENT: ReadonlySet<string> = new Set(['draft', 'amend']);

/** The events of a demand as sentences, oldest first, each with what was written, its files and whether it arrived. */
export function timelineOf(events: readonly DemandEventRow[], context: TimelineContext): TimelineShape[] {
  return events.filter(({ event }) => !SILENT.has(event)).map((row) => lineOf(row, context));
}

function lineOf(row: DemandEventRow, { names, files, deliveries }: TimelineContext): TimelineShape {
  const who =
    row.actorRole === 'asker' ? (WHO.asker ?? '') : (names(row.actor) ?? WHO[row.actorRole] ?? row.actorRole);
  const assignee = row.data.assigneeId;
  const to = (typeof assignee === 'string' ? names(assignee) : null) ?? demandApiTexts.unknownAssignee;
  const own = new Set(Array.isArray(row.data.files) ? row.data.files : []);
  return {
    position: row.position,
    event: row.event,
    at: row.at,
    who,
    sentence: isDemandEvent(row.event) ? SENTENCE[row.event]({ who, to, data: row.data }) : row.event,
    quote: quoteOf(row),
    files: files.filter(({ id }) => own.has(id)).map(fileShape),
    deliveries: deliveries
      .filter(({ position }) => position === row.position)
      .map((each) => deliveryShape(each, names)),
  };
}

const QUOTED = ['text', 'question', 'reason', 'comment'] as const;

/** What was written with it. A number in the asker's words stays where looking at it is written down. */
function quoteOf({ data, actorRole }: Pick<DemandEventRow, 'data' | 'actorRole'>): string | null {
  for (const field of QUOTED) {
    const value = data[field];
    if (typeof value === 'string' && value !== '')
      return actorRole === 'asker' ? withoutPhones(value) : value;
  }
  return null;
}

function deliveryShape(delivery: NoticeDelivery, names: TimelineContext['names']): DeliveryShape {
  const { audience, personId, state, at, readAt } = delivery;
  const name = audience === 'asker' ? null : names(personId);
  const word = readAt === null ? DELIVERY_WORD[state] : DELIVERY_WORD.delivered;
  return { to: name ?? TO_WORD[audience], state: word, at };
}

export function fileShape({ id, name, size, visibility, createdAt }: FileRow): FileShape {
  return { id, name, size, isInternal: visibility === 'internal', addedAt: createdAt };
}
