import type { Answer } from '../../knowledge/answer/answer.js';
import type { TurnResult } from '../../knowledge/answer/turn-result.js';
import type { Inquiry } from '../../knowledge/inquiry/inquiry.js';
import type { Demand, DemandKind } from '../../src/demand/demand.js';
import { newDemand } from '../../src/demand/new-demand.js';
import type { DemandProfile } from '../../src/demand/profile.js';
import { demandCard } from '../cards/demand-card.js';
import type { Tap } from '../cards/reply.js';
import type { DialogInput, DialogOutput } from './dialog.js';
import { draftProfile, provinceOf } from './draft-profile.js';
import { resumeForm } from './form.js';
import { asking, nextFields } from './form-fields.js';
import { openingReply } from './form-reply.js';
import { done, type Here, newHere } from './here.js';
import { replyTo } from './outcome.js';
import { newForm } from './pending.js';
import { formTexts as texts } from './texts.js';

/** Turns to people: with the draft that there is, with what was filed already, or with a new draft. */
export function escalate(
  input: DialogInput,
  here: Here,
  { answer = null, fresh = false }: { readonly answer?: Answer | null; readonly fresh?: boolean },
): DialogOutput {
  const mine = input.asker.demands.filter(({ consultationId }) => consultationId === here.id);
  const draft = mine.find(({ state }) => state === 'draft');
  const found = answer?.result ?? null;
  const content = contentOf(here, answer);
  if (draft !== undefined && !content.isNew) return resumeForm(here, draft, newForm(draft.id));
  const filed = mine.find(({ state }) => state !== 'draft' && state !== 'withdrawn');
  if (filed !== undefined && !fresh && !content.isNew) return alreadyFiled(here, filed, found);
  const target = here.state === 'escalated' ? newHere(input) : here;
  const inquiry = here.state === 'escalated' && fresh ? null : content.inquiry;
  const { offered = [], shortfall = null } = here.profile;
  const profile = draftProfile(inquiry, { offered, shortfall: content.shortfall ?? shortfall });
  return beginDraft(input, target, { kind: 'demand', profile, found });
}

function alreadyFiled(here: Here, filed: Demand, found: TurnResult | null): DialogOutput {
  const again: Tap = { kind: 'do', title: texts.another, value: { do: 'escalate', fresh: true } };
  const card = demandCard(filed, { heading: texts.alreadyFiled });
  return done(here, {
    action: 'escalate',
    intent: 'file_demand',
    replies: [{ ...card, suggestions: [again] }],
    found,
  });
}

interface NewDraft {
  readonly kind: DemandKind;
  readonly profile: DemandProfile;
  readonly found?: TurnResult | null;
  readonly phone?: string | null;
}

/** Makes a draft of what is known and says the first of its form. */
export function beginDraft(
  input: DialogInput,
  here: Here,
  { kind, profile, found = null }: NewDraft,
): DialogOutput {
  const province = provinceOf(profile.region) ?? here.province ?? input.province;
  const demandId = input.newId();
  const origin = {
    kind,
    consultationId: here.id,
    conversationId: input.conversationId,
    asker: input.asker.id,
    personId: input.asker.personId,
  };
  const draft = newDemand(demandId, origin, { profile, province }, input.now);
  const form = newForm(demandId);
  const pending = asking(form, nextFields(draft, form));
  const reply = openingReply(draft, pending);
  return done(here, {
    action: 'escalate',
    intent: 'file_demand',
    expected: [reply],
    found,
    profile: { pending },
    acts: [
      {
        kind: 'demand',
        command: { demandId, event: 'draft', data: { profile, province }, version: null, origin },
        reply: replyTo(() => [reply]),
      },
    ],
  });
}

interface Content {
  readonly inquiry: Inquiry | null;
  /** Why what was offered does not do, in the asker's words. */
  readonly shortfall: string | null;
  /** The message itself tells of another issue than the talk before. */
  readonly isNew: boolean;
}

/** Longer than a button or a command, shorter than the story of a problem. */
const COMMAND_CHARACTERS = 12;

/** What the demand is about: the talk so far, else what the message itself tells. */
function contentOf(here: Here, answer: Answer | null): Content {
  const before = here.profile.inquiry;
  const said = answer?.inquiry ?? null;
  const tells = said !== null && [...said.text].length > COMMAND_CHARACTERS;
  if (before === null) return { inquiry: tells ? said : null, shortfall: null, isNew: false };
  if (tells && said.intent === 'file_demand' && namesSomething(said))
    return { inquiry: said, shortfall: null, isNew: true };
  return { inquiry: before, shortfall: tells ? said.text : null, isNew: false };
}

function namesSomething({ industries, pollutants, processes }: Inquiry): boolean {
  return industries.length + pollutants.length + processes.length > 0;
}
