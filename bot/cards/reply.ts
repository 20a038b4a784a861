import type { Answer, AnswerItem, AnswerLine, AnswerSection } from '../../knowledge/answer/answer.js';
import type { Citation } from '../../knowledge/answer/turn-result.js';
import type { Button } from '../dialogs/button.js';

/** One message to a user in no channel's form yet. Each channel renders it as well as it can. */
export interface Reply {
  /** The whole message as plain text, for channels without cards, for notifications and for screen readers. */
  readonly text: string;
  /** The same as a card; null for a plain message. */
  readonly card: ReplyCard | null;
  /** Chips under the message; they are gone with the next message. */
  readonly suggestions: Answer['actions'];
}

export interface ReplyCard {
  readonly conclusion: string;
  readonly sections: readonly ReplySection[];
  readonly notice: string | null;
  readonly citations: readonly Citation[];
  readonly actions: Answer['actions'];
}

/** A line that has a word to tap at its end. */
export interface ReplyLine extends AnswerLine {
  readonly tap?: Tap & { readonly word: string };
}

interface ReplyItem extends Omit<AnswerItem, 'lines'> {
  readonly lines: readonly ReplyLine[];
}

export interface ReplySection extends Omit<AnswerSection, 'items'> {
  readonly items: readonly ReplyItem[];
}

/** A button that does something: `title` is what it says and what stands in the talk as the user's words. */
export interface Tap {
  readonly kind: 'do';
  readonly title: string;
  readonly value: Button;
}

/** A reply of words alone. */
export function plainReply(text: string, suggestions: Answer['actions'] = []): Reply {
  return { text, card: null, suggestions };
}

/** A plain line of a card. */
export function line(text: string, label: string | null = null): ReplyLine {
  return { label, text, citations: [] };
}

/** A group of lines without headings of their own. */
export function lineSection(
  title: string | null,
  lines: readonly ReplyLine[],
  tone: AnswerSection['tone'] = 'plain',
): ReplySection {
  return { title, tone, items: [{ recordId: null, title: null, badge: null, lines }] };
}

/** A card without sources, whose plain text is made of its own words. */
export function cardReply(
  card: Omit<ReplyCard, 'citations' | 'notice'> & { readonly notice?: string | null },
  suggestions: Answer['actions'] = [],
): Reply {
  const sections = card.sections.filter(({ items }) => items.some(({ lines }) => lines.length > 0));
  const whole: ReplyCard = { ...card, notice: card.notice ?? null, sections, citations: [] };
  return { text: textOf(whole), card: whole, suggestions };
}

function textOf({ conclusion, sections, notice }: ReplyCard): string {
  const said = sections.flatMap(({ title, items }) => [
    ...(title === null ? [] : [title]),
    ...items.flatMap((item) => [
      ...(item.title === null ? [] : [item.badge === null ? item.title : `${item.title}【${item.badge}】`]),
      ...item.lines.map(({ label, text }) => (label === null ? text : `${label}：${text}`)),
    ]),
  ]);
  return [conclusion, ...said, ...(notice === null ? [] : [notice])].join('\n');
}
