import type { Answer } from '../../knowledge/answer/answer.js';
import type { Citation } from '../../knowledge/answer/turn-result.js';
import {
  block,
  type CardElement,
  container,
  link,
  paragraphs,
  run,
  type TextRun,
  toggle,
} from './card-element.js';
import type { ReplyCard, ReplyLine, ReplySection } from './reply.js';
import { cardTexts } from './texts.js';

export const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

/** Adaptive Card 1.5 as JSON. */
export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly $schema: string;
  readonly version: '1.5';
  readonly lang: string;
  readonly fallbackText: string;
  readonly body: readonly CardElement[];
  readonly actions?: readonly CardElement[];
}

/** More items or sources than this start folded, so that a phone shows the conclusion and the first items. */
const SHOWN_ITEMS = 4;
const SHOWN_SOURCES = 4;
const TONE_STYLE = { plain: 'default', good: 'good', warning: 'warning', urgent: 'attention' } as const;
const TONE_COLOR = { plain: 'Default', good: 'Good', warning: 'Warning', urgent: 'Attention' } as const;

/**
 * The card of a reply. Words of users and records only ever stand in TextRuns, which no client reads as Markdown,
 * so that nothing in them can become a link, an image or markup (https://adaptivecards.io/explorer/TextRun.html).
 */
export function adaptiveCard(card: ReplyCard, fallbackText: string): AdaptiveCard {
  const links = new Map(card.citations.map((citation) => [citation.key, citation]));
  const actions = card.actions.map(cardAction);
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: 'zh-CN',
    fallbackText,
    body: [
      ...paragraphs(card.conclusion, (text) => markedRuns(text, links, { weight: 'Bolder', size: 'Medium' })),
      ...card.sections.map((section, index) => sectionElement(section, index, links)),
      ...sourceElements(card.citations),
      ...(card.notice === null
        ? []
        : paragraphs(card.notice, (text) => [run(text, { isSubtle: true, size: 'Small' })])),
    ],
    ...(actions.length > 0 ? { actions } : {}),
  };
}

type Links = ReadonlyMap<string, Citation>;

function sectionElement(section: ReplySection, index: number, links: Links): CardElement {
  const heading = [cardTexts.tone[section.tone], section.title].filter(
    (part) => part !== null && part !== '',
  );
  const color = TONE_COLOR[section.tone];
  const items = section.items.map((item, place) => itemElement(item, place, links));
  const id = `section-${index}`;
  return container(
    [
      ...(heading.length > 0 ? [block([run(heading.join('：'), { weight: 'Bolder', color })])] : []),
      ...items.slice(0, SHOWN_ITEMS),
      ...toggle(id, cardTexts.moreItems(items.length - SHOWN_ITEMS), items.slice(SHOWN_ITEMS)),
    ],
    { style: TONE_STYLE[section.tone], spacing: 'Medium' },
  );
}

function itemElement(item: ReplySection['items'][number], place: number, links: Links): CardElement {
  const lines = item.lines.flatMap((line) => lineElements(line, links));
  if (item.title === null) return container(lines, { spacing: 'Small' });
  const title = run(`${place + 1}. ${item.title}`, { weight: 'Bolder' });
  const badge = item.badge === null ? [] : [run('  '), badgeRun(item.badge)];
  return container([block([title, ...badge]), ...lines], { spacing: 'Medium', separator: place > 0 });
}

function badgeRun(badge: string): TextRun {
  const color = cardTexts.cautiousBadges.some((word) => badge.includes(word)) ? 'Warning' : 'Good';
  return run(`【${badge}】`, { size: 'Small', color, weight: 'Bolder' });
}

function lineElements(line: ReplyLine, links: Links): CardElement[] {
  const marks = [...line.citations.flatMap((key) => citationMark(key, links)), ...tapRuns(line)];
  const blocks = paragraphs(line.text, (text) => [run(text)]);
  const label = line.label === null ? [] : [run(`${line.label}：`, { isSubtle: true })];
  return blocks.map((element, index) => ({
    ...element,
    inlines: [
      ...(index === 0 ? label : []),
      ...element.inlines,
      ...(index === blocks.length - 1 ? marks : []),
    ],
  }));
}

/** The word at the end of a line that does something. */
function tapRuns({ tap }: ReplyLine): TextRun[] {
  if (tap === undefined) return [];
  const { word, title, value } = tap;
  const selectAction = { type: 'Action.Submit', title, data: messageBack(title, value) };
  return [run('  '), run(word, { color: 'Accent', selectAction })];
}

function citationMark(key: string, links: Links): TextRun[] {
  const citation = links.get(key);
  return citation === undefined ? [] : [mark(citation)];
}

function mark(citation: Citation): TextRun {
  return link(`[${citation.key}]`, citation.url, { size: 'Small' }, sourceLabel(citation));
}

/** Text whose `[1]` marks of known sources are links; anything else in brackets stays text. */
function markedRuns(text: string, links: Links, style: Partial<TextRun>): TextRun[] {
  return text
    .split(/(\[[^[\]]{1,8}\])/)
    .filter((part) => part !== '')
    .map((part) => {
      const citation = part.startsWith('[') ? links.get(part.slice(1, -1)) : undefined;
      return citation === undefined ? run(part, style) : mark(citation);
    });
}

function sourceElements(citations: readonly Citation[]): CardElement[] {
  if (citations.length === 0) return [];
  const rows = citations.map((citation) =>
    block([link(sourceLabel(citation), citation.url, { size: 'Small' })], { spacing: 'Small' }),
  );
  const heading = block([run(cardTexts.sources, { weight: 'Bolder', size: 'Small' })], { spacing: 'Medium' });
  const hidden = rows.slice(SHOWN_SOURCES);
  return [
    container(
      [
        heading,
        ...rows.slice(0, SHOWN_SOURCES),
        ...toggle('sources', cardTexts.moreSources(hidden.length), hidden),
      ],
      { separator: true, spacing: 'Medium' },
    ),
  ];
}

/** `[1] HJ 1089-2020 6.1.2.1 《印刷工业污染防治可行技术指南》` */
export function sourceLabel({ key, number, clause, title }: Citation): string {
  return [`[${key}]`, number, clause, `《${title}》`]
    .filter((part) => part !== null && part !== '')
    .join(' ');
}

function cardAction({ kind, title, value }: Answer['actions'][number]): CardElement {
  if (kind === 'open') return { type: 'Action.OpenUrl', title, url: value };
  // Web Chat and Teams send the text of a Submit whose data is a string as the user's own message.
  return { type: 'Action.Submit', title, data: kind === 'do' ? messageBack(title, value) : value };
}

/**
 * Data of a Submit that comes back as a message with this value, and stands in the talk as the user's words.
 * (Web Chat: AdaptiveCardRenderer, `__isBotFrameworkCardAction`)
 */
function messageBack(title: string, value: object): object {
  const cardAction = { type: 'messageBack', title, text: title, displayText: title, value };
  return { __isBotFrameworkCardAction: true, cardAction };
}
