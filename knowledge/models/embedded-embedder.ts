import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { YishiError } from '../../src/errors.js';
import type { Embedder } from './ports.js';
import { ProcessLine } from './process-line.js';
import { createWordpiece } from './wordpiece.js';

/** knowledge/models/embedded/NOTICE.md has origin, licence and these checksums. */
export const EMBEDDED_MODEL = {
  folder: 'knowledge/models/embedded',
  modelFile: 'bge-small-zh-v1.5-w8.onnx',
  modelSha256: 'ed20f46ffc833265385dc4fd6896860afaaaf868889bc36a00ec310ff3155f9e',
  tokenizerFile: 'tokenizer.json',
  tokenizerSha256: 'b280ab1691890c668a818a3ba635cb2fc9b2a37018a9c8855c1c0fadf7c3b32e',
  dimensions: 512,
} as const;

const PROCESS_FILE = 'knowledge/models/embedding-process.mjs';
const replySchema = z.object({ vector: z.instanceof(Float32Array) });
const definitionSchema = z.looseObject({ model: z.looseObject({ vocab: z.record(z.string(), z.number()) }) });

async function readTokenizer(root: string) {
  const bytes = await readFile(join(root, EMBEDDED_MODEL.folder, EMBEDDED_MODEL.tokenizerFile));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== EMBEDDED_MODEL.tokenizerSha256)
    throw new YishiError('internal', `${EMBEDDED_MODEL.tokenizerFile} has sha256 ${sha256}`);
  return createWordpiece(definitionSchema.parse(JSON.parse(bytes.toString('utf8'))));
}

/**
 * The model that comes with the project, in a process of its own. One text a call to the model (batches do not pay on a
 * CPU); texts of concurrent callers take turns, so that a question does not wait for a whole import.
 * `root`: the project's root folder. `threads`: 1 while serving, 2 while indexing on an idle machine.
 * Throws YishiError when a file is missing or is not the file that its checksum names.
 */
export async function createEmbeddedEmbedder(options: { root: string; threads: number }): Promise<Embedder> {
  const wordpiece = await readTokenizer(options.root);
  const line = new ProcessLine(join(options.root, PROCESS_FILE), {
    modelFile: join(options.root, EMBEDDED_MODEL.folder, EMBEDDED_MODEL.modelFile),
    sha256: EMBEDDED_MODEL.modelSha256,
    threads: options.threads,
  });
  await line.start();
  return {
    model: EMBEDDED_MODEL.modelSha256,
    dimensions: EMBEDDED_MODEL.dimensions,
    async embed(texts) {
      const vectors: Float32Array[] = [];
      for (const text of texts)
        vectors.push(replySchema.parse(await line.request({ ids: wordpiece.ids(text) })).vector);
      return vectors;
    },
    close: () => line.close(),
  };
}
