import { type Found, rejectOf } from '../reject.js';
import { INGEST_TEXTS } from '../texts.js';
import { type Line, LONGEST_LINE, readLines } from './lines.js';

/** One JSON value per line; blank lines are skipped; a line that is no JSON is a reject, the rest goes on. */
export async function* readJsonl(file: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Found> {
  for await (const line of readLines(chunks)) {
    const found = foundIn(file, line);
    if (found !== null) yield found;
    // The rest of a file in another encoding would only repeat the same complaint.
    if (line.kind === 'not_utf8') return;
  }
}

function foundIn(file: string, line: Line): Found | null {
  if (line.kind === 'too_long') {
    return rejectOf(file, line.number, INGEST_TEXTS.lineTooLong(LONGEST_LINE), INGEST_TEXTS.splitTheLine);
  }
  if (line.kind === 'not_utf8') {
    return rejectOf(file, line.number, INGEST_TEXTS.notUtf8, INGEST_TEXTS.saveAsUtf8);
  }
  if (line.text.trim() === '') return null;
  try {
    const json: unknown = JSON.parse(line.text);
    return { kind: 'row', row: { file, line: line.number, json } };
  } catch {
    // JSON.parse throws on nothing but a text that is no JSON.
    return rejectOf(file, line.number, INGEST_TEXTS.notJson, INGEST_TEXTS.oneObjectPerLine);
  }
}
