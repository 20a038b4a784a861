import { basename } from 'node:path';
import { readPolicyText } from '../../knowledge/records/policy-text.js';
import { type Found, rejectOf } from '../reject.js';
import { INGEST_TEXTS } from '../texts.js';
import { readLines } from './lines.js';

/** A policy text in Markdown, one row per section; ids are the file's name and the section's id. */
export async function* readPolicyMarkdown(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Found> {
  const lines: string[] = [];
  for await (const line of readLines(chunks)) {
    if (line.kind !== 'text') {
      yield rejectOf(file, line.number, INGEST_TEXTS.notUtf8, INGEST_TEXTS.saveAsUtf8);
      return;
    }
    lines.push(line.text);
  }
  const sections = readPolicyText(lines.join('\n'), basename(file, '.md'));
  if (sections === null) {
    yield rejectOf(file, null, INGEST_TEXTS.noPolicyHead, INGEST_TEXTS.policyForm);
    return;
  }
  for (const { line, record } of sections) yield { kind: 'row', row: { file, line, json: record } };
}
