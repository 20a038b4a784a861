import { readWishes } from '../../inquiry/referral-wishes.js';
import type { ChoiceAction } from '../answer.js';
import { ROUNDS_AT_MOST } from '../clarify.js';
import type { AnswerContext } from '../context.js';
import { type Draft, fact, lines, say } from '../draft.js';
import { knownFacts } from '../known-facts.js';
import { shownOf } from '../related.js';
import { SECTION as COMMON } from '../texts.js';
import type { Reason } from '../turn-result.js';
import { officialItem, publicItem } from './expert-item.js';
import { type Found, findExperts, type RankedExpert } from './ranking.js';
import { ASKED, ask, DEMO_NOTICE, enterprise, few, known, none, official, SECTION } from './texts.js';

const QUESTIONS_AT_MOST = 2;
/** Three to choose from where there are enough, one more as the backup. */
const CHOICES_AT_MOST = 3;
const CHOICES_AT_LEAST = 2;
const LISTED_AT_MOST = 5;

/**
 * Finds experts: to an official ranked with the evidence of every reason, to choose from and with a backup; to anybody
 * else the public profiles that match, and how a demand gets to them.
 */
export async function answerReferral(context: AnswerContext): Promise<Draft> {
  const questions = openQuestions(context);
  if (questions.length > 0) return askBack(questions);
  if (!hasTopic(context)) return nobody('weak_evidence', none.noTopic);
  const found = await findExperts(context);
  if (found.stored.size === 0) return nobody('weak_evidence', none.noList);
  return context.question.role === 'official' ? toOfficial(context, found) : toPublic(context, found);
}

type Asked = (typeof ASKED)[keyof typeof ASKED];

/** What is missing and was not asked for yet, at most two at once; an enterprise is asked for the topic alone. */
function openQuestions(context: AnswerContext): readonly Asked[] {
  const { inquiry, question, today } = context;
  if (question.rounds >= ROUNDS_AT_MOST) return [];
  const isOfficial = question.role === 'official';
  const wishes = readWishes(inquiry.text, today);
  const topicOpen = !hasTopic(context);
  const isOpen: Readonly<Record<keyof typeof ASKED, boolean>> = {
    topic: topicOpen,
    place: (isOfficial || topicOpen) && (inquiry.region ?? question.province) === null,
    time: isOfficial && wishes.time === null,
    mode: isOfficial && wishes.mode === null,
  };
  const open = [
    ...(isOpen.topic ? [ASKED.topic] : []),
    ...(isOpen.place ? [ASKED.place] : []),
    ...(isOpen.time ? [ASKED.time] : []),
    ...(isOpen.mode ? [ASKED.mode] : []),
  ].filter(({ param }) => !question.asked.includes(param));
  // A place alone is not worth a question to who only looks at the list.
  return isOfficial || open.some(({ param }) => param === ASKED.topic.param)
    ? open.slice(0, QUESTIONS_AT_MOST)
    : [];
}

function hasTopic({ inquiry }: AnswerContext): boolean {
  const words = [inquiry.industries, inquiry.pollutants, inquiry.processes, inquiry.techniques];
  return inquiry.domain !== null || words.some((list) => list.length > 0);
}

function askBack(questions: readonly Asked[]): Draft {
  return {
    action: 'clarify',
    conclusion: say(ask.conclusion),
    sections: [
      lines(COMMON.questions, 'plain', [
        ...questions.map(({ text }, index) => say(`${index + 1}. ${text}`)),
        say(ask.unknownIsFine),
      ]),
    ],
    questions: questions.map(({ param, text }) => ({ param, text })),
  };
}

function nobody(reason: Reason, text: string, because: readonly string[] = []): Draft {
  return {
    action: 'no_answer',
    reason,
    offers: ['escalate'],
    conclusion: say(text),
    sections: [lines(COMMON.next, 'plain', [...because.map((line) => say(line)), say(none.turnTo)])],
    actions: [{ kind: 'say', title: enterprise.file, value: enterprise.file }],
  };
}

function toOfficial(context: AnswerContext, found: Found): Draft {
  const { ranked } = found.ranking;
  const choices = ranked.slice(0, choicesOf(ranked.length));
  const backup = ranked[choices.length];
  if (choices.length === 0) return nobody('nothing_fits', none.nobody, [shortfall(found)]);
  const cited = (one: RankedExpert) => cite(context, found, one);
  const shown = [...choices, ...(backup === undefined ? [] : [backup])].map((one) => cited(one).shown);
  const itemsOf = (list: readonly RankedExpert[]) =>
    list.map((one) => officialItem(context, found.need, one, cited(one).key));
  return {
    action: 'answer',
    offers: ['referral'],
    conclusion: concluded(
      shown,
      official.conclusion(told(context, found), choices.length, backup !== undefined),
    ),
    sections: [
      ...demoSection(choices),
      { title: SECTION.ranked, tone: 'good', items: itemsOf(choices) },
      { title: SECTION.backup, tone: 'plain', items: itemsOf(backup === undefined ? [] : [backup]) },
      ...(choices.length < CHOICES_AT_LEAST ? [lines(SECTION.few, 'warning', [say(shortfall(found))])] : []),
      lines(SECTION.next, 'plain', [
        say(backup === undefined ? official.nextWithoutBackup : official.next),
        say(official.changed),
      ]),
    ],
    notice: official.notice,
    actions: choices.map((one) => choice(one, backup)),
    shown: { experts: shown },
  };
}

/** The last of three or four is the backup; two are both to choose from. */
function choicesOf(ranked: number): number {
  return ranked <= CHOICES_AT_LEAST ? ranked : Math.min(CHOICES_AT_MOST, ranked - 1);
}

function choice({ candidate }: RankedExpert, backup: RankedExpert | undefined): ChoiceAction {
  return {
    kind: 'do',
    title: official.choose(candidate.record.title),
    value: { do: 'referral', experts: [candidate.id], backup: backup?.candidate.id ?? null },
  };
}

function toPublic(context: AnswerContext, found: Found): Draft {
  const listed = found.ranking.ranked.slice(0, LISTED_AT_MOST);
  if (listed.length === 0) return nobody('nothing_fits', none.nobodyPublic);
  const shown = listed.map((one) => cite(context, found, one).shown);
  return {
    action: 'answer',
    offers: ['escalate'],
    conclusion: concluded(shown, enterprise.conclusion(told(context, found), listed.length)),
    sections: [
      ...demoSection(listed),
      {
        title: SECTION.list,
        tone: 'good',
        items: listed.map((one) => publicItem(context, one, cite(context, found, one).key)),
      },
      ...(listed.length < CHOICES_AT_LEAST
        ? [lines(SECTION.few, 'plain', [say(few.enterprise(listed.length))])]
        : []),
      lines(SECTION.how, 'plain', [say(enterprise.how)]),
    ],
    notice: enterprise.notice,
    actions: [{ kind: 'say', title: enterprise.file, value: enterprise.file }],
    shown: { experts: shown },
  };
}

function cite({ book }: AnswerContext, { stored }: Found, { candidate }: RankedExpert) {
  const one = stored.get(candidate.id) ?? { record: candidate.record, edition: '' };
  const key = book.cite(one);
  return { key, shown: shownOf(one, key) };
}

function concluded(shown: readonly { readonly citations: readonly string[] }[], text: string) {
  const [key, ...others] = shown.flatMap(({ citations }) => citations);
  return key === undefined ? say(text) : fact(null, text, key, ...others);
}

function demoSection(experts: readonly RankedExpert[]) {
  return experts.some(({ candidate }) => candidate.record.demo)
    ? [lines(SECTION.demo, 'warning', [say(DEMO_NOTICE)])]
    : [];
}

/** Why there are fewer than two: how many were left out for what. */
function shortfall({ ranking }: Found): string {
  return few.official(ranking.ranked.length, ranking.shortfall ?? {});
}

/** What the ranking goes by, in a few words. */
function told({ inquiry, question, regionName, today }: AnswerContext, { wishes }: Found): string {
  const isOfficial = question.role === 'official';
  const { time } = wishes;
  const day = time === null ? '' : known.time(time.said, time.date, today);
  return [
    knownFacts(inquiry),
    regionName(inquiry.region ?? question.province),
    ...(isOfficial ? [day, wishes.mode === null ? '' : known.mode(wishes.mode)] : []),
  ]
    .filter((part) => part !== '')
    .join('，');
}
