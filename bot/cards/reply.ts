import type { AnswerAction, AnswerSection } from '../../knowledge/answer/answer.js';
import type { Citation } from '../../knowledge/answer/turn-result.js';

/** One message to a user in no channel's form yet. Each channel renders it as well as it can. */
export interface Reply {
  /** The whole message as plain text, for channels without cards, for notifications and for screen readers. */
  readonly text: string;
  /** The same as a card; null for a plain message. */
  readonly card: ReplyCard | null;
  /** Chips under the message; tapping one says its value. */
  readonly suggestions: readonly AnswerAction[];
}

export interface ReplyCard {
  readonly conclusion: string;
  readonly sections: readonly AnswerSection[];
  readonly notice: string | null;
  readonly citations: readonly Citation[];
  readonly actions: readonly AnswerAction[];
}
