import type { EntryKind } from '../vocabulary/entry.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';

/** How far a record's name answers the asked one: 1 the same or a narrower one, 0.7 a broader one, 0 another. */
export type Kinship = (kind: EntryKind, asked: string) => (held: string) => number;

type Relations = Pick<Vocabulary, 'find' | 'relation'>;

/** A record for a whole trade (包装印刷) serves a branch of it (铝罐印刷), with less to say about it. */
const BROADER = 0.7;

/** Remembers every pair it was asked for; the names are those of the vocabulary, so the memory is bounded. */
export function createKinship(vocabulary: Relations): Kinship {
  const known = new Map<string, Map<string, number>>();
  return (kind, asked) => {
    const key = `${kind}|${asked}`;
    const degrees = known.get(key) ?? new Map<string, number>();
    known.set(key, degrees);
    return (held) => {
      const before = degrees.get(held);
      if (before !== undefined) return before;
      const degree = degreeOf(kind, asked, held, vocabulary);
      degrees.set(held, degree);
      return degree;
    };
  };
}

function degreeOf(kind: EntryKind, asked: string, held: string, vocabulary: Relations): number {
  if (asked === held) return 1;
  const from = vocabulary.find(kind, asked);
  const to = vocabulary.find(kind, held);
  const relation = from === null || to === null ? null : vocabulary.relation(from, to);
  if (relation === 'same' || relation === 'broader') return 1;
  return relation === 'narrower' ? BROADER : 0;
}
