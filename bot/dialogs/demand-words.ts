import type { Demand } from '../../src/demand/demand.js';
import { EVENT_DATA } from '../../src/demand/events.js';
import { possibleEvents } from '../../src/demand/transitions.js';
import { demandCard } from '../cards/demand-card.js';
import { plainReply, type Tap } from '../cards/reply.js';
import type { DialogAct, DialogInput, DialogOutput } from './dialog.js';
import { done, type Here } from './here.js';
import { replyTo } from './outcome.js';
import type { Pending, WordsPending } from './pending.js';
import { isSkip } from './slot-words.js';
import { manageTexts as texts } from './texts.js';

type WordsEvent = WordsPending['event'];

const MANAGE = { action: 'manage', intent: 'my_demands' } as const;
const REJECT = { action: 'escalate', intent: 'reject' } as const;

/** Asks for the words that an event needs; the next text and its files are them. */
export function askWords(input: DialogInput, here: Here, demand: Demand, event: WordsEvent): DialogOutput {
  const stop: Tap = { kind: 'do', title: texts.stop, value: { do: 'demand', demandId: demand.id } };
  const pending: Pending = { step: 'words', demandId: demand.id, event };
  const text = [...askedWords(input, demand, event), texts.prompts[event]].join('\n');
  return done(here, {
    ...(event === 'reject' ? REJECT : MANAGE),
    replies: [plainReply(text, [stop])],
    profile: { pending },
  });
}

/** What the expert or the coordinator wants to know, said again where the answer is asked for. */
function askedWords({ asker }: DialogInput, { id }: Demand, event: WordsEvent): readonly string[] {
  const news = asker.news?.[id];
  if (event === 'answer' && news?.event === 'ask_back') return [texts.question(news.text)];
  return event === 'supply' && news?.event === 'return' ? [texts.needed(news.text)] : [];
}

/** Takes a message as the words of `event`. What came too late for it is added to the demand all the same. */
export function takeWords(
  input: DialogInput,
  here: Here,
  demand: Demand,
  event: WordsEvent,
  text = input.text,
): DialogOutput {
  if (event === 'reject' && isSkip(text)) return askWords(input, here, demand, event);
  const possible = possibleEvents(demand.state, ['asker']);
  const chosen = possible.includes(event) ? event : 'add_facts';
  const said = chosen === event ? texts.done[event] : texts.addedInstead;
  const acts = actsOf(input, demand, chosen, { text, said });
  const moves: DialogAct[] = filesOf(input, here, demand);
  return done(here, { ...(event === 'reject' ? REJECT : MANAGE), acts: [...acts, ...moves] });
}

interface Words {
  readonly text: string;
  /** What is said once it is done. */
  readonly said: string;
}

function actsOf({ files }: DialogInput, demand: Demand, event: WordsEvent, words: Words): DialogAct[] {
  const ids = files.map(({ id }) => id);
  const reply = replyTo((after) => [demandCard(after, { heading: words.said })]);
  const act = (name: WordsEvent, data: object, says: typeof reply | null): DialogAct => ({
    kind: 'demand',
    command: { demandId: demand.id, event: name, data, version: null },
    reply: says ?? replyTo(() => []),
  });
  const text = words.text === '' ? texts.withFile : words.text;
  if (event === 'add_facts') return [act(event, { text: words.text, files: ids }, reply)];
  if (event !== 'reject') return [act(event, { text, files: ids }, reply)];
  // A reason is short; what is longer, or shown in a file, goes along as further facts.
  const isWhole = EVENT_DATA.reject.safeParse({ reason: text }).success;
  const rest = isWhole ? '' : text;
  const reason = isWhole ? text : text.slice(0, LONGEST_REASON);
  const extra = rest !== '' || ids.length > 0 ? [act('add_facts', { text: rest, files: ids }, null)] : [];
  return [act('reject', { reason }, reply), ...extra];
}

const LONGEST_REASON = 1000;

function filesOf({ files }: DialogInput, here: Here, { id, consultationId }: Demand): DialogAct[] {
  if (files.length === 0) return [];
  // What else was sent in the demand's own talk since it was filed belongs to it as well.
  const ids = consultationId === here.id ? 'all' : files.map((file) => file.id);
  return [{ kind: 'files', demandId: id, consultationId: here.id, ids }];
}
