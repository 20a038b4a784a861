import type { ImportOutcome } from './import-run.js';
import type { Plan } from './plan.js';
import type { Reading } from './reading.js';
import type { Status } from './status.js';
import { INGEST_TEXTS, kindName, statusName } from './texts.js';

/** Rejects printed in full; a file of the wrong shape has one per line, and nobody reads a thousand. */
const SHOWN_REJECTS = 50;

/** The report of one command as lines for people, and as one object for programs. */
export interface Report {
  readonly lines: readonly string[];
  readonly json: object;
}

export function checkReport(files: number, reading: Reading, plan: Plan): Report {
  const counts = {
    created: plan.created.length,
    updated: plan.updated.length,
    unchanged: plan.unchanged,
  };
  return {
    lines: [
      ...rejectLines(reading),
      ...replacedLines(reading),
      ...demoLines(reading),
      INGEST_TEXTS.checked(files, counts, reading.rejects.length),
    ],
    json: {
      command: 'check',
      files,
      ...counts,
      demoLeftOut: reading.demoLeftOut,
      withdrawn: plan.withdrawn,
      rejects: reading.rejects,
    },
  };
}

export function importReport(files: number, reading: Reading, outcome: ImportOutcome): Report {
  const { created, updated, unchanged, kept, withdrawn, index } = outcome;
  const nothing = created + updated + withdrawn.length === 0 && reading.rejects.length === 0;
  const done = nothing
    ? INGEST_TEXTS.nothingChanged(unchanged)
    : INGEST_TEXTS.imported(outcome, reading.rejects.length);
  return {
    lines: [
      ...rejectLines(reading),
      ...replacedLines(reading),
      ...demoLines(reading),
      done,
      ...(kept > 0 ? [INGEST_TEXTS.kept(kept)] : []),
      index.built ? INGEST_TEXTS.indexBuilt(index.passages) : INGEST_TEXTS.indexCurrent,
    ],
    json: {
      command: 'import',
      files,
      created,
      updated,
      unchanged,
      kept,
      demoLeftOut: reading.demoLeftOut,
      withdrawn,
      index,
      rejects: reading.rejects,
    },
  };
}

export function statusReport(status: Status): Report {
  const { editions, index, published } = status;
  const total = editions.reduce((sum, { count }) => sum + Number(count), 0);
  return {
    lines: [
      INGEST_TEXTS.statusTitle,
      ...(editions.length === 0 ? [INGEST_TEXTS.noRecords] : []),
      ...editions.map((row) =>
        INGEST_TEXTS.statusCount(kindName(row.kind), statusName(row.status), Number(row.count)),
      ),
      INGEST_TEXTS.statusTotal(published, total),
      index === null
        ? INGEST_TEXTS.indexMissing
        : INGEST_TEXTS.indexState(index.id, index.passages, index.stale),
    ],
    json: { command: 'status', ...status },
  };
}

function rejectLines({ rejects }: Reading): string[] {
  const shown = rejects.slice(0, SHOWN_REJECTS).map((reject) => {
    const place = INGEST_TEXTS.place(reject.file, reject.line);
    return INGEST_TEXTS.rejected(place, reject.id, reject.field, reject.reason, reject.advice);
  });
  const rest = rejects.length - shown.length;
  return rest === 0 ? shown : [...shown, INGEST_TEXTS.moreRejects(rest)];
}

function replacedLines({ replaced }: Reading): string[] {
  return [...replaced].map(([old, by]) => INGEST_TEXTS.replaced(old, by));
}

function demoLines({ demoLeftOut }: Reading): string[] {
  return demoLeftOut === 0 ? [] : [INGEST_TEXTS.demoLeftOut(demoLeftOut)];
}
