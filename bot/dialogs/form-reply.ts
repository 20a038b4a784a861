import type { Demand } from '../../src/demand/demand.js';
import { maskPhone } from '../../src/demand/phone.js';
import type { PrecisionSlot } from '../../src/demand/profile.js';
import { problemLine } from '../cards/demand-card.js';
import {
  cardReply,
  line,
  lineSection,
  plainReply,
  type Reply,
  type ReplyLine,
  type Tap,
} from '../cards/reply.js';
import type { FormField } from './button.js';
import type { FormPending } from './pending.js';
import { previewReply } from './preview.js';
import { previewTexts, formTexts as texts } from './texts.js';

const LONGEST_KNOWN = 60;

/** What the form says next: its questions, or the preview. `lead` is what is said to the message before it. */
export function formReply(demand: Demand, form: FormPending, lead: string | null): Reply {
  if (form.asking.length === 0) return previewReply(demand, form, lead);
  const questions = form.asking.map((field) => questionOf(field, form));
  const numbered =
    questions.length === 1 ? questions : questions.map((question, index) => `${index + 1}. ${question}`);
  const hint = form.asking.some(isChangedByWords) ? [texts.hint] : [texts.stop];
  return plainReply(
    [...(lead === null ? [] : [lead]), ...numbered, ...hint].join('\n'),
    chipsOf(demand, form),
  );
}

/** The first thing that the form says: what it is, what is known already, and the first questions. */
export function openingReply(demand: Demand, form: FormPending): Reply {
  if (form.asking.length === 0) return previewReply(demand, form);
  const questions = form.asking.map((field, index) =>
    line(`${form.asking.length > 1 ? `${index + 1}. ` : ''}${questionOf(field, form)}`),
  );
  return cardReply(
    {
      conclusion: texts.opened,
      sections: [
        lineSection(texts.known, knownLines(demand), 'good'),
        lineSection(texts.asks, [...questions, line(texts.hint)]),
      ],
      actions: [],
    },
    chipsOf(demand, form),
  );
}

/** Asks for the new words of one field, and says the present ones. */
export function editReply(demand: Demand, field: FormField, form: FormPending): Reply {
  if (!isChangedByWords(field)) return formReply(demand, form, null);
  const now = demand.profile[field] ?? texts.empty;
  const keep: Tap = {
    kind: 'do',
    title: texts.chips.unchanged,
    value: { do: 'resume', demandId: demand.id },
  };
  return plainReply(texts.edit(previewTexts.labels[field], now), [keep]);
}

function isChangedByWords(field: FormField): field is PrecisionSlot {
  return isSlotOrProvince(field) && field !== 'province';
}

function isSlotOrProvince(field: FormField): boolean {
  return field !== 'phone' && field !== 'share';
}

function questionOf(field: FormField, { phone }: FormPending): string {
  const { questions } = texts;
  return field === 'share' ? questions.share(maskPhone(phone ?? '')) : questions[field];
}

function knownLines(demand: Demand): readonly ReplyLine[] {
  const { profile } = demand;
  const slots = (['time', 'place', 'subject', 'measure'] as const).flatMap((slot) =>
    profile[slot] === null ? [] : [line(profile[slot], previewTexts.labels[slot])],
  );
  const problem =
    profile.problem === null ? [] : [line(problemLine(demand, LONGEST_KNOWN), previewTexts.labels.problem)];
  return [...problem, ...slots];
}

function chipsOf({ id }: Demand, { asking }: FormPending): readonly Tap[] {
  const { chips } = texts;
  const chip = (title: string, value: Tap['value']): Tap => ({ kind: 'do', title, value });
  const later = chip(chips.later, { do: 'later', demandId: id });
  const [first] = asking;
  if (first === 'share')
    return [
      chip(chips.shareYes, { do: 'share', demandId: id, agreed: true }),
      chip(chips.shareNo, { do: 'share', demandId: id, agreed: false }),
    ];
  if (first === 'phone') return [chip(chips.noPhone, { do: 'skip', demandId: id }), later];
  if (first === 'problem' || first === 'province') return [later];
  return [chip(chips.unknown, { do: 'skip', demandId: id }), later];
}
