import { YishiError } from '../../src/errors.js';

/** Usual BM25 constants: k1 bounds what a repeated word adds, b is the share of length normalisation. */
const K1 = 1.2;
const B = 0.75;

/**
 * BM25 with Lucene's idf, ln(1 + (n - df + 0.5) / (df + 0.5)), over rows 0…rows-1. The score of a row is the sum of one
 * stored weight per query term and row, so that a query only adds.
 */
export interface LexicalIndex {
  readonly rows: number;
  /** Score of every row, 0 where no term occurs. A term that is given twice counts twice. */
  scores(terms: readonly string[]): Float32Array;
  /**
   * For every row the share of the query's distinct terms that occur in it, each weighted by its idf; a term that occurs
   * in no row counts fully as missing. 0–1.
   */
  coverage(terms: readonly string[]): Float32Array;
  /** Bytes for `decodeLexicalIndex`. */
  encode(): Uint8Array;
}

interface Postings {
  readonly rows: number;
  readonly terms: readonly string[];
  /** Postings of term i stand at offsets[i] … offsets[i+1]-1. */
  readonly offsets: Uint32Array;
  readonly rowOf: Uint32Array;
  readonly weights: Float32Array;
}

function countTerms(documents: readonly (readonly string[])[]): Map<string, Map<number, number>> {
  const counts = new Map<string, Map<number, number>>();
  for (const [row, terms] of documents.entries()) {
    for (const term of terms) {
      let rows = counts.get(term);
      if (rows === undefined) {
        rows = new Map();
        counts.set(term, rows);
      }
      rows.set(row, (rows.get(row) ?? 0) + 1);
    }
  }
  return counts;
}

/** `documents`: the terms of each row. */
export function buildLexicalIndex(documents: readonly (readonly string[])[]): LexicalIndex {
  const counts = countTerms(documents);
  const lengths = documents.map((terms) => terms.length);
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length) || 1;
  const terms = [...counts.keys()].sort();
  const offsets = new Uint32Array(terms.length + 1);
  const rowOf: number[] = [];
  const weights: number[] = [];
  for (const [i, term] of terms.entries()) {
    const rows = counts.get(term) ?? new Map<number, number>();
    const idf = idfOf(rows.size, documents.length);
    for (const [row, count] of rows) {
      const norm = K1 * (1 - B + (B * (lengths[row] ?? 0)) / meanLength);
      rowOf.push(row);
      weights.push((idf * count * (K1 + 1)) / (count + norm));
    }
    offsets[i + 1] = rowOf.length;
  }
  return lexicalIndex({
    rows: documents.length,
    terms,
    offsets,
    rowOf: Uint32Array.from(rowOf),
    weights: Float32Array.from(weights),
  });
}

function idfOf(rowsWithTerm: number, rows: number): number {
  return Math.log(1 + (rows - rowsWithTerm + 0.5) / (rowsWithTerm + 0.5));
}

function lexicalIndex(postings: Postings): LexicalIndex {
  const { rows, offsets, rowOf, weights } = postings;
  const idOf = new Map(postings.terms.map((term, i) => [term, i]));
  return {
    rows,
    scores(terms) {
      const scores = new Float32Array(rows);
      for (const term of terms) {
        const id = idOf.get(term);
        if (id === undefined) continue;
        const end = offsets[id + 1] ?? 0;
        for (let at = offsets[id] ?? 0; at < end; at++) {
          const row = rowOf[at] ?? 0;
          scores[row] = (scores[row] ?? 0) + (weights[at] ?? 0);
        }
      }
      return scores;
    },
    coverage(terms) {
      const covered = new Float32Array(rows);
      let whole = 0;
      for (const term of new Set(terms)) {
        const id = idOf.get(term);
        const [start, end] = id === undefined ? [0, 0] : [offsets[id] ?? 0, offsets[id + 1] ?? 0];
        const idf = idfOf(end - start, rows);
        whole += idf;
        for (let at = start; at < end; at++) {
          const row = rowOf[at] ?? 0;
          covered[row] = (covered[row] ?? 0) + idf;
        }
      }
      return whole === 0 ? covered : covered.map((value) => value / whole);
    },
    encode: () => encode(postings),
  };
}

/** Four counts (rows, terms, postings, bytes of term text), then offsets, rows, weights, and the terms by line. */
function encode({ rows, terms, offsets, rowOf, weights }: Postings): Uint8Array {
  const text = Buffer.from(terms.join('\n'), 'utf8');
  const head = Uint32Array.from([rows, terms.length, rowOf.length, text.length]);
  const parts = [head, offsets, rowOf, weights].map(
    (part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength),
  );
  return Buffer.concat([...parts, text]);
}

/** Throws YishiError('snapshot_invalid') when the bytes do not have the announced lengths. */
export function decodeLexicalIndex(bytes: Uint8Array): LexicalIndex {
  const buffer = new Uint8Array(bytes).buffer;
  if (buffer.byteLength < 16) throw new YishiError('snapshot_invalid', 'a lexical index is cut short');
  const [rows = 0, termCount = 0, postingCount = 0, textBytes = 0] = new Uint32Array(buffer, 0, 4);
  const offsetsAt = 16;
  const rowsAt = offsetsAt + (termCount + 1) * 4;
  const weightsAt = rowsAt + postingCount * 4;
  const textAt = weightsAt + postingCount * 4;
  if (buffer.byteLength !== textAt + textBytes)
    throw new YishiError('snapshot_invalid', 'a lexical index has the wrong length');
  const text = Buffer.from(buffer, textAt, textBytes).toString('utf8');
  return lexicalIndex({
    rows,
    terms: termCount === 0 ? [] : text.split('\n'),
    offsets: new Uint32Array(buffer, offsetsAt, termCount + 1),
    rowOf: new Uint32Array(buffer, rowsAt, postingCount),
    weights: new Float32Array(buffer, weightsAt, postingCount),
  });
}
