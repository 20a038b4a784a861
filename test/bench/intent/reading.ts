import type { Inquiry } from '../../../knowledge/inquiry/inquiry.js';
import {
  type IntentOpinion,
  OPINION_CLASSES,
  type OpinionClass,
  opinionFeatures,
} from '../../../knowledge/inquiry/intent-opinion.js';
import { readInquiry } from '../../../knowledge/inquiry/read-inquiry.js';
import { mayBeOverruled } from '../../../knowledge/inquiry/second-opinion.js';
import type { Embedder } from '../../../knowledge/models/ports.js';
import type { Vocabulary } from '../../../knowledge/vocabulary/vocabulary.js';
import type { Example } from './fit.js';
import type { SentenceSet } from './sentences.js';

/** A labelled sentence with all that is needed to fit and to judge. */
export interface Read extends Example {
  readonly text: string;
  readonly set: SentenceSet;
  readonly ruled: Inquiry;
}

/** Reads and embeds every sentence once. */
export async function readSets(
  sets: readonly SentenceSet[],
  embedder: Embedder,
  vocabulary: Vocabulary,
): Promise<Read[]> {
  const reads: Read[] = [];
  for (const set of sets)
    for (const text of set.texts) {
      const [vector] = await embedder.embed([text]);
      if (vector === undefined) throw new Error('the embedder gave no vector');
      const ruled = readInquiry(text, { vocabulary });
      reads.push({ text, set, ruled, vector, features: opinionFeatures(ruled), label: set.label });
    }
  return reads;
}

/** As the advisor reads a question that opens a consultation. */
export function readWith(opinion: IntentOpinion, read: Read, vocabulary: Vocabulary): Inquiry {
  return mayBeOverruled(read.ruled.intent) ? readInquiry(read.text, { vocabulary, opinion }) : read.ruled;
}

export function classOf({ intent, offTopic }: Inquiry): OpinionClass {
  if (intent === 'complaint' || intent === 'emergency') return intent;
  return offTopic ? 'off_topic' : 'consult';
}

/** Recall and precision of each class, in the order of the classes; NaN where nothing counts. */
export function qualityOf(
  pairs: readonly { readonly label: OpinionClass; readonly got: OpinionClass }[],
): Record<OpinionClass, { n: number; recall: number; precision: number }> {
  const one = (name: OpinionClass) => {
    const wanted = pairs.filter(({ label }) => label === name);
    const got = pairs.filter((pair) => pair.got === name);
    const both = wanted.filter((pair) => pair.got === name).length;
    return { n: wanted.length, recall: both / wanted.length, precision: both / got.length };
  };
  const [consult, complaint, emergency, offTopic] = OPINION_CLASSES;
  return {
    consult: one(consult),
    complaint: one(complaint),
    emergency: one(emergency),
    off_topic: one(offTopic),
  };
}
