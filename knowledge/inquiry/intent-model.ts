import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { YishiError } from '../../src/errors.js';
import type { Embedder } from '../models/ports.js';
import type { Inquiry } from './inquiry.js';
import { type IntentOpinion, type OpinionWeights, opinionFeatures, opinionOf } from './intent-opinion.js';

/** Written by `npm run bench -- intent --write`; numbers stand in one line, separated by spaces. */
export const INTENT_MODEL_FILE = 'knowledge/inquiry/intent-model.json';

const numbersSchema = z
  .string()
  .transform((line) => line.split(' ').map(Number))
  .pipe(z.array(z.number()));
const classSchema = z.object({ bias: z.number(), vector: numbersSchema, features: numbersSchema });
const modelSchema = z.object({
  /** sha256 of the embedding model whose vectors the weights are for. */
  model: z.string(),
  /** How many sentences it was fitted on. */
  sentences: z.number(),
  weights: z.object({
    consult: classSchema,
    complaint: classSchema,
    emergency: classSchema,
    off_topic: classSchema,
  }),
});

/** What a sentence as a whole sounds like; null when nothing can be said. */
export type IntentListener = (inquiry: Inquiry) => Promise<IntentOpinion | null>;

/**
 * The opinion of the shipped weights on the inquiry's text. `root`: the project's root folder.
 * Throws YishiError when the weights are for another embedding model.
 */
export async function openIntentListener(root: string, embedder: Embedder): Promise<IntentListener> {
  const weights = await readWeights(root, embedder);
  return async (inquiry) => {
    const [vector] = await embedder.embed([inquiry.text]);
    return vector === undefined ? null : opinionOf(vector, opinionFeatures(inquiry), weights);
  };
}

async function readWeights(root: string, embedder: Embedder): Promise<OpinionWeights> {
  const { model, weights } = modelSchema.parse(
    JSON.parse(await readFile(join(root, INTENT_MODEL_FILE), 'utf8')),
  );
  const widths = new Set(Object.values(weights).map(({ vector }) => vector.length));
  if (model !== embedder.model || widths.size !== 1 || !widths.has(embedder.dimensions))
    throw new YishiError('internal', `${INTENT_MODEL_FILE} is for the embedding model ${model}`);
  return weights;
}
