import { nextDueAt, running } from '../../src/demand/clock.js';
import type { Demand } from '../../src/demand/demand.js';
import { withoutPhones } from '../../src/demand/phone.js';
import { isEnded } from '../../src/demand/states.js';
import { dayText, dueText } from './china-time.js';
import { demandActions } from './demand-actions.js';
import { cardReply, line, lineSection, type Reply, type ReplyLine, type Tap } from './reply.js';
import { demandTexts as texts } from './texts.js';

/** What somebody wrote to the asker last, and where that counts: the right address after a refusal. */
export interface DemandNews {
  readonly event: keyof typeof texts.news;
  readonly text: string;
  /** Where to turn instead, after a refusal. */
  readonly address?: string | null;
  /** Names of files that came with it. */
  readonly files?: readonly string[];
}

export interface DemandCardParts {
  /** First sentence; the state's own where it is left out. */
  readonly heading?: string;
  readonly news?: DemandNews | null;
  /** Buttons; what the asker can do now where they are left out. */
  readonly actions?: readonly Tap[];
}

/**
 * The card of one demand for its asker: what it is, where it stands and whose move it is, what was written last, until
 * when it goes on, and what they can do. Phone numbers never stand in it.
 */
export function demandCard(demand: Demand, parts: DemandCardParts = {}): Reply {
  const [, meaning] = texts.states[demand.state];
  return cardReply({
    conclusion: parts.heading ?? `${demandTitle(demand)}：${stateName(demand)}`,
    sections: [
      lineSection(null, [
        ...(parts.heading === undefined ? [line(meaning)] : []),
        line(problemLine(demand, LONGEST_PROBLEM), texts.problem),
        ...dueLines(demand),
      ]),
      lineSection(null, newsLines(parts.news ?? null), 'good'),
    ],
    actions: parts.actions ?? demandActions(demand),
  });
}

/** 浙-2026-00012（技术需求） */
export function demandTitle({ receipt, kind }: Pick<Demand, 'receipt' | 'kind'>): string {
  const name = texts.kinds[kind];
  return receipt === null ? texts.draftTitle(name) : texts.title(receipt, name);
}

export function stateName({ state }: Pick<Demand, 'state'>): string {
  return texts.states[state][0];
}

const LONGEST_PROBLEM = 120;

/** The beginning of what it is about, on one line. */
export function problemLine({ profile }: Pick<Demand, 'profile'>, longest: number): string {
  const whole = withoutPhones(profile.problem ?? '').replace(/\s+/g, ' ');
  const characters = [...whole];
  if (characters.length === 0) return texts.nameless;
  return characters.length <= longest ? whole : `${characters.slice(0, longest).join('')}…`;
}

/** Until when somebody moves, or that nobody has to; nothing for a draft and for what is over. */
export function dueLines({ state, clock, filedAt }: Demand): readonly ReplyLine[] {
  if (state === 'draft' || isEnded(state))
    return filedAt === null ? [] : [line(texts.filedOn(dayText(filedAt)))];
  if (clock.pausedAt !== null && running(clock).length > 0) return [line(texts.paused)];
  const at = nextDueAt(clock);
  const next = running(clock).find(([, { dueAt }]) => dueAt === at);
  if (next === undefined) return [];
  const [name, { dueAt, provisional, overdueAt }] = next;
  const note = overdueAt !== null ? texts.overdue : provisional ? texts.provisional : '';
  return [line(`${dueText(dueAt)}${note}`, texts.dueLabel[name])];
}

function newsLines(news: DemandNews | null): readonly ReplyLine[] {
  if (news === null) return [];
  const files = news.files ?? [];
  return [
    line(withoutPhones(news.text), texts.news[news.event]),
    ...(news.address ? [line(news.address, texts.address)] : []),
    ...(files.length > 0 ? [line(files.join('、'), texts.files)] : []),
  ];
}
