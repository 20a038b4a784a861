import type { Entry } from '../vocabulary/entry.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import { complaintSignals, demandsAction } from './complaint.js';
import { readConstraints } from './constraints.js';
import { domainOf } from './domain.js';
import { emergencySignals } from './emergency.js';
import { type Entities, readEntities } from './entities.js';
import { answersReferral, isFollowUp, merge } from './follow-up.js';
import type { Inquiry } from './inquiry.js';
import { namesAnything, type Reading, readIntent, type Seen } from './intent.js';
import type { IntentOpinion, OpinionClass } from './intent-opinion.js';
import { missingFacts } from './missing.js';
import { readQuantities } from './quantities.js';
import { overrule } from './second-opinion.js';
import { standardNumbers } from './standard-number.js';
import { voiceOf } from './voice.js';

export interface InquiryContext {
  readonly vocabulary: Vocabulary;
  /** GB/T 2260 code of the finest region that a text names, or null. */
  readonly findRegion?: (text: string) => string | null;
  /** What was understood so far in this consultation. */
  readonly previous?: Inquiry | null;
  /** The asker was asked back: what comes is an answer where it can be one. */
  readonly answering?: boolean;
  /** What the text as a whole sounds like: may overrule the rules where they are weak (second-opinion.ts). */
  readonly opinion?: IntentOpinion | null;
}

/** Stands among the signals when the meaning of the whole text made it a complaint or an emergency. */
export const BY_MEANING = 'by-meaning';

const INTENTS_OF_AN_ISSUE = new Set(['consult', 'standard', 'cases', 'compare', 'policy']);

/**
 * Reads what a text asks, by rules and vocabulary alone. Pure, synchronous, linear in the length of the text,
 * and never throws. A text that only adds facts is merged with `previous`; its `text` is then both texts.
 */
export function readInquiry(text: string, context: InquiryContext): Inquiry {
  const { vocabulary } = context;
  const entities = readEntities(text, vocabulary);
  const measures = readQuantities(text, entities, vocabulary);
  const now = compose(text, entities, measures, { ...context, opinion: null });
  const previous = context.previous ?? null;
  if (previous !== null && answersReferral(now, entities, previous, context.answering ?? false))
    return { ...reread(merge(previous, now), vocabulary), intent: 'referral' };
  if (previous !== null && continues(now, entities, previous))
    return reread(merge(previous, now), vocabulary);
  return context.opinion ? compose(text, entities, measures, context) : now;
}

/** Facts that are added to an issue are no issue of their own, whatever they sound like alone. */
function continues(now: Inquiry, entities: Entities, previous: Inquiry): boolean {
  if (!INTENTS_OF_AN_ISSUE.has(now.intent) || !INTENTS_OF_AN_ISSUE.has(previous.intent)) return false;
  if (now.otherMode !== null || now.offTopic) return false;
  return isFollowUp(now.text, entities, now.quantities, previous);
}

function compose(
  text: string,
  entities: Entities,
  measures: ReturnType<typeof readQuantities>,
  context: InquiryContext,
): Inquiry {
  const voice = voiceOf(text);
  const emergency = emergencySignals(text);
  const complaint = complaintSignals(text, voice, entities, measures.quantities);
  const numbers = standardNumbers(text);
  const seen = { text, voice, entities, standardNumbers: numbers, complaint, emergency };
  const ruled = readIntent(seen);
  const heard = secondOpinion(ruled, seen, context);
  const reading = heard === null ? ruled : readingOf(heard, seen);
  const constraints = readConstraints(text, measures.targets, entities.unwanted);
  return {
    text,
    ...reading,
    domain: domainOf(text, entities, reading.intent),
    media: entities.media,
    pollutants: names(entities.pollutants),
    industries: names(entities.industries),
    processes: names(entities.processes),
    techniques: names(entities.techniques),
    unwanted: entities.unwanted,
    traits: names(entities.traits),
    region: context.findRegion?.(text) ?? null,
    quantities: measures.quantities,
    constraints,
    standardNumbers: numbers,
    signals: {
      complaint: reading.intent === 'complaint' ? (heard === null ? complaint : [BY_MEANING]) : [],
      emergency: reading.intent === 'emergency' ? (heard === null ? emergency : [BY_MEANING]) : [],
    },
    missing: missingFacts(
      text,
      entities,
      measures.quantities,
      constraints,
      reading.intent,
      context.vocabulary,
    ),
  };
}

function secondOpinion(reading: Reading, seen: Seen, context: InquiryContext): OpinionClass | null {
  if (!context.opinion) return null;
  const ruling = {
    reading,
    demandsAction: demandsAction(seen.text),
    ownOrTechnical: seen.voice.technical || (seen.voice.own && !seen.voice.accuses),
    namesAnything: namesAnything(seen),
    opens: (context.previous ?? null) === null,
  };
  return overrule(ruling, context.opinion);
}

/** What a text is whose signals of trouble are put aside, or taken as given. */
function readingOf(heard: OpinionClass, seen: Seen): Reading {
  if (heard === 'consult') return readIntent({ ...seen, complaint: [], emergency: [] });
  if (heard === 'off_topic') return { intent: 'smalltalk', otherMode: null, offTopic: true };
  return { intent: heard, otherMode: null, offTopic: false };
}

function names(entries: readonly Entry[]): string[] {
  return entries.map((entry) => entry.name);
}

/** Domain and missing facts of a merged inquiry follow from all that is known now. */
function reread(merged: Inquiry, vocabulary: Vocabulary): Inquiry {
  const entries = (kind: Entry['kind'], list: readonly string[]) =>
    list.flatMap((name) => vocabulary.find(kind, name) ?? []);
  const entities: Entities = {
    matches: [],
    pollutants: entries('pollutant', merged.pollutants),
    industries: entries('industry', merged.industries),
    processes: entries('process', merged.processes),
    techniques: entries('technique', merged.techniques),
    traits: entries('trait', merged.traits),
    media: merged.media,
    unwanted: [],
  };
  return {
    ...merged,
    domain: domainOf(merged.text, entities, merged.intent) ?? merged.domain,
    missing: missingFacts(
      merged.text,
      entities,
      merged.quantities,
      merged.constraints,
      merged.intent,
      vocabulary,
    ),
  };
}
