import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';

/** What the tokenizer needs of the vocabulary. */
export interface UserWords {
  /** Words that must stay whole, in any case. */
  userWords(): readonly string[];
}

/** Two views of one text for lexical search. Both sides of a comparison must come from the same tokenizer. */
export interface TextTokenizer {
  /** Changes whenever the same text may give other tokens (the vocabulary's words aside). */
  readonly version: string;
  /** Words of the domain, and the shorter words inside long ones. */
  words(text: string): string[];
  /** Neighbouring pairs of Chinese characters, and Latin words and figures whole. */
  bigrams(text: string): string[];
}

export const TOKENIZER_VERSION = 'jieba2-nfkc-1';

/** Frequency of a user word in the segmenter's dictionary: above every common word, so that it stays whole. */
const USER_WORD_FREQUENCY = 100_000;

/** Words that say nothing about a topic. Words that never occur in a record cost nothing and need no place here. */
const STOP_WORDS = new Set(
  (
    '的 了 和 与 及 或 等 在 为 是 有 对 中 后 前 时 其 该 由 以 于 并 可 应 宜 被 把 将 从 到 也 都 就 还 而 但 吗 呢 吧 啊 么 ' +
    '个 种 些 这 那 哪 什么 怎么 怎样 怎么办 如何 哪些 哪种 可以 能 要 会 想 我 我们 你 请问 一个 一种 进行 采用 使用 以及'
  ).split(' '),
);

const MEANINGFUL = /[\p{L}\p{N}]/u;
const RUNS = /\p{Script=Han}+|[\p{L}\p{N}]+?(?=\p{Script=Han}|[^\p{L}\p{N}]|$)/gu;
const HAN = /^\p{Script=Han}/u;

/** Full-width forms, ligatures and unit signs (㎎, m³) folded, and lower case: the same on both sides. */
function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function pairs(run: string): string[] {
  const characters = [...run];
  if (characters.length < 2) return characters;
  return characters.slice(1).map((character, i) => `${characters[i]}${character}`);
}

function bigrams(text: string): string[] {
  const runs = normalise(text).match(RUNS) ?? [];
  return runs.flatMap((run) => (HAN.test(run) ? pairs(run) : [run]));
}

/** Loads the segmenter's dictionary (about 80 ms) and the vocabulary's words. */
export function createTokenizer(vocabulary: UserWords): TextTokenizer {
  const jieba = Jieba.withDict(dict);
  const own = [...new Set(vocabulary.userWords().map(normalise))].filter(
    (word) => !/\s/.test(word) && word !== '',
  );
  if (own.length > 0) {
    const lines = own.map((word) => `${word} ${USER_WORD_FREQUENCY} n`).join('\n');
    jieba.loadDict(Buffer.from(`${lines}\n`, 'utf8'));
  }
  return {
    version: TOKENIZER_VERSION,
    words: (text) =>
      jieba
        .cutForSearch(normalise(text), true)
        .map((word) => word.trim())
        .filter((word) => MEANINGFUL.test(word) && !STOP_WORDS.has(word)),
    bigrams,
  };
}
