import type { FactVocabulary } from '../index/facts.js';
import type { Partition, Snapshot } from '../index/snapshot.js';
import { createTokenizer, type TextTokenizer, type UserWords } from '../index/tokens.js';
import type { Inquiry } from '../inquiry/inquiry.js';
import type { Embedder } from '../models/ports.js';
import type { RecordKind } from '../records/record.js';
import { type EntitySignals, entitySignals } from './entities.js';
import { bestPerRecord, type FusedRecord, fuse, type ScoredList } from './fusion.js';
import type { Hit } from './hit.js';
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
  /** Best first. Hits of different kinds are comparable by score only roughly: each kind is fused by itself. */
  find(query: SearchQuery): Promise<Hit[]>;
}

export interface SearchDeps {
  readonly snapshot: Snapshot;
  readonly embedder: Embedder;
  readonly vocabulary: FactVocabulary & UserWords;
  readonly weights?: SearchWeights;
}

/** One question in the three forms that the lists need. */
export interface QueryForms {
  readonly words: readonly string[];
  readonly bigrams: readonly string[];
  /** Of the text alone, without the names that the vocabulary added. */
  readonly ownBigrams: readonly string[];
  readonly vector: Float32Array;
}

export function createSearch(deps: SearchDeps): Search {
  const { snapshot, embedder } = deps;
  const tokenizer = createTokenizer(deps.vocabulary);
  const weights = deps.weights ?? SEARCH_WEIGHTS;
  return {
    manifest: snapshot.manifest.id,
    async find({ text, inquiry, kinds, limit }) {
      const forms = await formsOf(text, inquiry, tokenizer, embedder);
      const hits = kinds.flatMap((kind) => {
        const partition = snapshot.partitions.get(kind);
        return partition === undefined ? [] : rankPartition(partition, forms, inquiry, weights);
      });
      return hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, limit);
    },
  };
}

/** Canonical names that the text does not spell out, for the lexical lists: slang and abbreviations reach the records. */
function expansion(text: string, inquiry: Inquiry): string {
  const names = [...inquiry.industries, ...inquiry.pollutants, ...inquiry.processes, ...inquiry.techniques];
  return [...new Set(names)].filter((name) => !text.includes(name)).join(' ');
}

export async function formsOf(
  text: string,
  inquiry: Inquiry,
  tokenizer: TextTokenizer,
  embedder: Embedder,
): Promise<QueryForms> {
  const [vector = new Float32Array(embedder.dimensions)] = await embedder.embed([text]);
  const expanded = `${text} ${expansion(text, inquiry)}`;
  return {
    words: tokenizer.words(expanded),
    bigrams: tokenizer.bigrams(expanded),
    ownBigrams: tokenizer.bigrams(text),
    vector,
  };
}

/** Records of one kind, best first. Everything is kept in `parts`, so that a ranking can be explained and refitted. */
export function rankPartition(
  partition: Partition,
  forms: QueryForms,
  inquiry: Inquiry,
  weights: SearchWeights,
): Hit[] {
  const lists = listsOf(partition, forms, weights);
  const coverage = coverageOf(partition, forms);
  return fuse(lists, weights.k)
    .map((fused) => hitOf(partition, lists, coverage, fused, inquiry, weights))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

export function listsOf(partition: Partition, forms: QueryForms, weights: SearchWeights): ScoredList[] {
  const { recordOf, records, vectors } = partition;
  const perRecord = (scores: ArrayLike<number>) => bestPerRecord(scores, recordOf, records.length);
  const cosines = new Float32Array(recordOf.length);
  for (const { row, cosine } of vectors.nearest(forms.vector, VECTOR_ROWS)) cosines[row] = cosine;
  return [
    { name: 'words', weight: weights.words, scores: perRecord(partition.words.scores(forms.words)) },
    { name: 'bigrams', weight: weights.bigrams, scores: perRecord(partition.bigrams.scores(forms.bigrams)) },
    { name: 'vectors', weight: weights.vectors, scores: perRecord(cosines) },
  ];
}

/** Share of the question's own character pairs that a record's best passage has, by their rarity. */
function coverageOf({ bigrams, recordOf, records }: Partition, forms: QueryForms): Float32Array {
  return bestPerRecord(bigrams.coverage(forms.ownBigrams), recordOf, records.length);
}

/** So many nearest passages enter the fusion; beyond them a rank adds next to nothing. */
const VECTOR_ROWS = 200;

function hitOf(
  partition: Partition,
  lists: readonly ScoredList[],
  coverage: Float32Array,
  { record, fused, ranks }: FusedRecord,
  inquiry: Inquiry,
  weights: SearchWeights,
): Hit {
  const indexed = partition.records[record];
  const signals = entitySignals(inquiry, indexed?.facts ?? NO_FACTS);
  const [words, bigrams, vector] = lists.map((list) => list.scores[record] ?? 0);
  const [rankWords = 0, rankBigrams = 0, rankVector = 0] = ranks;
  return {
    id: indexed?.id ?? '',
    kind: partition.kind,
    score: fused + entityScore(signals, weights),
    parts: {
      words: words ?? 0,
      bigrams: bigrams ?? 0,
      vector: vector ?? 0,
      rankWords,
      rankBigrams,
      rankVector,
      fused,
      coverage: coverage[record] ?? 0,
      ...signals,
    },
  };
}

const NO_FACTS = { industries: [], media: [], pollutants: [], processes: [], techniques: [] };

function entityScore(signals: EntitySignals, weights: SearchWeights): number {
  return (
    weights.industry * signals.industry +
    weights.otherIndustry * signals.otherIndustry +
    weights.otherMedium * signals.otherMedium +
    weights.pollutant * signals.pollutant +
    weights.process * signals.process +
    weights.technique * signals.technique
  );
}
