import type { StoredRecord } from '../library.js';
import { sourceTitle } from './source-line.js';
import type { Citation } from './turn-result.js';

/** The citations of one answer: each (record, edition) gets one key, in the order of first use. */
export interface CitationBook {
  /** Key of the record's citation, a number as text from "1". */
  cite(stored: StoredRecord): string;
  list(): Citation[];
}

/** @param publicUrl address of our own server without a slash at the end; citations open its record pages. */
export function createCitationBook(publicUrl: string): CitationBook {
  const byRecord = new Map<string, Citation>();
  return {
    cite(stored) {
      const known = byRecord.get(stored.record.id);
      if (known !== undefined) return known.key;
      const citation = citationOf(stored, String(byRecord.size + 1), publicUrl);
      byRecord.set(stored.record.id, citation);
      return citation.key;
    },
    list: () => [...byRecord.values()],
  };
}

function citationOf({ record, edition }: StoredRecord, key: string, publicUrl: string): Citation {
  const { source } = record;
  return {
    key,
    recordId: record.id,
    edition,
    title: sourceTitle(record),
    number: source.number,
    clause: source.clause,
    page: source.page,
    date: source.date,
    grade: source.grade,
    url: `${publicUrl}/records/${encodeURIComponent(record.id)}?edition=${encodeURIComponent(edition)}`,
  };
}
