import type { WorkingCalendar } from '../../src/calendar/working-calendar.js';
import { type DeidentifiedDemand, deidentify, masker } from '../../src/demand/deidentified.js';
import type { Demand } from '../../src/demand/demand.js';
import type { DemandEvent } from '../../src/demand/events.js';
import { possibleEvents } from '../../src/demand/transitions.js';
import { askerNames } from '../../src/directory/asker-names.js';
import { fileSubject } from '../../src/files/subject.js';
import * as demandEvents from '../../src/storage/demand-events.js';
import * as files from '../../src/storage/files.js';
import type { Executor } from '../../src/storage/tables.js';
import { type DeadlineLine, deadlineLine } from './deadline.js';
import { type ShownFile, type TalkLine, type TimelineLine, talkOf, timelineOf } from './timeline.js';

/** A demand as its assignee sees it. */
export interface ExpertDemand {
  readonly shown: DeidentifiedDemand;
  readonly version: number;
  readonly round: number;
  readonly askBacks: number;
  /** What they can do now. */
  readonly possible: ReadonlySet<DemandEvent>;
  readonly deadline: DeadlineLine | null;
  /** The asker's files that came with no line of the talk. */
  readonly files: readonly ShownFile[];
  readonly talk: readonly TalkLine[];
  readonly timeline: readonly TimelineLine[];
  /** Uploaded by the reader with a reply that was not sent yet. */
  readonly put: readonly ShownFile[];
}

/** States in which a deadline is the assignee's to keep. */
const IN_HAND: ReadonlySet<string> = new Set(['dispatched', 'taken', 'in_progress', 'awaiting_facts']);

export async function expertDemand(
  db: Executor,
  demand: Demand,
  reader: { readonly personId: string; readonly now: string; readonly calendar: WorkingCalendar },
): Promise<ExpertDemand> {
  const { personId, now, calendar } = reader;
  const names = await askerNames(db, demand);
  const masked = masker(demand, names);
  const events = await demandEvents.list(db, demand.id);
  const rows = await filesOf(db, demand);
  const shown = (row: files.FileRow): ShownFile => ({
    id: row.id,
    name: row.addedBy === personId ? row.name : masked(row.name),
    size: row.size,
  });
  const visible = rows.filter(({ visibility }) => visibility === 'subject').map(shown);
  const talk = talkOf(events, { personId, masked, files: new Map(visible.map((file) => [file.id, file])) });
  const told = new Set(talk.flatMap((line) => line.files.map(({ id }) => id)));
  return {
    shown: deidentify(demand, names),
    version: demand.version,
    round: demand.round,
    askBacks: demand.askBacks,
    possible: new Set(possibleEvents(demand.state, ['assignee'])),
    deadline: IN_HAND.has(demand.state) ? deadlineLine(demand, now, calendar) : null,
    files: visible.filter(({ id }) => !told.has(id)),
    talk,
    timeline: timelineOf(events, personId),
    put: rows
      .filter(({ visibility, addedBy }) => visibility === 'internal' && addedBy === personId)
      .map(shown),
  };
}

/** Those of the demand, and of the consultation that it came from. */
async function filesOf(db: Executor, { id, consultationId }: Demand): Promise<readonly files.FileRow[]> {
  const own = await files.listBySubject(db, fileSubject('demand', id));
  if (consultationId === null) return own;
  return [...(await files.listBySubject(db, fileSubject('consultation', consultationId))), ...own];
}
