import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { OPINION_CLASSES, type OpinionClass } from '../../../knowledge/inquiry/intent-opinion.js';
import { projectRoot } from '../../../src/project.js';
import { COMPLAINTS } from '../../knowledge/complaint-sentences.js';
import { CONSULTATIONS } from '../../knowledge/consultation-sentences.js';
import { EMERGENCIES } from '../../knowledge/emergency-sentences.js';
import { POLICY_QUESTIONS, STANDARD_QUESTIONS } from '../../knowledge/inquiry-sentences.js';

/** Sentences that were written together: paraphrases stand in one set, and folds part whole sets. */
export interface SentenceSet {
  readonly name: string;
  readonly label: OpinionClass;
  readonly texts: readonly string[];
  /** The rules were tuned on these sentences: how well rules do on them says nothing. */
  readonly knownToRules: boolean;
}

const FOLDER = 'test/knowledge/intent';
const lineSchema = z.object({ text: z.string(), label: z.enum(OPINION_CLASSES) });
const questionSchema = z.object({
  text: z.string().optional(),
  query: z.string().optional(),
  kind: z.string().optional(),
});

/** `train` or `test`: one set for each file. */
export function writtenSets(split: 'train' | 'test'): SentenceSet[] {
  const folder = join(projectRoot(), FOLDER, split);
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const lines = linesOf(join(folder, file)).map((line) => lineSchema.parse(line));
      const label = lines[0]?.label;
      if (label === undefined || lines.some((line) => line.label !== label))
        throw new Error(`${file} holds sentences of no or of several labels`);
      const texts = lines.map(({ text }) => text);
      return { name: basename(file, '.jsonl'), label, texts, knownToRules: false };
    });
}

/** Everything that may be trained on. */
export function trainingSets(): SentenceSet[] {
  const known = { knownToRules: true };
  return [
    ...writtenSets('train'),
    { name: 'complaints', label: 'complaint', texts: COMPLAINTS, ...known },
    { name: 'emergencies', label: 'emergency', texts: EMERGENCIES, ...known },
    { name: 'consultations', label: 'consult', texts: CONSULTATIONS, ...known },
    { name: 'rules', label: 'consult', texts: [...STANDARD_QUESTIONS, ...POLICY_QUESTIONS], ...known },
    { name: 'unanswerable', label: 'consult', texts: questionsOf('unanswerable.jsonl', 'near'), ...known },
    { name: 'elsewhere', label: 'off_topic', texts: questionsOf('unanswerable.jsonl', 'off'), ...known },
    { name: 'retrieval', label: 'consult', texts: questionsOf('retrieval-own.jsonl'), ...known },
  ];
}

function questionsOf(file: string, kind?: string): string[] {
  return linesOf(join(projectRoot(), 'test/knowledge', file))
    .map((line) => questionSchema.parse(line))
    .filter((question) => question.kind === kind)
    .map(({ text, query }) => text ?? query ?? '');
}

function linesOf(path: string): unknown[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
