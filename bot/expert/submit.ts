import { isDemandEvent } from '../../src/demand/events.js';
import { possibleEvents } from '../../src/demand/transitions.js';
import { eraseFiles, type IncomingFile } from '../../src/files/kept-files.js';
import type { DemandEventRow } from '../../src/storage/demand-events.js';
import * as demands from '../../src/storage/demands.js';
import type { Problem } from '../problem.js';
import { formId, WORK } from './action-forms.js';
import { isAssigned } from './assigned.js';
import { carryOut, type Result, type Submission } from './carry-out.js';
import { instantText } from './china-day.js';
import { envelopeOf, typedOf } from './form-fields.js';
import { type FieldErrors, type FormEvent, type Typed, typedText } from './forms.js';
import { EXPERT, problemNotice } from './parts.js';
import { gonePage } from './plain-pages.js';
import { type ExpertCall, param, seeOther, sendPage } from './route.js';
import { demandAddress, showDemand } from './show-demand.js';
import { expertTexts } from './texts.js';
import { titleOf } from './timeline.js';
import { isFormToken } from './token.js';

const KEY = /^[\w-]{8,64}$/;

/** Takes a form of the demand's page: carries it out and leads on, or shows it again with all that was typed. */
export async function submit(call: ExpertCall, event: FormEvent): Promise<void> {
  const { visitor, request, broken } = call;
  const { token, version, key } = envelopeOf(request.body);
  const submission = { demandId: param(request, 'id'), event, version, key, typed: typedOf(request.body) };
  if (broken !== null)
    return again(call, submission, {
      status: broken.status,
      sentence: filesProblem(broken, submission.typed),
    });
  if (!isFormToken(visitor.token, token) || !KEY.test(key))
    return again(call, submission, { status: 403, sentence: expertTexts.problem.expired });
  const reception = await call.deps.files.receiver.receive(request, (incoming) =>
    keep(call, submission, incoming),
  );
  if (reception.kind === 'refused') {
    const { problem } = reception;
    return again(call, submission, {
      status: problem.status,
      sentence: filesProblem(problem, submission.typed),
      field: 'files',
    });
  }
  await answer(call, submission, reception.value);
}

async function keep(
  { deps, visitor, now }: ExpertCall,
  submission: Submission,
  incoming: readonly IncomingFile[],
): Promise<Result> {
  const { storage } = deps;
  // A reply alone has files; what somebody adds to another form is left alone.
  const taken = submission.event === 'reply' ? incoming : [];
  return storage.write((tx) => carryOut(tx, deps, visitor, submission, taken, now));
}

async function answer(call: ExpertCall, submission: Submission, result: Result): Promise<void> {
  const { deps, response } = call;
  switch (result.kind) {
    case 'done': {
      await eraseFiles({ ...deps, blobs: deps.files.blobs }, result.dropped);
      const { id, province } = result.demand;
      deps.events.publish({ topic: 'demands', province, id });
      return seeOther(response, nextAddress(call, submission));
    }
    case 'gone':
      return sendPage(response, gonePage(deps.site, typedText(submission.typed)), 404);
    case 'invalid':
      return again(call, submission, { status: 422, errors: result.errors });
    case 'conflict':
    case 'too_late': {
      const news = newsText(call, result.news);
      const { conflict, wrongState } = expertTexts.problem;
      const sentence = result.kind === 'conflict' ? conflict(news) : wrongState(news);
      return again(call, submission, { status: 409, sentence });
    }
  }
}

/** Who took a demand goes on to the form of the reply; who gave it back, to the list. */
function nextAddress(call: ExpertCall, { demandId, event }: Submission): string {
  if (event === 'decline') return `${call.deps.site.base}${EXPERT}?done=${event}`;
  return `${demandAddress(call, demandId)}?done=${event}${event === 'take' ? `#${WORK}` : ''}`;
}

interface Again {
  readonly status: number;
  /** What went wrong as a whole; without one the errors tell. */
  readonly sentence?: string;
  readonly errors?: FieldErrors;
  /** Where the sentence stands as well. */
  readonly field?: 'files';
}

async function again(
  call: ExpertCall,
  submission: Submission,
  { status, sentence, ...rest }: Again,
): Promise<void> {
  const { deps, visitor, response } = call;
  const { event, typed, demandId } = submission;
  const demand = await demands.find(deps.storage.db, demandId);
  if (!isAssigned(visitor.actor, demand))
    return sendPage(response, gonePage(deps.site, typedText(typed)), 404);
  const errors =
    rest.field === undefined || sentence === undefined ? (rest.errors ?? {}) : { [rest.field]: sentence };
  const told = sentence ?? Object.values(errors).join('\n');
  const anchor = possibleEvents(demand.state, ['assignee']).includes(event) ? formId(event) : WORK;
  const notice = problemNotice(told, anchor);
  await showDemand(call, demand, { status, notice, done: null, returned: { event, typed, errors } });
}

/** Of a form that broke early nothing may have come: then nothing is said of it, and the script has the text. */
function filesProblem({ sentence }: Problem, typed: Typed): string {
  return typedText(typed) === '' ? sentence : `${sentence}\n${expertTexts.form.filesRefused}`;
}

/** What happened meanwhile, in words; the assignee's own doings on another page too. */
function newsText({ visitor, now }: ExpertCall, rows: readonly DemandEventRow[]): string {
  const { news, otherNews, joint } = expertTexts.problem;
  const told = rows.flatMap((row) => {
    const title = isDemandEvent(row.event) ? titleOf(row.event, row, visitor.actor.personId) : '';
    return title === '' ? [] : [news(instantText(row.at, now), title)];
  });
  return told.length === 0 ? otherNews : told.join(joint);
}
