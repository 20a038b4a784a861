import type { TextTokenizer } from '../index/tokens.js';
import type { Inquiry } from '../inquiry/inquiry.js';
import type { Embedder } from '../models/ports.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import { type AskedEntities, askedEntities } from './entities.js';

/** One question in the forms that the lists need. */
export interface PreparedQuery {
  readonly words: readonly string[];
  readonly bigrams: readonly string[];
  /** Of the text alone, without the names that the vocabulary added. */
  readonly ownBigrams: readonly string[];
  readonly vector: Float32Array;
  readonly asked: AskedEntities;
}

export interface QueryTools {
  readonly tokenizer: TextTokenizer;
  readonly embedder: Embedder;
  readonly vocabulary: Pick<Vocabulary, 'find' | 'match'>;
}

/** A longer text is a document rather than a question; what is beyond this says little about what is asked. */
const TEXT_UNITS = 2_000;

/**
 * Canonical names that the text does not spell out are added to it, so that slang, abbreviations and what was said
 * earlier in the consultation reach the records. The inquiry's text holds the earlier words of a follow-up as well.
 */
export async function prepareQuery(
  text: string,
  inquiry: Inquiry,
  tools: QueryTools,
): Promise<PreparedQuery> {
  const { tokenizer, embedder, vocabulary } = tools;
  const own = (inquiry.text.includes(text) ? inquiry.text : text).slice(0, TEXT_UNITS);
  const names = unspoken(own, inquiry);
  const expanded = names.length === 0 ? own : `${own} ${names.join(' ')}`;
  const [vector = new Float32Array(embedder.dimensions)] = await embedder.embed([expanded]);
  return {
    words: tokenizer.words(expanded),
    bigrams: tokenizer.bigrams(expanded),
    ownBigrams: tokenizer.bigrams(own),
    vector,
    asked: askedEntities(inquiry, vocabulary),
  };
}

function unspoken(text: string, inquiry: Inquiry): string[] {
  const names = [...inquiry.industries, ...inquiry.pollutants, ...inquiry.processes, ...inquiry.techniques];
  return [...new Set(names)].filter((name) => !text.includes(name));
}
