import type { Demand } from '../../src/demand/demand.js';
import { demandCard } from '../cards/demand-card.js';
import { plainReply } from '../cards/reply.js';
import { bind } from './bind.js';
import type { Button, ButtonOf } from './button.js';
import { askWords, takeWords } from './demand-words.js';
import type { DialogInput, DialogOutput } from './dialog.js';
import { registerEmergency } from './emergency.js';
import { escalate } from './escalate.js';
import { answerShare, editField, file, formOf, putAside, type Read, resumeForm, skipField } from './form.js';
import { beginAnew } from './fresh.js';
import { done, type Here, ownDemand } from './here.js';
import { askRating, confirm, discard, rate, showDemand, showDemands, urge, withdraw } from './my-demands.js';
import { notFoundReply } from './outcome.js';
import { receiptReply } from './receipt.js';
import { fileReferral } from './referral.js';
import { formTexts } from './texts.js';

type OnDemand = Extract<Button, { demandId: string }>;

interface Pressed<B extends Button> {
  readonly input: DialogInput;
  readonly here: Here;
  readonly button: B;
}

interface PressedOn<B extends Button> extends Pressed<B> {
  readonly demand: Demand;
}

/** What a button does to the demand that it names, in the part of the form; there the demand is a draft. */
const IN_FORM: {
  readonly [D in 'resume' | 'skip' | 'share' | 'edit' | 'file' | 'later']: (
    pressed: PressedOn<ButtonOf<D>>,
  ) => DialogOutput;
} = {
  resume: ({ here, demand }) => resumeForm(here, demand, formOf(here, demand)),
  skip: ({ here, demand }) => skipField(here, demand, formOf(here, demand)),
  share: ({ here, demand, button }) => answerShare(here, demand, formOf(here, demand), button.agreed),
  edit: ({ here, demand, button }) => editField(here, demand, formOf(here, demand), button),
  file: ({ here, demand, button }) => file(here, demand, formOf(here, demand), button.version),
  later: ({ here, demand }) => putAside(here, demand),
};

const ON_DEMAND: {
  readonly [D in Exclude<OnDemand['do'], keyof typeof IN_FORM>]: (
    pressed: PressedOn<ButtonOf<D>>,
  ) => DialogOutput;
} = {
  demand: ({ input, here, demand }) => showDemand(input, here, demand),
  discard: ({ here, demand, button }) => discard(here, demand, button.sure === true),
  add_facts: ({ input, here, demand, button }) =>
    button.text === undefined
      ? askWords(input, here, demand, 'add_facts')
      : takeWords(input, here, demand, 'add_facts', button.text),
  answer: ({ input, here, demand }) => askWords(input, here, demand, 'answer'),
  supply: ({ input, here, demand }) => askWords(input, here, demand, 'supply'),
  reject: ({ input, here, demand }) => askWords(input, here, demand, 'reject'),
  urge: ({ here, demand }) => urge(here, demand),
  withdraw: ({ here, demand, button }) => withdraw(here, demand, button.sure === true),
  confirm: ({ here, demand }) => confirm(here, demand),
  score: ({ here, demand }) => askRating(here, demand),
  rate: ({ here, demand, button }) => rate(here, demand, button.rating, null),
};

const ELSE: {
  readonly [D in Exclude<Button['do'], OnDemand['do']>]: (
    pressed: Pressed<ButtonOf<D>> & { readonly read: Read },
  ) => DialogOutput;
} = {
  escalate: ({ input, here, button }) => escalate(input, here, { fresh: button.fresh === true }),
  demands: ({ input, here }) => showDemands(input, here),
  emergency: ({ input, here, button, read }) => registerEmergency(input, here, button, read),
  referral: ({ input, here, button }) => fileReferral(input, here, button),
  bind: ({ input, here }) => bind({ ...input, text: '' }, here),
  fresh: ({ input, here }) => beginAnew(input, here),
};

/** Does what a button says. One that is about another's demand, or none, is answered as one that is not there. */
export function press(input: DialogInput, here: Here, button: Button, read: Read): DialogOutput {
  if (!('demandId' in button)) return pressElse({ input, here, button, read });
  const demand = ownDemand(input, button.demandId);
  if (demand === null)
    return done(here, { action: 'manage', intent: 'my_demands', replies: [notFoundReply()] });
  if (!isInForm(button)) return pressOn({ input, here, button, demand });
  return demand.state === 'draft'
    ? pressInForm({ input, here, button, demand })
    : noDraftAnyMore(input, here, demand);
}

/** A button of a form that has ended: filed, which is said again, or deleted. */
function noDraftAnyMore(input: DialogInput, here: Here, demand: Demand): DialogOutput {
  const turn = { action: 'manage', intent: 'my_demands' } as const;
  if (demand.receipt === null) return done(here, { ...turn, replies: [plainReply(formTexts.gone)] });
  const isNew = demand.state === 'submitted';
  const reply = isNew
    ? receiptReply(demand, true)
    : demandCard(demand, { news: input.asker.news?.[demand.id] ?? null });
  return done(here, { ...turn, replies: [reply] });
}

function isInForm(button: OnDemand): button is Extract<Button, { do: keyof typeof IN_FORM }> {
  return Object.hasOwn(IN_FORM, button.do);
}

// In each table the entry of a button takes that very button: what the keys say the compiler cannot follow.
function pressInForm(pressed: PressedOn<Extract<Button, { do: keyof typeof IN_FORM }>>): DialogOutput {
  return (IN_FORM[pressed.button.do] as (each: typeof pressed) => DialogOutput)(pressed);
}

function pressOn(pressed: PressedOn<Exclude<OnDemand, { do: keyof typeof IN_FORM }>>): DialogOutput {
  return (ON_DEMAND[pressed.button.do] as (each: typeof pressed) => DialogOutput)(pressed);
}

function pressElse(pressed: Pressed<Exclude<Button, OnDemand>> & { readonly read: Read }): DialogOutput {
  return (ELSE[pressed.button.do] as (each: typeof pressed) => DialogOutput)(pressed);
}
