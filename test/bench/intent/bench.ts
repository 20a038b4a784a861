import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INTENT_MODEL_FILE } from '../../../knowledge/inquiry/intent-model.js';
import {
  type IntentOpinion,
  OPINION_CLASSES,
  type OpinionClass,
  type OpinionWeights,
  opinionOf,
} from '../../../knowledge/inquiry/intent-opinion.js';
import { OVERRULINGS, strengthOf } from '../../../knowledge/inquiry/second-opinion.js';
import { createEmbeddedEmbedder } from '../../../knowledge/models/embedded-embedder.js';
import { createVocabulary } from '../../../knowledge/vocabulary/vocabulary.js';
import { projectRoot } from '../../../src/project.js';
import { fitOpinion } from './fit.js';
import { classOf, qualityOf, type Read, readSets, readWith } from './reading.js';
import { type SentenceSet, trainingSets, writtenSets } from './sentences.js';

const FOLDS = 5;
const RIDGE = 0.1;
const RIDGES = [0.03, 0.1, 0.3];

/**
 * Fits the second opinion and measures the rules with and without it: on the training sentences by opinions that were
 * fitted without their set, and on the test split. `--tune`: other penalties too. `--misses`: the sentences that are
 * still read wrongly, of the training sentences only, so that nobody is led to tune on the test split. `--write`: the
 * weights fitted on all training sentences replace the shipped ones.
 */
export async function run(args: readonly string[]): Promise<number> {
  const vocabulary = createVocabulary();
  const embedder = await createEmbeddedEmbedder({ root: projectRoot(), threads: 2 });
  try {
    const training = await readSets(trainingSets(), embedder, vocabulary);
    const test = await readSets(writtenSets('test'), embedder, vocabulary);
    if (args.includes('--tune')) for (const ridge of RIDGES) reportLoss(training, ridge);
    const combined = (read: Read, opinion: IntentOpinion) => classOf(readWith(opinion, read, vocabulary));
    const opinions = heldOutOpinions(training, RIDGE);
    const fresh = training.flatMap((read, i) => {
      const opinion = opinions[i];
      return read.set.knownToRules || opinion === undefined ? [] : [{ read, got: combined(read, opinion) }];
    });
    report('training sentences that the rules do not know, held-out opinions', fresh);
    reportThresholds(training, opinions);
    if (args.includes('--misses')) reportMisses(fresh);
    const weights = fitOpinion(training, RIDGE);
    report(
      'test split',
      test.map((read) => ({ read, got: combined(read, opinionFor(read, weights)) })),
    );
    if (args.includes('--write')) write(weights, embedder.model, training.length);
  } finally {
    await embedder.close();
  }
  return 0;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function opinionFor({ vector, features }: Read, weights: OpinionWeights): IntentOpinion {
  return opinionOf(vector, features, weights);
}

/** Each sentence's opinion by weights that were fitted without the whole set it stands in. */
function heldOutOpinions(reads: readonly Read[], ridge: number): IntentOpinion[] {
  const foldOf = foldsOfSets(reads.map(({ set }) => set));
  const models = Array.from({ length: FOLDS }, (_, fold) =>
    fitOpinion(
      reads.filter(({ set }) => foldOf.get(set) !== fold),
      ridge,
    ),
  );
  return reads.flatMap((read) => {
    const model = models[foldOf.get(read.set) ?? 0];
    return model === undefined ? [] : [opinionFor(read, model)];
  });
}

/** The sets of each label go round the folds, so that each fold holds some of every label with enough sets. */
function foldsOfSets(sets: readonly SentenceSet[]): Map<SentenceSet, number> {
  return new Map(
    OPINION_CLASSES.flatMap((label) =>
      [...new Set(sets)]
        .filter((set) => set.label === label)
        .map((set, i): [SentenceSet, number] => [set, i % FOLDS]),
    ),
  );
}

function reportLoss(reads: readonly Read[], ridge: number): void {
  const losses = heldOutOpinions(reads, ridge).map(
    (opinion, i) => -Math.log(Math.max(1e-9, opinion[reads[i]?.label ?? 'consult'])),
  );
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  say(`ridge ${ridge}: held-out loss ${mean.toFixed(4)}`);
}

const THRESHOLDS = [0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95];

/** What each row would gain and lose at other thresholds, whatever the texts' own conditions say. */
function reportThresholds(reads: readonly Read[], opinions: readonly IntentOpinion[]): void {
  const fresh = reads.flatMap((read, i) => {
    const opinion = opinions[i];
    return opinion === undefined || read.set.knownToRules ? [] : [{ read, opinion }];
  });
  for (const row of OVERRULINGS) {
    const cells = THRESHOLDS.map((least) => {
      const hit = fresh.filter(
        ({ read, opinion }) => row.ruled.includes(read.ruled.intent) && strengthOf(row, opinion) >= least,
      );
      const gained = hit.filter(({ read }) => read.label === row.heard).length;
      const lost = hit.filter(({ read }) => read.label === classOf(read.ruled)).length;
      return `${least}: +${gained} −${lost}`;
    });
    say(`  ${row.ruled.join('|')} → ${row.heard} (${row.least}):  ${cells.join('  ')}`);
  }
}

interface Judged {
  readonly read: Read;
  readonly got: OpinionClass;
}

function report(title: string, judged: readonly Judged[]): void {
  say(`${title}: ${judged.length} sentences`);
  const rules = qualityOf(judged.map(({ read }) => ({ label: read.label, got: classOf(read.ruled) })));
  const both = qualityOf(judged.map(({ read, got }) => ({ label: read.label, got })));
  for (const name of OPINION_CLASSES) {
    const cell = ({ recall, precision }: (typeof rules)[OpinionClass]) =>
      `recall ${recall.toFixed(3)} precision ${precision.toFixed(3)}`;
    const n = String(rules[name].n).padStart(4);
    say(`  ${name.padEnd(10)} n ${n}   rules ${cell(rules[name])}   with opinion ${cell(both[name])}`);
  }
}

function reportMisses(judged: readonly Judged[]): void {
  for (const { read, got } of judged)
    if (got !== read.label) say(`  ${read.label} → ${got}: ${read.text} (rules: ${classOf(read.ruled)})`);
}

function write(weights: OpinionWeights, model: string, sentences: number): void {
  const lines = (name: OpinionClass) => {
    const { bias, vector, features } = weights[name];
    return { bias, vector: vector.join(' '), features: features.join(' ') };
  };
  const file = {
    model,
    sentences,
    weights: Object.fromEntries(OPINION_CLASSES.map((name) => [name, lines(name)])),
  };
  writeFileSync(join(projectRoot(), INTENT_MODEL_FILE), `${JSON.stringify(file, null, 2)}\n`);
  say(`wrote ${INTENT_MODEL_FILE}`);
}
