import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { buildSnapshot } from '../../../knowledge/index/build.js';
import { openSnapshot, type Partition } from '../../../knowledge/index/snapshot.js';
import { createTokenizer } from '../../../knowledge/index/tokens.js';
import { openVectorCache } from '../../../knowledge/index/vector-cache.js';
import type { Inquiry } from '../../../knowledge/inquiry/inquiry.js';
import { readInquiry } from '../../../knowledge/inquiry/read-inquiry.js';
import { createEmbeddedEmbedder } from '../../../knowledge/models/embedded-embedder.js';
import type { TechnologyRecord } from '../../../knowledge/records/record.js';
import { createKinship, type Kinship } from '../../../knowledge/search/kinship.js';
import { type PreparedQuery, prepareQuery } from '../../../knowledge/search/query.js';
import { createVocabulary, type Vocabulary } from '../../../knowledge/vocabulary/vocabulary.js';
import { projectRoot } from '../../../src/project.js';
import { starterRecords } from '../../knowledge/starter-records.js';

/** The starter knowledge, opened for measuring the parts of a search. */
export interface BenchKnowledge {
  readonly technologies: Partition;
  readonly records: ReadonlyMap<string, TechnologyRecord>;
  readonly vocabulary: Vocabulary;
  readonly kinship: Kinship;
  prepare(text: string): Promise<Prepared>;
  close(): Promise<void>;
}

export interface Prepared {
  readonly text: string;
  readonly inquiry: Inquiry;
  readonly query: PreparedQuery;
}

const BENCH_FOLDER = 'var/bench';

export async function openBenchKnowledge(): Promise<BenchKnowledge> {
  const root = projectRoot();
  const folder = join(root, BENCH_FOLDER);
  const vocabulary = createVocabulary();
  const embedder = await createEmbeddedEmbedder({ root, threads: 2 });
  const vectorCache = openVectorCache(join(folder, 'cache'), embedder);
  const records = starterRecords();
  await buildSnapshot({ records, embedder, vectorCache, dir: join(folder, 'index'), vocabulary });
  vectorCache.close();
  const technologies = openSnapshot(join(folder, 'index')).partitions.get('technology');
  if (technologies === undefined) throw new Error('the starter knowledge holds no technology');
  const tools = { tokenizer: createTokenizer(vocabulary), embedder, vocabulary };
  return {
    technologies,
    records: new Map(
      records.flatMap(({ record }) => (record.kind === 'technology' ? [[record.id, record] as const] : [])),
    ),
    vocabulary,
    kinship: createKinship(vocabulary),
    async prepare(text) {
      const inquiry = readInquiry(text, { vocabulary });
      return { text, inquiry, query: await prepareQuery(text, inquiry, tools) };
    },
    close: () => embedder.close(),
  };
}

const itemSchema = z.object({
  id: z.string(),
  query: z.string().optional(),
  text: z.string().optional(),
  gold: z.array(z.string()).default([]),
  must_not_recommend: z.array(z.string()).default([]),
  label: z.string().nullable().default(null),
  acceptable_labels: z.array(z.string()).default([]),
});

export type BenchItem = z.infer<typeof itemSchema> & { readonly question: string };

/** Items of a JSONL file under the project's root; none where the file is absent. */
export function readItems(path: string): BenchItem[] {
  const file = join(projectRoot(), path);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const item = itemSchema.parse(JSON.parse(line));
    return { ...item, question: item.query ?? item.text ?? '' };
  });
}
