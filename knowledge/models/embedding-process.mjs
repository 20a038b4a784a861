// Runs the embedding model in a process of its own (docs/decisions/0004-embedder-process.md says why not a thread).
// Plain JavaScript beside its caller, so that the compiled service and the tests on the sources start the same file.
// Argument: JSON { modelFile, sha256, threads }. In: { id, ids: number[] }. Out: { ready: true } once, then
// { id, vector: Float32Array } (unit length) or { id, error } per request. A bad model throws and ends the process.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';

// Signals of a terminal or a service manager reach the whole group; we end when our parent has drained and hangs up.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('disconnect', () => process.exit(0));

const settings = JSON.parse(process.argv[2]);
const bytes = await readFile(settings.modelFile);
const sha256 = createHash('sha256').update(bytes).digest('hex');
if (sha256 !== settings.sha256)
  throw new Error(`embedding model has sha256 ${sha256}, expected ${settings.sha256}`);
const session = await InferenceSession.create(bytes, {
  intraOpNumThreads: settings.threads,
  interOpNumThreads: 1,
});

function tensor(values) {
  return new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
}

/** First row of the last hidden state ([CLS]), divided by its L2 norm. */
async function embed(ids) {
  const output = await session.run({
    input_ids: tensor(ids),
    attention_mask: tensor(ids.map(() => 1)),
    token_type_ids: tensor(ids.map(() => 0)),
  });
  const { data, dims } = output.last_hidden_state;
  const vector = Float32Array.from(data.subarray(0, dims[2]));
  let squares = 0;
  for (const value of vector) squares += value * value;
  const norm = Math.sqrt(squares);
  return vector.map((value) => value / norm);
}

process.on('message', async ({ id, ids }) => {
  try {
    process.send({ id, vector: await embed(ids) });
  } catch (error) {
    process.send({ id, error: String(error) });
  }
});
process.send({ ready: true });
