import { residue } from '../inquiry/residue.js';
import type { StoredRecord } from '../library.js';
import type { StandingRecord } from '../records/record.js';
import { assessEvidence } from '../search/evidence.js';
import type { AnswerAction, AnswerSection } from './answer.js';
import { findCandidates, rankedIds } from './candidates.js';
import { askBack, questionsFor, ROUNDS_AT_MOST, sharpen, specificity } from './clarify.js';
import type { AnswerContext } from './context.js';
import { type Draft, fact, lines, say } from './draft.js';
import { excludedItems } from './excluded.js';
import { knownFacts } from './known-facts.js';
import { noAnswer } from './no-answer.js';
import { caseItem, casesOf, unitItem, unitsOf } from './related.js';
import { type Candidate, isVendorClaim, shownOrder } from './shown-order.js';
import { discouragedByText, warningItem } from './standing.js';
import { becauseOf, technologyItem } from './technology-item.js';
import { consult, mediumName, NOTICE, SECTION, STANDING_WORD, UNIT_NOTE } from './texts.js';
import type { ShownTechnology } from './turn-result.js';

/** Answers a technical question: suggestions that fit, what is ruled out, warnings, cases and units. */
export async function answerConsult(context: AnswerContext): Promise<Draft> {
  const standings = await context.library.all('standing');
  const candidates = await findCandidates(context, standings);
  const warned = discouragedByText(context, standings);
  const ranked = rankedIds(candidates);
  const evidence = assessEvidence({
    hits: candidates.map((candidate) => candidate.hit),
    inquiry: context.inquiry,
  });
  const vague = specificity(context.inquiry) === 0;
  const shown = evidence.verdict === 'strong' && !vague ? shownOrder(candidates) : [];
  if (shown.length > 0 || warned.length > 0)
    return withSuggestions(context, { candidates, shown, warned, ranked });
  return withoutSuggestion(context, candidates, ranked, evidence.verdict);
}

/** Nothing can be suggested: ruled out, asked back where the question is merely vague, else said plainly. */
function withoutSuggestion(
  context: AnswerContext,
  candidates: readonly Candidate[],
  ranked: readonly string[],
  verdict: 'strong' | 'weak' | 'none',
): Draft {
  const excluded = excludedItems(context, candidates);
  if (excluded.section.items.length > 0 && verdict !== 'none') {
    return noAnswer(context, { reason: 'nothing_fits', ranked, excluded, near: [] });
  }
  // To a text without words, "nearest" would be chance.
  const near = /\p{Script=Han}{2}/u.test(context.inquiry.text) ? candidates.slice(0, 2) : [];
  const asked = isVague(context, verdict) ? askBack(context, candidates.slice(0, 5), ranked) : null;
  return asked ?? noAnswer(context, { reason: 'weak_evidence', ranked, excluded: null, near });
}

/** True when a fact that only the asker knows would help: what was said names nothing that is unknown here. */
function isVague(context: AnswerContext, verdict: 'strong' | 'weak' | 'none'): boolean {
  const { question, vocabulary } = context;
  if (question.rounds >= ROUNDS_AT_MOST) return false;
  return verdict === 'weak' || residue(context.inquiry.text, vocabulary).length < UNKNOWN_THING;
}

/** So many characters that no word list knows name a thing. */
const UNKNOWN_THING = 2;

interface Found {
  readonly candidates: readonly Candidate[];
  readonly shown: readonly Candidate[];
  readonly warned: readonly StoredRecord<StandingRecord>[];
  readonly ranked: readonly string[];
}

async function withSuggestions(context: AnswerContext, found: Found): Promise<Draft> {
  const { inquiry, book } = context;
  const warnings = found.warned.map((stored) => warningItem(context, stored));
  const technologies = found.shown.map((candidate) => {
    const key = book.cite(candidate.stored);
    return { item: technologyItem(candidate, inquiry, key), shown: shownTechnology(candidate, key) };
  });
  const excluded = excludedItems(context, found.candidates);
  const related = await relatedSections(context, found.shown);
  const questions = questionsFor(context, found.shown);
  const vendorFirst = found.shown[0] !== undefined && isVendorClaim(found.shown[0]);
  return {
    action: 'answer',
    conclusion: conclusionOf(context, found),
    sections: [
      { title: SECTION.warnings, tone: 'warning', items: warnings.map(({ item }) => item) },
      { title: SECTION.technologies, tone: 'good', items: technologies.map(({ item }) => item) },
      ...(vendorFirst ? [lines(null, 'warning', [say(consult.vendorFirst)])] : []),
      excluded.section,
      ...related.sections,
      ...sharpen(questions),
    ],
    notice: NOTICE,
    actions: nextQuestions(context),
    questions,
    shown: {
      technologies: technologies.map(({ shown }) => shown),
      notApplicable: excluded.excluded,
      warnings: warnings.map(({ excluded: warning }) => warning),
      cases: related.cases,
      units: related.units,
    },
    ranked: found.ranked,
  };
}

/** What people ask next, as a question that this very assistant answers. */
function nextQuestions({ inquiry }: AnswerContext): AnswerAction[] {
  const [industry] = inquiry.industries;
  if (industry === undefined) return [];
  const value = consult.askStandard(
    industry,
    mediumName(inquiry.media[0] ?? ''),
    inquiry.pollutants[0] ?? '',
  );
  return [{ kind: 'say', title: value, value }];
}

/** What to do and what not to, each cited to the records that say so. */
function conclusionOf(context: AnswerContext, { shown, warned }: Found) {
  const [first] = shown;
  const against = warned.map(({ record }) =>
    consult.warnedConclusion(
      record.title,
      STANDING_WORD[record.standing],
      record.source.title,
      record.source.grade === 'draft',
    ),
  );
  const suggestion =
    first === undefined
      ? ''
      : consult.conclusion(knownFacts(context.inquiry), first.stored.record.title) +
        consult.conclusionMore(shown.length);
  const cited = [...warned, ...shown.map((candidate) => candidate.stored)];
  const [key, ...others] = cited.map((stored) => context.book.cite(stored));
  const text = against.join('') + suggestion;
  return key === undefined ? say(text) : fact(null, text, key, ...others);
}

function shownTechnology(candidate: Candidate, key: string): ShownTechnology {
  const { stored, hit, fit } = candidate;
  return {
    id: stored.record.id,
    edition: stored.edition,
    title: stored.record.title,
    citations: [key],
    fit: fit.verdict === 'applies' ? 'applies' : 'unknown',
    grade: stored.record.source.grade,
    because: becauseOf(candidate),
    score: hit.score,
    scoreParts: { ...hit.parts },
  };
}

async function relatedSections(context: AnswerContext, shown: readonly Candidate[]) {
  const technologies = shown.map((candidate) => candidate.stored.record);
  const storedCases = technologies.length === 0 ? [] : await casesOf(context, technologies);
  const cases = storedCases.map((stored) => caseItem(context, stored));
  const storedUnits = await unitsOf(
    context,
    technologies,
    storedCases.map(({ record }) => record),
  );
  const units = technologies.length === 0 ? [] : storedUnits.map((stored) => unitItem(context, stored));
  const sections: AnswerSection[] = [
    { title: SECTION.cases, tone: 'plain', items: cases.map(({ item }) => item) },
    { title: SECTION.units, tone: 'plain', items: units.map(({ item }) => item) },
    ...(units.length === 0 ? [] : [lines(null, 'plain', [say(UNIT_NOTE)])]),
  ];
  return { sections, cases: cases.map(({ shown: row }) => row), units: units.map(({ shown: row }) => row) };
}
