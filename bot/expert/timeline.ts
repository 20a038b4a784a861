import { type DemandEvent, isDemandEvent } from '../../src/demand/events.js';
import type { DemandEventRow } from '../../src/storage/demand-events.js';
import { expertTexts } from './texts.js';

export interface ShownFile {
  readonly id: string;
  /** Without what tells of the asker. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/** Something that was written from one side to the other. */
export interface TalkLine {
  readonly event: DemandEvent;
  readonly title: string;
  readonly at: string;
  readonly text: string;
  readonly files: readonly ShownFile[];
}

/** Something that happened. */
export interface TimelineLine {
  readonly title: string;
  readonly at: string;
  readonly note: string | null;
}

/** Which field of an event's data was written by whom; the asker's words are masked. */
const WRITTEN: Readonly<Partial<Record<DemandEvent, { readonly field: string; readonly byAsker: boolean }>>> =
  {
    supply: { field: 'text', byAsker: true },
    add_facts: { field: 'text', byAsker: true },
    ask_back: { field: 'question', byAsker: false },
    answer: { field: 'text', byAsker: true },
    reply: { field: 'text', byAsker: false },
    reject: { field: 'reason', byAsker: true },
  };

interface TalkView {
  readonly personId: string;
  readonly masked: (text: string) => string;
  readonly files: ReadonlyMap<string, ShownFile>;
}

/** What both sides wrote, of every round, oldest first: nobody asks again what was answered. */
export function talkOf(events: readonly DemandEventRow[], view: TalkView): readonly TalkLine[] {
  return events.flatMap((row): TalkLine[] => {
    if (!isDemandEvent(row.event)) return [];
    const written = WRITTEN[row.event];
    if (written === undefined) return [];
    const text = stringOf(row.data[written.field]);
    return [
      {
        event: row.event,
        title: titleOf(row.event, row, view.personId),
        at: row.at,
        text: written.byAsker ? view.masked(text) : text,
        files: listOf(row.data.files).flatMap((id) => view.files.get(id) ?? []),
      },
    ];
  });
}

/** What happened since it was last given to this person: their own round. */
export function timelineOf(events: readonly DemandEventRow[], personId: string): readonly TimelineLine[] {
  const from = events.findLastIndex(
    ({ event, data }) => event === 'dispatch' && data.assigneeId === personId,
  );
  return events.slice(Math.max(from, 0)).flatMap((row): TimelineLine[] => {
    if (!isDemandEvent(row.event) || expertTexts.timeline.events[row.event] === undefined) return [];
    return [{ title: titleOf(row.event, row, personId), at: row.at, note: noteOf(row) }];
  });
}

/** What an event is called towards the assignee: sentences on what changed use it too. */
export function titleOf(event: DemandEvent, { actorRole, actor }: DemandEventRow, personId: string): string {
  const { events, onBehalf, yours, before } = expertTexts.timeline;
  if (event !== 'reply' && event !== 'ask_back') return events[event] ?? '';
  if (actorRole === 'coordinator') return onBehalf;
  if (actor !== personId) return before[event];
  return event === 'reply' ? yours : (events[event] ?? '');
}

function noteOf({ data }: DemandEventRow): string | null {
  const { timeline } = expertTexts;
  const count = listOf(data.files).length;
  if (count > 0) return timeline.files(count);
  return typeof data.rating === 'number' ? timeline.rating(data.rating) : null;
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
