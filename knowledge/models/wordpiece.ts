import { Tokenizer } from '@huggingface/tokenizers';

/** Turns text into the model's token ids, [CLS] and [SEP] included. */
export interface Wordpiece {
  ids(text: string): number[];
}

const CLS = 101;
const SEP = 102;
/** The model reads 512 positions; [CLS] and [SEP] take two. */
const MAX_CONTENT_IDS = 510;
/** Text beyond this cannot reach the first 510 ids except in one long run without spaces; it bounds the work per text. */
const MAX_TEXT_UNITS = 20_000;

/** `definition`: the parsed tokenizer.json (lower-casing on, so that VOCs and COD are known words). */
export function createWordpiece(definition: object): Wordpiece {
  const tokenizer = new Tokenizer(definition, {});
  return {
    ids(text) {
      const content = tokenizer.encode(text.slice(0, MAX_TEXT_UNITS), { add_special_tokens: false }).ids;
      return [CLS, ...content.slice(0, MAX_CONTENT_IDS), SEP];
    },
  };
}
