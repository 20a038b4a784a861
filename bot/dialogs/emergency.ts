import type { Answer } from '../../knowledge/answer/answer.js';
import { withoutPhones } from '../../src/demand/phone.js';
import { answerReply } from '../cards/answer-reply.js';
import { line, lineSection, type Reply, type Tap } from '../cards/reply.js';
import type { ButtonOf } from './button.js';
import type { DialogInput, DialogOutput } from './dialog.js';
import { draftProfile } from './draft-profile.js';
import { beginDraft } from './escalate.js';
import type { Read } from './form.js';
import type { Here } from './here.js';
import { emergencyTexts as texts } from './texts.js';

/** Whom to ring comes first, as it is answered; below it the offer to register the emergency as well. */
export function emergencyReply(answer: Answer): Reply {
  const reply = answerReply(answer);
  const { text, region } = answer.inquiry;
  const offer: Tap = {
    kind: 'do',
    title: texts.button,
    value: { do: 'emergency', text: withoutPhones(text).slice(0, LONGEST), region },
  };
  if (reply.card === null) return reply;
  const { card } = reply;
  const sections = [...card.sections, lineSection(texts.offerTitle, [line(texts.offer)])];
  return { ...reply, card: { ...card, sections, actions: [...card.actions, offer] } };
}

const LONGEST = 4000;

/** A draft that is filed with the next tap; only an unknown province is asked for. */
export function registerEmergency(
  input: DialogInput,
  here: Here,
  button: ButtonOf<'emergency'>,
  read: Read,
): DialogOutput {
  const inquiry = read(button.text);
  const profile = draftProfile(inquiry, { offered: [], shortfall: null });
  const known = { ...profile, region: button.region ?? profile.region };
  return beginDraft(input, here, { kind: 'emergency', profile: known });
}
