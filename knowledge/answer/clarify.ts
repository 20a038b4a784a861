import type { Inquiry } from '../inquiry/inquiry.js';
import type { AnswerSection } from './answer.js';
import type { AnswerContext } from './context.js';
import { type Draft, lines, say } from './draft.js';
import type { Candidate } from './shown-order.js';
import { askParam, clarify, FALLBACK_PARAMS, questionOf, SECTION } from './texts.js';
import type { TurnResult } from './turn-result.js';

/** At most two questions a turn, and at most three rounds: then the answer with what there is (design.md section 4). */
const QUESTIONS_AT_MOST = 2;
export const ROUNDS_AT_MOST = 3;

type AskedBack = TurnResult['questions'];

/**
 * The one or two facts that would change the answer most: first the slots without which nothing can be looked up,
 * then the inlet parameters that most of the candidates state and the asker did not.
 */
export function questionsFor(context: AnswerContext, candidates: readonly Candidate[]): AskedBack {
  const wanted = [...new Set([...context.inquiry.missing, ...unknownParams(candidates)])];
  return wanted
    .filter((param) => !context.question.asked.includes(param))
    .slice(0, QUESTIONS_AT_MOST)
    .map((param) => ({ param, text: questionText(context, param) }));
}

function questionText(context: AnswerContext, param: string): string {
  return questionOf(param) ?? askParam(param, context.vocabulary.param(param)?.unit ?? null);
}

function unknownParams(candidates: readonly Candidate[]): string[] {
  const counts = new Map<string, number>();
  for (const candidate of candidates) {
    for (const param of candidate.fit.missing) counts.set(param, (counts.get(param) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([param]) => param);
}

/**
 * Asks back; null when every fact that would help was asked for already. `near` are records that the answer will
 * probably come from, kept in `ranked` only.
 */
export function askBack(
  context: AnswerContext,
  near: readonly Candidate[],
  ranked?: readonly string[],
): Draft | null {
  const wanted = questionsFor(context, near);
  const questions = wanted.length > 0 ? wanted : fallbackQuestions(context);
  if (questions.length === 0) return null;
  return {
    action: 'clarify',
    conclusion: say(near.length > 0 ? clarify.conclusionNear : clarify.conclusion),
    sections: [
      lines(SECTION.questions, 'plain', [
        ...questions.map((question, index) => say(`${index + 1}. ${question.text}`)),
        say(clarify.unknownIsFine),
      ]),
    ],
    questions,
    ...(ranked === undefined ? {} : { ranked }),
  };
}

function fallbackQuestions(context: AnswerContext): AskedBack {
  if (specificity(context.inquiry) > 0) return [];
  return FALLBACK_PARAMS.filter((param) => !context.question.asked.includes(param)).map((param) => ({
    param,
    text: questionText(context, param),
  }));
}

/** The questions of an answer that stands already, as a section of its own; none where there are none. */
export function sharpen(questions: AskedBack): AnswerSection[] {
  const asked = questions.map(({ text }) => say(text));
  return asked.length === 0 ? [] : [lines(SECTION.sharpen, 'plain', asked)];
}

/** How much the asker told about the object of the question, 0 when only a medium or nothing is known. */
export function specificity(inquiry: Inquiry): number {
  const told = [
    inquiry.industries,
    inquiry.processes,
    inquiry.pollutants,
    inquiry.techniques,
    inquiry.traits,
  ];
  return told.filter((values) => values.length > 0).length;
}
