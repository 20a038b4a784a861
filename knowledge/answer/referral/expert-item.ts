import type { ScorePart } from '../../../src/demand/dispatch.js';
import type { Need } from '../../../src/demand/dispatch-candidate.js';
import type { PartName } from '../../../src/demand/dispatch-parts.js';
import { DOMAINS } from '../../../src/domains.js';
import type { ExpertRecord } from '../../records/record.js';
import type { AnswerItem, AnswerLine } from '../answer.js';
import { recordBadge } from '../badge.js';
import type { AnswerContext } from '../context.js';
import { fact, say } from '../draft.js';
import type { RankedExpert } from './ranking.js';
import { LABEL, expert as texts } from './texts.js';

/** An expert to an official: every reason with its evidence, and what did not match. */
export function officialItem(
  context: AnswerContext,
  need: Need,
  ranked: RankedExpert,
  key: string,
): AnswerItem {
  return itemOf(ranked.candidate.record, [
    ...profileLines(context, ranked, key),
    ...unmatched(need, ranked, key),
    ...regionLine(context, need, ranked, key),
    ...closing(ranked.candidate.record, key),
    ...operationalLines(context, ranked),
    fact(LABEL.score, texts.score(ranked.total, scoreParts(ranked)), key),
  ]);
}

/** The same for everybody: what was published and what of it matches. */
export function publicItem(context: AnswerContext, ranked: RankedExpert, key: string): AnswerItem {
  return itemOf(ranked.candidate.record, [
    ...profileLines(context, ranked, key),
    ...closing(ranked.candidate.record, key),
  ]);
}

function itemOf(record: ExpertRecord, lines: readonly AnswerLine[]): AnswerItem {
  return { recordId: record.id, title: record.title, badge: recordBadge(record), lines };
}

function profileLines({ regionName }: AnswerContext, ranked: RankedExpert, key: string): AnswerLine[] {
  const { record } = ranked.candidate;
  const { unitName, professionalTitle, titleLevel, city, province } = record;
  const { domain, industry, technique } = ranked.parts;
  return [
    fact(LABEL.unit, texts.unit(unitName, professionalTitle, titleLevel, regionName(city ?? province)), key),
    ...matched(LABEL.domain, domain, key, (code) => (isDomain(code) ? DOMAINS[code] : code)),
    ...matched(LABEL.industry, industry, key),
    ...matched(LABEL.technique, technique, key),
  ];
}

function matched(
  label: string,
  { evidence }: ScorePart,
  key: string,
  name: (word: string) => string = (word) => word,
): AnswerLine[] {
  const words = evidence.map(({ asked, found }) => texts.kin(name(found), name(asked ?? found)));
  return words.length === 0 ? [] : [fact(label, words.join('、'), key)];
}

function isDomain(code: string): code is keyof typeof DOMAINS {
  return Object.hasOwn(DOMAINS, code);
}

/** What was asked for and the profile does not name: a reader should not have to find that out. */
function unmatched(need: Need, { parts }: RankedExpert, key: string): AnswerLine[] {
  const answered = new Set(
    [...parts.industry.evidence, ...parts.technique.evidence].map(({ asked }) => asked),
  );
  const open = [...need.industries, ...need.pollutants, ...need.processes].filter(
    (word) => !answered.has(word),
  );
  return open.length === 0 ? [] : [fact(LABEL.unmatched, open.join('、'), key)];
}

function regionLine(
  { regionName }: AnswerContext,
  need: Need,
  ranked: RankedExpert,
  key: string,
): AnswerLine[] {
  if (need.province === null) return [];
  const { city, province } = ranked.candidate.record;
  const place = regionName(city ?? province);
  const [near] = ranked.parts.region.evidence;
  if (near === undefined) return [fact(LABEL.region, texts.elsewhere(place), key)];
  return [fact(LABEL.region, near.field === 'city' ? texts.sameCity(place) : texts.sameProvince(place), key)];
}

function closing(record: ExpertRecord, key: string): AnswerLine[] {
  const { achievements, serviceModes } = record;
  return [
    fact(LABEL.modes, texts.modes(serviceModes), key),
    ...(achievements.length === 0 ? [] : [fact(LABEL.achievements, achievements.join('；'), key)]),
  ];
}

/** What only the service knows stands in no record: no citation could support it. */
function operationalLines({ operations }: AnswerContext, { candidate, parts }: RankedExpert): AnswerLine[] {
  if (operations === null) return [];
  const { load, loadLimit } = candidate.operational;
  const cases = parts.cases.evidence.length;
  return [
    ...(cases === 0 ? [] : [say(texts.cases(cases), LABEL.cases)]),
    say(texts.load(load, loadLimit), LABEL.load),
  ];
}

const SHOWN_PARTS: readonly PartName[] = [
  'domain',
  'industry',
  'technique',
  'region',
  'cases',
  'load',
  'availability',
];

function scoreParts({ parts }: RankedExpert): (readonly [PartName, number, number])[] {
  return SHOWN_PARTS.filter((name) => parts[name].weight > 0).map((name) => [
    name,
    parts[name].score,
    parts[name].weight,
  ]);
}
