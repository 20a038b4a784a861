import { YishiError } from '../errors.js';
import { fromJson, isJsonObject } from '../storage/json.js';
import type { WholeRow } from '../storage/whole-tables.js';

const NEW_LINE = 0x0a;

/** One row as a line of JSON with its columns by name: the same text for the same row, whichever database has it. */
export function encodeRow(row: WholeRow): string {
  const columns = Object.keys(row).sort();
  return `${JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column] ?? null])))}\n`;
}

/** The row of a line; throws YishiError('backup_refused') on one that `encodeRow` does not write. */
function decodeRow(line: string): WholeRow {
  const value = fromJson(line);
  if (!isJsonObject(value)) throw new YishiError('backup_refused', 'a row is no object');
  const row: Record<string, string | number | null> = {};
  for (const [column, field] of Object.entries(value)) {
    if (typeof field !== 'string' && typeof field !== 'number' && field !== null) {
      throw new YishiError('backup_refused', `column ${column} holds what no column holds`);
    }
    row[column] = field;
  }
  return row;
}

/** Rows of JSON lines in batches. (node:readline also ends a line at U+2028, which a message may hold.) */
export async function* rowsOf(content: AsyncIterable<Buffer>, most: number): AsyncGenerator<WholeRow[]> {
  let rows: WholeRow[] = [];
  let rest: Buffer[] = [];
  for await (const chunk of content) {
    let from = 0;
    for (let end = chunk.indexOf(NEW_LINE); end >= 0; end = chunk.indexOf(NEW_LINE, from)) {
      rows.push(decodeRow(Buffer.concat([...rest, chunk.subarray(from, end)]).toString('utf8')));
      rest = [];
      from = end + 1;
      if (rows.length >= most) {
        yield rows;
        rows = [];
      }
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  if (rest.length > 0) throw new YishiError('backup_refused', 'the last line has no end');
  if (rows.length > 0) yield rows;
}
