import type { Inquiry } from '../inquiry/inquiry.js';
import type { TechnologyRecord } from '../records/record.js';
import { SUM } from '../vocabulary/inference.js';
import { ELEMENTS, OPPOSITES, WORDINGS } from '../vocabulary/traits.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import type { FitLine } from './fit-line.js';
import { fitTexts } from './texts.js';

/** A clause with one of these rules out what it names; with one of the second kind it only makes doubtful. */
const EXCLUDES =
  /不宜|不适合|不适用|不适于|不得|除外|禁止|不能用|不可用|不应|尚不成熟|效果差|效果不佳|效果不好|仍低于|远离/;
const WARNS = /能耗增加|影响大|降低活性|失活|敏感|能力较差|须控制|须防|须先|结垢|效率有限|控制要求高|易生成/;
const REQUIRES = /须|必须|应当|应保证|只能/;

/** A name that the asker used, by the name under which a clause may speak of it. */
type Concepts = ReadonlyMap<string, string>;

/**
 * Lines for the words of a record that rule the asker's stream out or make it doubtful. Clauses with digits are
 * left to the ranges. A clause counts when it names a trait or pollutant that the asker named, or a broader one.
 */
export function testWords(record: TechnologyRecord, inquiry: Inquiry, vocabulary: Vocabulary): FitLine[] {
  const concepts = conceptsOf(inquiry, vocabulary);
  if (concepts.size === 0) return [];
  const { notApplicable, text } = record.applicability;
  return [
    ...clauses(notApplicable ?? '').flatMap((clause) => [
      ...excluding(clause, concepts, vocabulary),
      ...requiring(clause, concepts, vocabulary, REQUIRES.test(clause)),
    ]),
    ...clauses(text).flatMap((clause) => [
      ...excluding(clause, concepts, vocabulary),
      ...requiring(clause, concepts, vocabulary, false),
    ]),
  ];
}

function clauses(text: string): string[] {
  return text
    .split(/[；;。\n]/)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');
}

/** Traits and pollutants of the asker with everything broader, and the traits that a pollutant brings along. */
function conceptsOf(inquiry: Inquiry, vocabulary: Vocabulary): Concepts {
  const concepts = new Map<string, string>();
  const add = (key: string, name: string) => {
    if (!concepts.has(key)) concepts.set(key, name);
  };
  for (const name of inquiry.pollutants) {
    const pollutant = vocabulary.pollutant(name);
    if (pollutant === null) continue;
    for (const above of vocabulary.lineage(pollutant)) {
      if (above !== SUM.family) add(`pollutant ${above}`, name);
      for (const trait of vocabulary.pollutant(above)?.traits ?? []) add(`trait ${trait}`, name);
    }
  }
  for (const name of inquiry.traits) {
    const trait = vocabulary.trait(name);
    if (trait !== null) for (const above of vocabulary.lineage(trait)) add(`trait ${above}`, name);
  }
  return concepts;
}

function excluding(clause: string, concepts: Concepts, vocabulary: Vocabulary): FitLine[] {
  const excludes = EXCLUDES.test(clause);
  if ((!excludes && !WARNS.test(clause)) || /\d/.test(clause)) return [];
  const key = namedIn(clause, vocabulary).find((one) => concepts.has(one));
  if (key === undefined) return [];
  const name = concepts.get(key) ?? '';
  const param = key.split(' ')[1] ?? name;
  return excludes
    ? [{ verdict: 'does_not_apply', param, text: fitTexts.excluded(name, clause) }]
    : [{ verdict: 'unknown', param, text: fitTexts.doubtful(name, clause) }];
}

function requiring(clause: string, concepts: Concepts, vocabulary: Vocabulary, must: boolean): FitLine[] {
  const possible = OPPOSITES.filter((row) => concepts.has(`trait ${row.told}`));
  if (possible.length === 0) return [];
  const named = namedIn(clause, vocabulary);
  const rule = possible.find((row) => named.includes(`trait ${row.needed}`));
  if (rule === undefined) return [];
  const verdict = must || rule.hard ? 'does_not_apply' : 'unknown';
  return [{ verdict, param: rule.told, text: fitTexts.needed(rule.told, clause) }];
}

/** Keys of what a clause names: entries of the vocabulary, and single elements in a list (含硫、卤、硅等). */
function namedIn(clause: string, vocabulary: Vocabulary): string[] {
  const keys = vocabulary
    .match(clause)
    .flatMap((match) => match.entries)
    .filter(
      (entry) =>
        entry.kind === 'trait' || (entry.kind === 'pollutant' && !entry.generic && entry.name !== SUM.family),
    )
    .map((entry) => `${entry.kind} ${entry.name}`);
  const elements = [...clause.matchAll(/(?<=[含、，和或及/])[硫卤氯氟硅磷氮](?=[、，和或及/等的])/g)].map(
    (found) => `trait ${ELEMENTS[found[0]] ?? found[0]}`,
  );
  const worded = WORDINGS.filter((row) => row.pattern.test(clause)).map((row) => `trait ${row.trait}`);
  return [...keys, ...elements, ...worded];
}
