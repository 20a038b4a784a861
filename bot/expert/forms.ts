import { EVENT_DATA } from '../../src/demand/events.js';
import { expertTexts } from './texts.js';

/** What the assigned side can do with a form of the page. */
export const FORM_EVENTS = ['take', 'decline', 'ask_back', 'reply'] as const;
export type FormEvent = (typeof FORM_EVENTS)[number];

/** What was typed, by field; lines end with \n. Reasons and files are those that were ticked. */
export interface Typed {
  readonly text: string;
  readonly instead: string;
  readonly reasons: readonly string[];
  /** Ids of files uploaded before: all that the form showed, and those to send. */
  readonly shownFiles: readonly string[];
  readonly files: readonly string[];
}

export const NOTHING_TYPED: Typed = { text: '', instead: '', reasons: [], shownFiles: [], files: [] };

/** Every text that was typed, to be shown where there is no form for it any more. */
export function typedText({ text, instead }: Typed): string {
  return [text, instead].filter((part) => part.trim() !== '').join('\n\n');
}

export type Field = 'text' | 'instead' | 'files';
/** A sentence for each field that has to be put right. */
export type FieldErrors = Readonly<Partial<Record<Field, string>>>;

interface ActionForm {
  readonly check: (typed: Typed) => FieldErrors;
  /** For EVENT_DATA of the event; `files` are those that go with it. */
  readonly data: (typed: Typed, files: readonly string[]) => object;
}

const { form: texts, decline: declineTexts } = expertTexts;
/** Most characters (UTF-16 units, as browsers count them) of each text. */
export const LONGEST: Readonly<Record<FormEvent, number>> = {
  take: 0,
  decline: EVENT_DATA.decline.shape.reason.maxLength ?? 0,
  ask_back: EVENT_DATA.ask_back.shape.question.maxLength ?? 0,
  reply: EVENT_DATA.reply.shape.text.maxLength ?? 0,
};

export const FORMS: Readonly<Record<FormEvent, ActionForm>> = {
  take: { check: () => ({}), data: () => ({}) },
  decline: {
    check: (typed) => ({
      ...(reasonOf(typed) === '' ? { text: texts.noReason } : tooLong(reasonOf(typed), 'decline')),
      ...(typed.instead.length > LONGEST.decline ? { instead: texts.tooLong(LONGEST.decline) } : {}),
    }),
    data: (typed) => ({
      reason: reasonOf(typed),
      instead: typed.instead.trim() === '' ? null : typed.instead,
    }),
  },
  ask_back: {
    check: (typed) => needed(typed.text, 'ask_back'),
    data: (typed) => ({ question: typed.text }),
  },
  reply: {
    check: (typed) => needed(typed.text, 'reply'),
    data: (typed, files) => ({ text: typed.text, files }),
  },
};

/** What was ticked and what was written beside it. */
function reasonOf({ reasons, text }: Typed): string {
  const ticked = reasons.filter((reason) => declineTexts.reasons.some((each) => each === reason));
  return [...ticked, text.trim()].filter((part) => part !== '').join(declineTexts.joint);
}

function needed(text: string, event: FormEvent): FieldErrors {
  return text.trim() === '' ? { text: texts.empty } : tooLong(text, event);
}

function tooLong(text: string, event: FormEvent): FieldErrors {
  return text.trim().length > LONGEST[event] ? { text: texts.tooLong(LONGEST[event]) } : {};
}
