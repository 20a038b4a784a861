import { highest } from '../../../knowledge/index/vectors.js';
import { evidenceSignals } from '../../../knowledge/search/evidence.js';
import { EVIDENCE_THRESHOLDS } from '../../../knowledge/search/evidence-model.js';
import { assessFit } from '../../../knowledge/search/fit.js';
import type { Hit } from '../../../knowledge/search/hit.js';
import { listScores, rankPartition } from '../../../knowledge/search/ranking.js';
import { SEARCH_WEIGHTS } from '../../../knowledge/search/weights.js';
import { fitEvidence, heldOutScores, type Labelled } from './evidence-fit.js';
import {
  type BenchItem,
  type BenchKnowledge,
  openBenchKnowledge,
  type Prepared,
  readItems,
} from './knowledge.js';
import { interval95, mean, type Relevance, relevance } from './statistics.js';
import { crossValidate, type Judged, order, tune } from './tuning.js';

const SETS = {
  'retrieval-dev': '../shared/corpus/retrieval-dev.jsonl',
  own: 'test/knowledge/retrieval-own.jsonl',
};
const QUESTIONS = '../shared/corpus/questions-dev.jsonl';
const UNANSWERABLE = 'test/knowledge/unanswerable.jsonl';
const METRICS = ['recallAt1', 'recallAt3', 'recallAt5', 'mrr'] as const;
const FOLDS = 5;

/**
 * Measures the single lists and the fusion on questions with gold; with `--tune` also the weights and the evidence
 * model that cross-validation would choose now. Nothing is written: a person copies what is worth it.
 */
export async function run(args: readonly string[]): Promise<number> {
  const knowledge = await openBenchKnowledge();
  try {
    const judged: Judged[] = [];
    for (const [name, path] of Object.entries(SETS))
      judged.push(...(await measureSet(name, readItems(path), knowledge)));
    if (args.includes('--tune')) reportTuning(judged);
    reportEvidence(await labelled(knowledge), args.includes('--misses'));
  } finally {
    await knowledge.close();
  }
  return 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function report(name: string, rows: readonly Relevance[]): void {
  const cells = METRICS.map((metric) => {
    const values = rows.map((row) => row[metric]);
    const [low, high] = interval95(values);
    return `${mean(values).toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
  });
  say(`  ${name.padEnd(10)} ${cells.join('   ')}`);
}

/** So many of the first hits are judged; a gold further down is lost anyway. */
const JUDGED_HITS = 60;

function search({ query }: Prepared, { technologies, kinship }: BenchKnowledge): Hit[] {
  return rankPartition(technologies, query, { weights: SEARCH_WEIGHTS, kinship }, JUDGED_HITS);
}

function withoutMisfits(hits: readonly Hit[], { inquiry }: Prepared, knowledge: BenchKnowledge): Hit[] {
  return hits.filter(({ id }) => {
    const record = knowledge.records.get(id);
    const fit = record === undefined ? null : assessFit(record, inquiry, knowledge.vocabulary);
    return fit !== null && fit.verdict !== 'does_not_apply';
  });
}

async function measureSet(
  name: string,
  items: readonly BenchItem[],
  knowledge: BenchKnowledge,
): Promise<Judged[]> {
  const { technologies } = knowledge;
  const withGold = items.filter((item) => item.gold.length > 0);
  if (withGold.length === 0) {
    say(`${name}: no items`);
    return [];
  }
  const lists: Record<string, Relevance[]> = { words: [], bigrams: [], vector: [], fusion: [], ranked: [] };
  const judged: Judged[] = [];
  for (const item of withGold) {
    const prepared = await knowledge.prepare(item.question);
    const scores = Object.entries(listScores(technologies, prepared.query));
    const hits = search(prepared, knowledge);
    const one = { gold: item.gold, hits: withoutMisfits(hits, prepared, knowledge) };
    judged.push(one);
    for (const [list, values] of scores) lists[list]?.push(relevance(idsOf(values, knowledge), item.gold));
    lists.fusion?.push(relevance(byFusion(hits), item.gold));
    lists.ranked?.push(relevance(order(one, SEARCH_WEIGHTS), item.gold));
  }
  say(`${name}: ${withGold.length} questions; ${METRICS.join(', ')} with 95 % intervals`);
  for (const [list, rows] of Object.entries(lists)) report(list, rows);
  return judged;
}

function idsOf(scores: Float32Array, { technologies }: BenchKnowledge): string[] {
  return highest(scores, 20).flatMap((i) => technologies.records[i]?.id ?? []);
}

function byFusion(hits: readonly Hit[]): string[] {
  return [...hits].sort((a, b) => (b.parts.fused ?? 0) - (a.parts.fused ?? 0)).map(({ id }) => id);
}

function reportTuning(judged: readonly Judged[]): void {
  say(`all: ${judged.length} questions, ${FOLDS}-fold cross-validation of the tuned weights`);
  report(
    'in use',
    judged.map((item) => relevance(order(item, SEARCH_WEIGHTS), item.gold)),
  );
  report('held out', crossValidate(judged, FOLDS));
  say(`  tuned on all: ${JSON.stringify(tune(judged))}`);
}

/** Questions with gold are answerable; those to be escalated and our own unanswerable ones are not. */
async function labelled(knowledge: BenchKnowledge): Promise<Labelled[]> {
  const answerable = Object.values(SETS)
    .flatMap(readItems)
    .filter((item) => item.gold.length > 0);
  const escalated = readItems(QUESTIONS).filter(
    (item) => item.label === 'escalate_demand' && !item.acceptable_labels.includes('answer_from_technology'),
  );
  const all = [...answerable, ...escalated, ...readItems(UNANSWERABLE)];
  const result: Labelled[] = [];
  for (const item of all) {
    const prepared = await knowledge.prepare(item.question);
    const hits = search(prepared, knowledge);
    const signals = evidenceSignals(hits, prepared.inquiry);
    result.push({ question: item.question, signals, answerable: item.gold.length > 0 });
  }
  return result;
}

function reportEvidence(items: readonly Labelled[], misses: boolean): void {
  const scores = heldOutScores(items, FOLDS);
  say(`evidence: ${items.length} questions, held-out scores of ${FOLDS}-fold cross-validation`);
  for (const threshold of [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) {
    const share = (answerable: boolean) =>
      mean(
        items.flatMap((item, i) =>
          item.answerable === answerable ? [Number((scores[i] ?? 0) >= threshold)] : [],
        ),
      );
    say(
      `  score ≥ ${threshold}: answers ${share(true).toFixed(3)} of the answerable, ${share(false).toFixed(3)} of the others`,
    );
  }
  say(`  fitted on all: ${JSON.stringify(fitEvidence(items))}`);
  if (!misses) return;
  for (const [i, { question, answerable, signals }] of items.entries()) {
    const score = scores[i] ?? 0;
    if (answerable !== score >= EVIDENCE_THRESHOLDS.strong)
      say(`  ${answerable ? 'missed' : 'false '} ${score.toFixed(2)} ${question} ${JSON.stringify(signals)}`);
  }
}
