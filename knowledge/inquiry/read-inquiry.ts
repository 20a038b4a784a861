import type { Entry } from '../vocabulary/entry.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import { complaintSignals } from './complaint.js';
import { readConstraints } from './constraints.js';
import { domainOf } from './domain.js';
import { emergencySignals } from './emergency.js';
import { type Entities, readEntities } from './entities.js';
import { isFollowUp, merge } from './follow-up.js';
import type { Inquiry } from './inquiry.js';
import { readIntent } from './intent.js';
import { missingFacts } from './missing.js';
import { readQuantities } from './quantities.js';
import { standardNumbers } from './standard-number.js';
import { voiceOf } from './voice.js';

export interface InquiryContext {
  readonly vocabulary: Vocabulary;
  /** GB/T 2260 code of the finest region that a text names, or null. */
  readonly findRegion?: (text: string) => string | null;
  /** What was understood so far in this consultation. */
  readonly previous?: Inquiry | null;
}

const INTENTS_OF_AN_ISSUE = new Set(['consult', 'standard', 'cases', 'compare', 'policy']);

/**
 * Reads what a text asks, by rules and vocabulary alone. Pure, synchronous, linear in the length of the text,
 * and never throws. A text that only adds facts is merged with `previous`; its `text` is then both texts.
 */
export function readInquiry(text: string, context: InquiryContext): Inquiry {
  const { vocabulary } = context;
  const entities = readEntities(text, vocabulary);
  const measures = readQuantities(text, entities, vocabulary);
  const now = compose(text, entities, measures, context);
  const previous = context.previous ?? null;
  if (previous === null || !INTENTS_OF_AN_ISSUE.has(now.intent)) return now;
  if (now.otherMode !== null || now.offTopic || !INTENTS_OF_AN_ISSUE.has(previous.intent)) return now;
  if (!isFollowUp(text, entities, measures.quantities, previous)) return now;
  return reread(merge(previous, now), vocabulary);
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
  const reading = readIntent({ text, voice, entities, standardNumbers: numbers, complaint, emergency });
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
      complaint: reading.intent === 'complaint' ? complaint : [],
      emergency: reading.intent === 'emergency' ? emergency : [],
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
