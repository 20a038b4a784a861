import { type DemandEvent, EVENT_DATA, type EventData } from '../../src/demand/events.js';
import { MODE_NAME } from '../../src/demand/texts.js';
import { line, type ReplyLine } from '../cards/reply.js';
import type { News } from './news.js';
import { noticeTexts } from './texts.js';

type Words = readonly (readonly [label: string, text: string | null | undefined])[];
type Written<E extends DemandEvent> = (data: EventData<E>) => Words;

const { written: labels, grounds } = noticeTexts;

/** What somebody wrote with an event, each part under its label. */
const WRITTEN: { readonly [E in DemandEvent]?: Written<E> } = {
  return: ({ reason }) => [[labels.wanted, reason]],
  supply: ({ text }) => [[labels.facts, text]],
  refuse: ({ ground, reason, address }) => [
    [labels.reason, `${grounds[ground]}。${reason}`],
    [labels.address, address],
  ],
  transfer: ({ mode, reason }) => [
    [labels.mode, MODE_NAME[mode]],
    [labels.reason, reason],
  ],
  decline: ({ reason, instead }) => [
    [labels.reason, reason],
    [labels.instead, instead],
  ],
  ask_back: ({ question }) => [[labels.question, question]],
  answer: ({ text }) => [[labels.answer, text]],
  reply: ({ text, onBehalfOf }) => [
    [labels.reply, text],
    [labels.onBehalfOf, onBehalfOf],
  ],
  confirm: ({ rating }) => [[labels.rating, rating === null ? null : labels.stars(rating)]],
  reject: ({ reason }) => [[labels.reason, reason]],
  withdraw: ({ reason }) => [[labels.reason, reason]],
  add_facts: ({ text }) => [[labels.facts, text]],
  return_case: ({ reason }) => [[labels.comment, reason]],
};

/** Lines of what was written, each text as `say` lets it through; none where nothing was. */
export function writtenLines({ written }: News, say: (text: string) => string): readonly ReplyLine[] {
  if (written === null) return [];
  const words = WRITTEN[written.event];
  const parsed = EVENT_DATA[written.event].safeParse(written.data);
  // Erased, or written by a version that knew another shape: the news stands without it.
  if (words === undefined || !parsed.success) return [];
  // The pair of function and data is one entry of two tables with the same keys.
  return (words as Written<DemandEvent>)(parsed.data).flatMap(([label, text]) =>
    text ? [line(say(text), label)] : [],
  );
}
