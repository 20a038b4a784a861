import type { Inquiry } from '../inquiry/inquiry.js';
import type { TechnologyRecord } from '../records/record.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import { testWords } from './exclusions.js';
import type { FitLine, FitVerdict } from './fit-line.js';
import { testRanges } from './ranges.js';

/** Whether a technology's stated range of use holds for what the asker told. */
export interface Fit {
  readonly verdict: FitVerdict;
  readonly lines: readonly FitLine[];
  /** Canonical inlet parameters that the record states and the asker did not. */
  readonly missing: readonly string[];
}

/**
 * Tests the inlet ranges of a record by arithmetic and its excluding words by vocabulary. Only what the asker
 * told is tested; `design`, `benefit` and `condition` figures and the asker's targets never are. `applies` needs
 * every stated range told and kept; anything open is `unknown`.
 */
export function assessFit(record: TechnologyRecord, inquiry: Inquiry, vocabulary: Vocabulary): Fit {
  const ranges = testRanges(record, inquiry, vocabulary);
  const lines = [...ranges.lines, ...testWords(record, inquiry, vocabulary)];
  return { verdict: verdictOf(lines, ranges.missing), lines, missing: ranges.missing };
}

function verdictOf(lines: readonly FitLine[], missing: readonly string[]): FitVerdict {
  if (lines.some((line) => line.verdict === 'does_not_apply')) return 'does_not_apply';
  const open = missing.length > 0 || lines.some((line) => line.verdict === 'unknown');
  return !open && lines.length > 0 ? 'applies' : 'unknown';
}
