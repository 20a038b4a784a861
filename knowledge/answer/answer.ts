import type { Inquiry } from '../inquiry/inquiry.js';
import type { TurnResult } from './turn-result.js';

/** What one question is asked with. */
export interface Question {
  readonly text: string;
  readonly role: 'enterprise' | 'official';
  /** GB/T 2260 code of the asker's province, or null. */
  readonly province: string | null;
  /** What was understood so far in this consultation; null on a fresh one. */
  readonly previous: Inquiry | null;
  /** How many times in a row the asker was already asked back. */
  readonly rounds: number;
  /** Facts already asked for in this consultation: 不知道 is an answer, so none is asked for twice. */
  readonly asked: readonly string[];
}

/** One line that a user reads; `citations` are keys into the result's citations. */
export interface AnswerLine {
  readonly label: string | null;
  readonly text: string;
  readonly citations: readonly string[];
}

/** One technology, standard, case… with its lines, or a plain group of lines when `title` is null. */
export interface AnswerItem {
  readonly recordId: string | null;
  readonly title: string | null;
  /** Short mark beside the title: 国家标准, 厂商宣称，未经核实, 征求意见稿… */
  readonly badge: string | null;
  readonly lines: readonly AnswerLine[];
}

export interface AnswerSection {
  readonly title: string | null;
  readonly tone: 'plain' | 'good' | 'warning' | 'urgent';
  readonly items: readonly AnswerItem[];
}

/** A button: `say` sends `value` as the user's own message, `open` opens an address. */
export interface AnswerAction {
  readonly kind: 'say' | 'open';
  readonly title: string;
  readonly value: string;
}

/** A button whose object comes back as the value of a message, for whoever reads what is to be done. */
export interface ChoiceAction {
  readonly kind: 'do';
  readonly title: string;
  readonly value: { readonly do: string; readonly [field: string]: unknown };
}

/**
 * The whole answer of a turn. `result.text` and `result.claims` are made from the same lines, so that text and
 * card cannot disagree.
 */
export interface Answer {
  readonly result: TurnResult;
  /** First line of everything: the conclusion. */
  readonly conclusion: string;
  readonly sections: readonly AnswerSection[];
  /** Closing sentence (technical advice, not a basis for acceptance or enforcement). */
  readonly notice: string | null;
  readonly actions: readonly (AnswerAction | ChoiceAction)[];
  /** What is understood now, to be kept with the consultation. */
  readonly inquiry: Inquiry;
}
