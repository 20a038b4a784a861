import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildLexicalIndex, decodeLexicalIndex } from '../../knowledge/index/lexical.js';
import { passagesOf } from '../../knowledge/index/passages.js';
import { packSentences } from '../../knowledge/index/sentences.js';
import { createTokenizer } from '../../knowledge/index/tokens.js';
import { createExactIndex, highest } from '../../knowledge/index/vectors.js';
import { YishiError } from '../../src/errors.js';
import { createFakeVocabulary } from './fake-embedder.js';
import { starterRecords } from './starter-records.js';

const SEED = { seed: 20261124, numRuns: 200 };

describe('tokenizer', () => {
  const tokenizer = createTokenizer(createFakeVocabulary(['二维烯材料', 'A2O']));

  test('keeps words of the vocabulary whole, in any case and width', () => {
    expect(tokenizer.words('新型二维烯材料吸附')).toContain('二维烯材料');
    expect(tokenizer.words('ａ２Ｏ工艺')).toContain('a2o');
    expect(tokenizer.words('排放 30 mg/m³')).toEqual(tokenizer.words('排放 30 ㎎/m3'));
  });

  test('drops stop words and punctuation', () => {
    expect(tokenizer.words('废气的治理，怎么办？')).toEqual(['废气', '治理']);
  });

  test('pairs neighbouring Chinese characters and keeps Latin words whole', () => {
    expect(tokenizer.bigrams('VOCs废气治理300毫克')).toEqual(['vocs', '废气', '气治', '治理', '300', '毫克']);
    expect(tokenizer.bigrams('铜')).toEqual(['铜']);
  });

  test('any text gives lower-case tokens, the same for full-width forms', () => {
    const text = fc.string({ unit: fc.constantFrom(...'喷漆废气的VOCsabc300，。 ③Ⅲ\u0000🌱-') });
    fc.assert(
      fc.property(text, (value) => {
        for (const tokens of [tokenizer.words(value), tokenizer.bigrams(value)]) {
          for (const token of tokens) {
            expect(token).toMatch(/[\p{L}\p{N}]/u);
            expect(token).toBe(token.normalize('NFKC').toLowerCase());
          }
        }
        const wide = value.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
        expect(tokenizer.bigrams(wide)).toEqual(tokenizer.bigrams(value));
        expect(tokenizer.words(wide)).toEqual(tokenizer.words(value));
      }),
      SEED,
    );
  });

  test('bigrams cover every Chinese character', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'水气声渣a1 ，') }), (value) => {
        const covered = new Set(tokenizer.bigrams(value).join(''));
        for (const character of value.match(/\p{Script=Han}/gu) ?? []) expect(covered).toContain(character);
      }),
      SEED,
    );
  });
});

/** BM25 with Lucene's idf, straight from the definition. */
function naiveBm25(documents: readonly string[][], query: readonly string[]): number[] {
  const mean = documents.reduce((sum, terms) => sum + terms.length, 0) / documents.length;
  return documents.map((terms) =>
    query.reduce((sum, word) => {
      const frequency = terms.filter((term) => term === word).length;
      const having = documents.filter((other) => other.includes(word)).length;
      const idf = Math.log(1 + (documents.length - having + 0.5) / (having + 0.5));
      const norm = 1.2 * (0.25 + (0.75 * terms.length) / (mean || 1));
      return frequency === 0 ? sum : sum + (idf * frequency * 2.2) / (frequency + norm);
    }, 0),
  );
}

describe('lexical index', () => {
  const term = fc.constantFrom('废气', '废水', '吸附', '燃烧', 'rto', '铜');
  const documents = fc.array(fc.array(term, { maxLength: 12 }), { minLength: 1, maxLength: 20 });

  test('scores as BM25 is defined, also after encoding', () => {
    fc.assert(
      fc.property(documents, fc.array(term, { maxLength: 6 }), (rows, query) => {
        const index = buildLexicalIndex(rows);
        const expected = naiveBm25(rows, query);
        for (const scores of [index.scores(query), decodeLexicalIndex(index.encode()).scores(query)]) {
          expect(scores.length).toBe(rows.length);
          for (const [row, score] of expected.entries()) expect(scores[row]).toBeCloseTo(score, 4);
        }
      }),
      SEED,
    );
  });

  test('refuses bytes of the wrong length', () => {
    const bytes = buildLexicalIndex([['废气'], ['废水', '铜']]).encode();
    for (const wrong of [new Uint8Array(0), bytes.subarray(0, 10), bytes.subarray(0, bytes.length - 1)])
      expect(() => decodeLexicalIndex(wrong)).toThrow(YishiError);
  });
});

describe('exact vector index', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 })), {
    minLength: 1,
    maxLength: 30,
  });

  test('gives the nearest rows, nearest first, equal ones in order', () => {
    fc.assert(
      fc.property(rows, fc.nat(35), (vectors, count) => {
        const index = createExactIndex(Float32Array.from(vectors.flat()), 2);
        const query = Float32Array.from([0.6, 0.8]);
        const dots = Float32Array.from(vectors.map(([x, y]) => Math.fround(0.6) * x + Math.fround(0.8) * y));
        const expected = [...dots.keys()].sort((a, b) => dots[b]! - dots[a]! || a - b).slice(0, count);
        expect(index.nearest(query, count).map(({ row }) => row)).toEqual(expected);
        expect(highest(dots, count)).toEqual(expected);
      }),
      SEED,
    );
  });

  test('refuses a buffer or a query of another dimension', () => {
    expect(() => createExactIndex(new Float32Array(5), 2)).toThrow(YishiError);
    expect(() => createExactIndex(new Float32Array(4), 2).nearest(new Float32Array(3), 1)).toThrow(
      YishiError,
    );
  });
});

describe('passages', () => {
  test('packing loses nothing but white space at the ends and keeps to the size', () => {
    const paragraph = fc.string({ unit: fc.constantFrom(...'水气。；\n甲乙丙 '), maxLength: 80 });
    fc.assert(
      fc.property(
        fc.array(paragraph, { maxLength: 6 }),
        fc.integer({ min: 5, max: 40 }),
        (paragraphs, size) => {
          const texts = packSentences(paragraphs, size);
          expect(texts.join('').replace(/\s/g, '')).toBe(paragraphs.join('').replace(/\s/g, ''));
          for (const text of texts) expect(text.length).toBeLessThanOrEqual(size);
        },
      ),
      SEED,
    );
  });

  test('every starter record has passages of a fair length that begin with its title', () => {
    for (const { record } of starterRecords()) {
      const passages = passagesOf(record);
      expect(passages.length).toBeGreaterThan(0);
      for (const { text, recordId } of passages) {
        expect(recordId).toBe(record.id);
        expect(text).toContain(record.title);
        expect(text.length).toBeLessThanOrEqual(Math.max(260, record.title.length + 140));
      }
    }
  });

  test('nothing of a long standard is left out', () => {
    const records = starterRecords().map(({ record }) => record);
    for (const record of records) {
      if (record.kind !== 'standard') continue;
      const text = passagesOf(record)
        .map((passage) => passage.text)
        .join('');
      for (const { item } of record.limits)
        expect(text.replace(/\s/g, '')).toContain(item.slice(0, 2).trim());
    }
  });
});
