import type { Snapshot } from '../index/snapshot.js';
import { createTokenizer } from '../index/tokens.js';
import type { Inquiry } from '../inquiry/inquiry.js';
import type { Embedder } from '../models/ports.js';
import type { RecordKind } from '../records/record.js';
import type { Vocabulary } from '../vocabulary/vocabulary.js';
import type { Hit } from './hit.js';
import { createKinship } from './kinship.js';
import { type PreparedQuery, prepareQuery } from './query.js';
import { byScore, rankPartition } from './ranking.js';
import { SEARCH_WEIGHTS, type SearchWeights } from './weights.js';

export interface SearchQuery {
  readonly text: string;
  readonly inquiry: Inquiry;
  readonly kinds: readonly RecordKind[];
  /** At most so many hits over all kinds. */
  readonly limit: number;
}

export interface Search {
  /** Manifest id of the snapshot that is searched. */
  readonly manifest: string;
  /** Best first. Hits of different kinds are only roughly comparable by score: each kind is fused by itself. */
  find(query: SearchQuery): Promise<Hit[]>;
}

export interface SearchDeps {
  readonly snapshot: Snapshot;
  readonly embedder: Embedder;
  readonly vocabulary: Vocabulary;
  readonly weights?: SearchWeights;
}

/** Searches one open snapshot. The vocabulary and the embedder must be those that it was built with. */
export function createSearch({
  snapshot,
  embedder,
  vocabulary,
  weights = SEARCH_WEIGHTS,
}: SearchDeps): Search {
  const tools = { tokenizer: createTokenizer(vocabulary), embedder, vocabulary };
  // One turn looks up several kinds with one inquiry: the question is embedded once.
  const queries = new WeakMap<Inquiry, { text: string; query: Promise<PreparedQuery> }>();
  const prepared = (text: string, inquiry: Inquiry): Promise<PreparedQuery> => {
    const known = queries.get(inquiry);
    if (known?.text === text) return known.query;
    const query = prepareQuery(text, inquiry, tools);
    queries.set(inquiry, { text, query });
    return query;
  };
  const ranker = { weights, kinship: createKinship(vocabulary) };
  return {
    manifest: snapshot.manifest.id,
    async find({ text, inquiry, kinds, limit }) {
      const query = await prepared(text, inquiry);
      const hits = kinds.flatMap((kind) => {
        const partition = snapshot.partitions.get(kind);
        return partition === undefined ? [] : rankPartition(partition, query, ranker, limit);
      });
      return hits.sort(byScore).slice(0, limit);
    },
  };
}
