import { deidentify, masker } from '../../src/demand/deidentified.js';
import { withoutPhones } from '../../src/demand/phone.js';
import { YishiError } from '../../src/errors.js';
import { regionName } from '../../src/region/names.js';
import type { Notice } from '../../src/storage/notices.js';
import { demandActions } from '../cards/demand-actions.js';
import { demandTitle, dueLines, problemLine } from '../cards/demand-card.js';
import { cardReply, line, lineSection, type Reply, type ReplyLine, type Tap } from '../cards/reply.js';
import { fileAddress } from '../files/address.js';
import type { News } from './news.js';
import { noticeTexts as texts } from './texts.js';
import { writtenLines } from './written.js';

type Renderer = (news: News, publicUrl: string) => Reply;

const RENDERERS: Readonly<Record<Notice['audience'], Renderer>> = {
  asker: renderForAsker,
  coordinator: renderForCoordinator,
  assignee: renderForAssignee,
};

/** True where a notice of this kind can be told to these people. */
export function isTellable(kind: string, audience: Notice['audience']): boolean {
  return Object.hasOwn(texts[audience], kind);
}

/**
 * The message of a notice; `publicUrl` is our address without a slash at its end. Throws YishiError('internal') for a
 * kind that these people are never told of.
 */
export function renderNotice(news: News, publicUrl: string): Reply {
  return RENDERERS[news.audience](news, publicUrl);
}

const LONGEST_PROBLEM = 120;

/** What the asker may do about each kind of news, beside looking at the demand. */
const ASKED_FOR: Readonly<Record<string, readonly Tap['value']['do'][]>> = {
  return: ['supply'],
  'reminded.supply': ['supply'],
  ask_back: ['answer'],
  'reminded.facts': ['answer'],
  reply: ['confirm', 'reject'],
  'reminded.confirm': ['confirm', 'reject'],
  confirm_lapsed: ['reject', 'score'],
};

function renderForAsker(news: News, publicUrl: string): Reply {
  const { demand, files, kind } = news;
  const wanted = ASKED_FOR[kind] ?? [];
  const open = files.map(({ id, name }) => ({
    kind: 'open' as const,
    title: texts.openFile(name),
    value: fileAddress(publicUrl, id),
  }));
  const see: Tap = { kind: 'do', title: texts.see, value: { do: 'demand', demandId: demand.id } };
  const taps = demandActions(demand).filter(({ value }) => wanted.includes(value.do));
  const about = [line(problemLine(demand, LONGEST_PROBLEM), texts.problem)];
  return compose(news, about, writtenLines(news, withoutPhones), [...open, ...taps, see]);
}

function renderForCoordinator(news: News, publicUrl: string): Reply {
  const { demand } = news;
  const about = [
    line(problemLine(demand, LONGEST_PROBLEM), texts.problem),
    ...named(texts.place, regionName(demand.profile.region ?? demand.province)),
    ...dueLines(demand),
  ];
  const written = [...writtenLines(news, withoutPhones), ...fileCount(news)];
  const url = `${publicUrl}/console/demands/${demand.id}`;
  return compose(news, about, written, [{ kind: 'open', title: texts.open, value: url }]);
}

/** What the assigned side may know: no name, no number, no address below the county (src/demand/deidentified.ts). */
function renderForAssignee(news: News, publicUrl: string): Reply {
  const { demand, kind, names } = news;
  // Somebody else's by now.
  if (kind === 'replaced') return compose(news, [], [], []);
  const written = [...writtenLines(news, masker(demand, names)), ...fileCount(news)];
  const url = `${publicUrl}/expert/demands/${demand.id}`;
  return compose(news, taskLines(news), written, [{ kind: 'open', title: texts.handle, value: url }]);
}

function taskLines({ demand, names }: News): readonly ReplyLine[] {
  const { slots, domain, place, figures, visit } = deidentify(demand, names);
  const way = visit === null || visit.mode === null ? '' : texts.ways[visit.mode];
  return [
    ...named(texts.problem, slots.problem),
    ...named(texts.measure, slots.measure),
    ...named(texts.figures, figures.join('、')),
    ...named(texts.domain, domain),
    ...named(texts.place, place),
    ...named(texts.visit, [way, visit?.date ?? ''].filter((part) => part !== '').join('，')),
    ...dueLines(demand),
  ];
}

function named(label: string, text: string | null): readonly ReplyLine[] {
  return text ? [line(text, label)] : [];
}

/** Names of files tell too much: they stand on the page. */
function fileCount({ files }: News): readonly ReplyLine[] {
  return files.length === 0 ? [] : [line(texts.fileCount(files.length), texts.files)];
}

function compose(
  { audience, kind, demand }: News,
  about: readonly ReplyLine[],
  written: readonly ReplyLine[],
  actions: Parameters<typeof cardReply>[0]['actions'],
): Reply {
  const sentences = texts[audience][kind];
  if (sentences === undefined) throw new YishiError('internal', `nobody tells ${audience} of ${kind}`);
  const head = sentences.head(demandTitle(demand));
  return cardReply({
    conclusion: demand.kind === 'emergency' && audience !== 'asker' ? texts.urgent(head) : head,
    sections: [
      lineSection(null, about),
      lineSection(null, written, 'good'),
      lineSection(null, [line(sentences.next)]),
    ],
    actions,
  });
}
