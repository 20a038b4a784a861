import type { TurnResult } from '../../knowledge/answer/turn-result.js';
import type { Inquiry } from '../../knowledge/inquiry/inquiry.js';
import { nextState } from '../../src/consultation/transitions.js';
import type { Demand } from '../../src/demand/demand.js';
import { plainReply } from '../cards/reply.js';
import { bind, codeIn } from './bind.js';
import { takeWords } from './demand-words.js';
import type { DialogInput, DialogOutput } from './dialog.js';
import { continueForm, file, putAside, type Read, repeatForm, resumeForm, resumeTap } from './form.js';
import { done, type Here, ownDemand } from './here.js';
import { interrupts } from './interruption.js';
import { rate } from './my-demands.js';
import { type FormPending, type Pending, readPending, type WordsPending } from './pending.js';
import { yesOrNo } from './slot-words.js';
import { manageTexts } from './texts.js';

/** The talk without the step that was under way. */
export interface Bare {
  readonly input: DialogInput;
  readonly here: Here;
}

type Elsewhere = (bare: Bare) => Promise<DialogOutput>;

/**
 * A text that answers what was asked for before it; null when nothing was, or it clearly is about something else.
 * Then the step ends, and what it had gathered stays as a draft.
 */
export async function takePending(
  input: DialogInput,
  here: Here,
  read: Read,
  elsewhere: Elsewhere,
): Promise<DialogOutput | null> {
  const pending = readPending(here.profile.pending);
  if (pending === null) return null;
  const bare = { input, here: { ...here, profile: { ...here.profile, pending: null } } };
  switch (pending.step) {
    case 'bind':
      return codeIn(input.text) === null ? null : bind(input, here);
    case 'comment':
      return takeComment(bare, pending, read);
    case 'words':
      return takeTold(bare, pending, read);
    case 'form':
      return takeForm(bare, pending, read, elsewhere);
  }
}

async function takeForm(
  { input, here }: Bare,
  form: FormPending,
  read: Read,
  elsewhere: Elsewhere,
): Promise<DialogOutput | null> {
  const demand = ownDemand(input, form.demandId);
  if (demand === null || demand.state !== 'draft' || input.text === '') return null;
  const inquiry = read(input.text);
  const interruption = interrupts(input.text, inquiry, demand, form);
  if (interruption === null) return inForm({ input, here }, { demand, form, inquiry, read });
  if (interruption === 'cancel')
    return form.editing ? resumeForm(here, demand, { ...form, editing: false }) : putAside(here, demand);
  return aside(await elsewhere({ input, here }), demand);
}

interface InForm {
  readonly demand: Demand;
  readonly form: FormPending;
  readonly inquiry: Inquiry;
  readonly read: Read;
}

/** A command or a courtesy is no content: the form says again where it stands. */
function inForm({ input, here }: Bare, { demand, form, inquiry, read }: InForm): DialogOutput {
  const standing: Here = { ...here, profile: { ...here.profile, pending: form } };
  const isCommand = inquiry.intent === 'file_demand' && input.text.length <= COMMAND_CHARACTERS;
  if (isCommand && form.asking.length === 0) return file(standing, demand, form);
  const isCourtesy = inquiry.intent === 'smalltalk' && !inquiry.offTopic && form.asking.length > 0;
  const asksForWords = form.asking.some((field) => field !== 'phone' && field !== 'share');
  if (isCommand || (asksForWords && (isCourtesy || yesOrNo(input.text) !== null)))
    return repeatForm(standing, demand, form);
  return continueForm(input, standing, demand, form, read);
}

/** Longer than 提交需求 or 转人工, shorter than the story of a problem. */
const COMMAND_CHARACTERS = 12;

/** The answer to something else, with the way back to the form. */
function aside(output: DialogOutput, demand: Demand): DialogOutput {
  const [last, ...before] = [...output.replies].reverse();
  if (last === undefined) return output;
  const suggestions = [resumeTap(demand.id), ...last.suggestions];
  return { ...output, replies: [...before.reverse(), { ...last, suggestions }] };
}

function takeTold({ input, here }: Bare, pending: WordsPending, read: Read): DialogOutput | null {
  const demand = ownDemand(input, pending.demandId);
  if (demand === null || (input.text === '' && input.files.length === 0)) return null;
  if (input.text !== '') {
    const { intent } = read(input.text);
    if (intent === 'cancel') {
      const replies = [plainReply(manageTexts.stopped)];
      return done(here, { action: 'manage', intent: 'cancel', replies });
    }
    if (LEADS_ELSEWHERE.has(intent)) return null;
  }
  return takeWords(input, here, demand, pending.event);
}

/** What is no content of a demand, whatever was asked for. */
const LEADS_ELSEWHERE: ReadonlySet<Inquiry['intent']> = new Set(['emergency', 'my_demands', 'bind'] as const);

/** After a rating only a few words are about it; a question is a question. */
function takeComment(
  { input, here }: Bare,
  { demandId, rating }: Extract<Pending, { step: 'comment' }>,
  read: Read,
): DialogOutput | null {
  const demand = ownDemand(input, demandId);
  const { intent, industries, pollutants } = read(input.text);
  const isRemark = intent === 'consult' && industries.length + pollutants.length === 0;
  if (demand === null || demand.state !== 'closed' || input.text === '') return null;
  const says = isRemark || intent === 'smalltalk' || intent === 'confirm';
  return says && input.text.length <= LONGEST_COMMENT ? rate(here, demand, rating, input.text) : null;
}

const LONGEST_COMMENT = 1000;

/** 算了: the question is dropped; what was filed goes on. */
export function letGo(here: Here, found: TurnResult): DialogOutput {
  const state = here.state === 'open' ? (nextState('open', 'cancelled') ?? here.state) : here.state;
  return done(here, {
    action: 'manage',
    intent: 'cancel',
    replies: [plainReply(manageTexts.letGo)],
    state,
    found,
  });
}
