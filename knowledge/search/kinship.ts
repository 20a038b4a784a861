import type { EntryKind } from '../vocabulary/entry.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';

/** How far a record's name answers the asked one: 1 the same or a narrower one, 0.7 a broader one, 0 another. */
export type Kinship = (kind: EntryKind, asked: string, held: string) => number;

/** A record for a whole trade (包装印刷) serves a branch of it (铝罐印刷), with less to say about it. */
const BROADER = 0.7;

/** Remembers every pair it was asked for; the names are those of the vocabulary, so the memory is bounded. */
export function createKinship(vocabulary: Pick<Vocabulary, 'find' | 'relation'>): Kinship {
  const known = new Map<string, number>();
  return (kind, asked, held) => {
    if (asked === held) return 1;
    const key = `${kind}|${asked}|${held}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const from = vocabulary.find(kind, asked);
    const to = vocabulary.find(kind, held);
    const relation = from === null || to === null ? null : vocabulary.relation(from, to);
    const degree = relation === 'same' || relation === 'broader' ? 1 : relation === 'narrower' ? BROADER : 0;
    known.set(key, degree);
    return degree;
  };
}
