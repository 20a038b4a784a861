import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { type Found, rejectOf } from '../reject.js';
import { INGEST_TEXTS } from '../texts.js';
import { readJsonl } from './jsonl.js';
import { readPolicyMarkdown } from './policy-markdown.js';

/** One row per file format. */
const READERS: Readonly<
  Record<string, (file: string, chunks: AsyncIterable<Uint8Array>) => AsyncGenerator<Found>>
> = {
  '.jsonl': readJsonl,
  '.md': readPolicyMarkdown,
};

/** Rows and rejects of one file, streamed. `name` is how the report calls the file. */
export async function* readFile(path: string, name: string): AsyncGenerator<Found> {
  const reader = READERS[extname(path).toLowerCase()];
  if (reader === undefined) {
    yield rejectOf(
      name,
      null,
      INGEST_TEXTS.unknownFormat(extname(path)),
      INGEST_TEXTS.knownFormats(Object.keys(READERS)),
    );
    return;
  }
  const problem = await unreadable(path);
  if (problem !== null) {
    yield rejectOf(name, null, problem, INGEST_TEXTS.checkThePath);
    return;
  }
  yield* reader(name, createReadStream(path));
}

async function unreadable(path: string): Promise<string | null> {
  const entry = await stat(path).catch(() => null);
  if (entry === null) return INGEST_TEXTS.noSuchFile;
  return entry.isFile() ? null : INGEST_TEXTS.notAFile;
}
