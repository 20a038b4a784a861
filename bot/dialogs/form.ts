import type { Inquiry } from '../../knowledge/inquiry/inquiry.js';
import type { DemandCommand } from '../../src/demand/act.js';
import type { Demand } from '../../src/demand/demand.js';
import { missingForFiling } from '../../src/demand/profile.js';
import { plainReply, type Reply, type Tap } from '../cards/reply.js';
import type { ButtonOf } from './button.js';
import type { DialogAct, DialogInput, DialogOutput } from './dialog.js';
import { type Taken, takeAnswer, takeSkip } from './form-answer.js';
import { asking, nextFields } from './form-fields.js';
import { editReply, formReply } from './form-reply.js';
import { done, type Here } from './here.js';
import { replyTo } from './outcome.js';
import { type FormPending, newForm } from './pending.js';
import { receiptReply } from './receipt.js';
import { isSkip, yesOrNo } from './slot-words.js';
import { formTexts as texts } from './texts.js';

/** Names the wording of the preview that the asker agrees to. Another wording is another name. */
const CONSENT = 'preview-1';
const TURN = { action: 'escalate', intent: 'file_demand' } as const;

/** What a text says by itself, without the talk before it. */
export type Read = (text: string) => Inquiry;

/** One message in the form: into the draft with it, then the next question or the preview. */
export function continueForm(
  input: DialogInput,
  here: Here,
  demand: Demand,
  form: FormPending,
  read: Read,
): DialogOutput {
  if (form.asking.length === 0 && agrees(input.text)) return file(here, demand, form);
  if (form.asking.length === 0 && yesOrNo(input.text) === false) return putAside(here, demand);
  const said = { text: input.text, demand, form, read };
  return proceed(here, demand, takeAnswer(said), isSkip(input.text));
}

export function skipField(here: Here, demand: Demand, form: FormPending): DialogOutput {
  return proceed(here, demand, takeSkip({ demand, form }), true);
}

export function answerShare(here: Here, demand: Demand, form: FormPending, shared: boolean): DialogOutput {
  if (form.phone === null) return resumeForm(here, demand, form);
  const { profile, province } = demand;
  return proceed(here, demand, { profile, province, form: { ...form, shared }, problem: null }, false);
}

/** Where the form stands: its questions again, or the preview. */
export function resumeForm(
  here: Here,
  demand: Demand,
  form: FormPending,
  lead: string | null = null,
): DialogOutput {
  const next = asking(form, nextFields(demand, form));
  // A notice about the preview is none about a question.
  const shown = next.asking.length === 0 ? lead : null;
  return done(here, { ...TURN, replies: [formReply(demand, next, shown)], profile: { pending: next } });
}

/** The same question again: what came was neither an answer nor anything else. */
export function repeatForm(here: Here, demand: Demand, form: FormPending): DialogOutput {
  return done(here, { ...TURN, replies: [formReply(demand, form, null)], profile: { pending: form } });
}

export function editField(
  here: Here,
  demand: Demand,
  form: FormPending,
  { field }: ButtonOf<'edit'>,
): DialogOutput {
  const next = asking(form, [field], true);
  return done(here, { ...TURN, replies: [editReply(demand, field, next)], profile: { pending: next } });
}

/** Files what the asker saw; what changed since, or was put aside meanwhile, is shown first. */
export function file(here: Here, demand: Demand, form: FormPending, version = demand.version): DialogOutput {
  const isShown = here.profile.pending?.step === 'form' && (form.asking.length === 0 || form.editing);
  if (!isShown || version !== demand.version) return resumeForm(here, demand, form, texts.changed);
  if (missingForFiling(demand.profile, demand.province).length > 0) return resumeForm(here, demand, form);
  const data = { phone: form.phone, phoneShared: form.shared === true, consent: CONSENT };
  const acts: DialogAct[] = [
    {
      kind: 'demand',
      command: { demandId: demand.id, event: 'file', data, version },
      reply: replyTo((filed) => [receiptReply(filed)]),
    },
    ...filesOf(demand),
  ];
  return done(here, { ...TURN, acts });
}

function filesOf({ id, consultationId }: Demand): DialogAct[] {
  return consultationId === null ? [] : [{ kind: 'files', demandId: id, consultationId, ids: 'all' }];
}

/** The form ends for now; the draft stays. */
export function putAside(here: Here, { id }: Demand): DialogOutput {
  const suggestions = [resumeTap(id), discardTap(id)];
  return done(here, { action: 'manage', intent: 'cancel', replies: [plainReply(texts.kept, suggestions)] });
}

export function resumeTap(demandId: string): Tap {
  return { kind: 'do', title: texts.chips.resume, value: { do: 'resume', demandId } };
}

function discardTap(demandId: string): Tap {
  return { kind: 'do', title: texts.chips.discard, value: { do: 'discard', demandId } };
}

/** Keeps what was taken in the draft, and says what comes next. */
function proceed(here: Here, before: Demand, taken: Taken, skipped: boolean): DialogOutput {
  const { profile, province, problem } = taken;
  const isChanged = JSON.stringify([profile, province]) !== JSON.stringify([before.profile, before.province]);
  const after: Demand = { ...before, profile, province, version: before.version + (isChanged ? 1 : 0) };
  const stays = problem !== null;
  const next = stays ? taken.form : asking(taken.form, nextFields(after, taken.form));
  const lead = stays ? texts.problems[problem] : next.asking.length === 0 ? null : leadOf(skipped);
  const reply = formReply(after, next, lead);
  const profileAfter = { pending: next };
  if (!isChanged) return done(here, { ...TURN, replies: [reply], profile: profileAfter });
  const act = amend({ demandId: before.id, data: { profile, province }, version: before.version }, reply);
  return done(here, { ...TURN, acts: [act], expected: [reply], profile: profileAfter });
}

function leadOf(skipped: boolean): string {
  return skipped ? texts.skipped : texts.noted;
}

function amend(command: Pick<DemandCommand, 'demandId' | 'data' | 'version'>, reply: Reply): DialogAct {
  return { kind: 'demand', command: { ...command, event: 'amend' }, reply: replyTo(() => [reply]) };
}

function agrees(text: string): boolean {
  return yesOrNo(text) === true;
}

/** The form of a draft: the one under way, or a new one over what the draft holds. */
export function formOf(here: Here, demand: Demand): FormPending {
  const { pending } = here.profile;
  return pending?.step === 'form' && pending.demandId === demand.id ? pending : newForm(demand.id);
}
