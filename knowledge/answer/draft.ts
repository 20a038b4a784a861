import type { Inquiry } from '../inquiry/inquiry.js';
import type { Answer, AnswerItem, AnswerLine, AnswerSection } from './answer.js';
import type { CitationBook } from './citations.js';
import { plainText, withMarks } from './plain-text.js';
import type { Action, Offer, Reason, Redirect, TurnResult } from './turn-result.js';

/** What a responder decides; `finishAnswer` makes text, claims and the result of it. */
export interface Draft {
  readonly action: Action;
  readonly redirect?: Redirect;
  readonly reason?: Reason;
  readonly offers?: readonly Offer[];
  readonly conclusion: AnswerLine;
  readonly sections: readonly AnswerSection[];
  readonly notice?: string;
  readonly actions?: Answer['actions'];
  readonly questions?: TurnResult['questions'];
  readonly shown?: Partial<
    Pick<
      TurnResult,
      'technologies' | 'notApplicable' | 'warnings' | 'standards' | 'policies' | 'cases' | 'units' | 'experts'
    >
  >;
  readonly ranked?: readonly string[];
  /** When the responder understood more than the rules read (or must forget), the inquiry to keep. */
  readonly inquiry?: Inquiry;
}

/** A line that states a fact: it cannot be written without the citation that supports it. */
export function fact(label: string | null, text: string, ...citations: [string, ...string[]]): AnswerLine {
  return { label, text, citations };
}

/** A line that states no fact: advice on what to do, a question, a heading. */
export function say(text: string, label: string | null = null): AnswerLine {
  return { label, text, citations: [] };
}

export function lines(title: string | null, tone: AnswerSection['tone'], content: readonly AnswerLine[]) {
  const item: AnswerItem = { recordId: null, title: null, badge: null, lines: content };
  return { title, tone, items: [item] } satisfies AnswerSection;
}

/** Puts the parts together; text, card and claims all come from the same lines. */
export function finishAnswer(draft: Draft, inquiry: Inquiry, book: CitationBook, ms: number): Answer {
  const sections = draft.sections.filter((section) => section.items.length > 0);
  const kept = draft.inquiry ?? inquiry;
  const notice = draft.notice ?? null;
  const factual = [
    draft.conclusion,
    ...sections.flatMap((section) => section.items.flatMap((item) => item.lines)),
  ];
  const result: TurnResult = {
    version: 1,
    action: draft.action,
    redirect: draft.redirect ?? null,
    reason: draft.reason ?? null,
    offers: [...(draft.offers ?? [])],
    inquiry: {
      domain: kept.domain,
      intent: inquiry.intent,
      media: [...kept.media],
      pollutants: [...kept.pollutants],
      industries: [...kept.industries],
      region: kept.region,
      quantities: [...kept.quantities],
      missing: [...kept.missing],
    },
    technologies: [],
    notApplicable: [],
    warnings: [],
    standards: [],
    policies: [],
    cases: [],
    units: [],
    experts: [],
    ...draft.shown,
    ranked: [...(draft.ranked ?? [])],
    questions: draft.questions ?? [],
    claims: factual
      .filter((line) => line.citations.length > 0)
      .map((line) => ({ text: line.text, citations: [...line.citations] })),
    citations: book.list(),
    text: plainText(draft.conclusion, sections, notice, book.list()),
    ms,
  };
  return {
    result,
    conclusion: withMarks(draft.conclusion),
    sections,
    notice,
    actions: draft.actions ?? [],
    inquiry: kept,
  };
}
