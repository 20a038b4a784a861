import { type ActDeps, act } from '../../src/demand/act.js';
import type { Demand } from '../../src/demand/demand.js';
import { type DemandEvent, isDemandEvent } from '../../src/demand/events.js';
import { possibleEvents } from '../../src/demand/transitions.js';
import { type IncomingFile, keepFiles } from '../../src/files/kept-files.js';
import { FILE_LIMITS } from '../../src/files/limits.js';
import { fileSubject } from '../../src/files/subject.js';
import * as demandEvents from '../../src/storage/demand-events.js';
import * as demands from '../../src/storage/demands.js';
import * as files from '../../src/storage/files.js';
import type { WriteExecutor } from '../../src/storage/tables.js';
import { isAssigned } from './assigned.js';
import { type FieldErrors, FORMS, type FormEvent, type Typed } from './forms.js';
import { expertTexts } from './texts.js';
import type { ExpertVisitor } from './visitor.js';

/** A form that was sent. */
export interface Submission {
  readonly demandId: string;
  readonly event: FormEvent;
  readonly version: number | null;
  readonly key: string;
  readonly typed: Typed;
}

export type Result =
  /** `dropped`: ids of files that were unticked, to be erased after the commit. */
  | { readonly kind: 'done'; readonly demand: Demand; readonly dropped: readonly string[] }
  | { readonly kind: 'gone' }
  | { readonly kind: 'invalid'; readonly errors: FieldErrors }
  /** Something happened meanwhile: `news`, oldest first. The form can be sent again. */
  | { readonly kind: 'conflict'; readonly news: readonly demandEvents.DemandEventRow[] }
  /** It cannot be done any more. */
  | { readonly kind: 'too_late'; readonly news: readonly demandEvents.DemandEventRow[] };

/** The clock's own events, and those that change nothing of what is written. */
const HARMLESS: ReadonlySet<DemandEvent> = new Set([
  'warned',
  'overdue',
  'reminded',
  'urge',
  'reply_delivered',
] as const);

/**
 * Carries a form out in the caller's transaction. Files that came with it are kept whatever comes of the rest, put by
 * until a reply takes them along.
 */
export async function carryOut(
  tx: WriteExecutor,
  deps: ActDeps,
  { actor }: Pick<ExpertVisitor, 'actor'>,
  submission: Submission,
  incoming: readonly IncomingFile[],
  now: string,
): Promise<Result> {
  const { demandId, event, typed } = submission;
  const { personId } = actor;
  const demand = await demands.lock(tx, demandId);
  const key = `expert:${personId}:${demandId}:${submission.key}`;
  if (demand !== null && (await demandEvents.demandOfCommand(tx, key)) === demandId)
    return { kind: 'done', demand, dropped: [] };
  if (!isAssigned(actor, demand)) return { kind: 'gone' };
  const subject = fileSubject('demand', demandId);
  await keepFiles(tx, { files: incoming, subject, visibility: 'internal', addedBy: personId, now });
  const put = await putBy(tx, subject, personId);
  const chosen = [...typed.files.filter((id) => put.has(id)), ...incoming.map(({ id }) => id)];
  const errors = { ...FORMS[event].check(typed), ...tooMany(chosen) };
  if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
  const news = await newsSince(tx, demandId, submission.version);
  if (news.some((row) => isDemandEvent(row.event) && !HARMLESS.has(row.event)))
    return late(demand, event, news);
  const data = FORMS[event].data(typed, chosen);
  const outcome = await act(tx, deps, actor, { demandId, event, data, version: demand.version, key }, now);
  if (!outcome.ok) {
    if (outcome.reason === 'not_found') return { kind: 'gone' };
    if (outcome.reason === 'invalid')
      return { kind: 'invalid', errors: { text: sentenceOf(outcome.issues) } };
    return { kind: 'too_late', news };
  }
  if (event === 'reply') await files.release(tx, { ids: chosen, subject, addedBy: personId });
  const dropped = typed.shownFiles.filter((id) => put.has(id) && !typed.files.includes(id));
  return { kind: 'done', demand: outcome.demand, dropped: event === 'reply' ? dropped : [] };
}

function late(demand: Demand, event: FormEvent, news: readonly demandEvents.DemandEventRow[]): Result {
  return possibleNow(demand, event) ? { kind: 'conflict', news } : { kind: 'too_late', news };
}

function possibleNow({ state }: Demand, event: FormEvent): boolean {
  return possibleEvents(state, ['assignee']).includes(event);
}

/** Ids of the person's files that no reply has taken along yet. */
async function putBy(tx: WriteExecutor, subject: string, personId: string): Promise<ReadonlySet<string>> {
  const rows = await files.listBySubject(tx, subject);
  return new Set(
    rows
      .filter(({ visibility, addedBy }) => visibility === 'internal' && addedBy === personId)
      .map(({ id }) => id),
  );
}

function tooMany(chosen: readonly string[]): FieldErrors {
  return chosen.length > FILE_LIMITS.filesPerMessage ? { files: expertTexts.form.tooManyFiles } : {};
}

/** What happened since the version that a form showed; everything where it did not say which. */
async function newsSince(tx: WriteExecutor, demandId: string, version: number | null) {
  const events = await demandEvents.list(tx, demandId);
  return events.filter(({ position }) => position > (version ?? 0));
}

function sentenceOf(issues: readonly string[]): string {
  return issues.includes('ask_backs_used') ? expertTexts.problem.spent : expertTexts.problem.unchanged;
}
