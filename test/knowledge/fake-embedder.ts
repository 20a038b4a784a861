import type { Embedder } from '../../knowledge/models/ports.js';

const DIMENSIONS = 64;

/** Character pairs hashed into 64 buckets, unit length: equal texts give equal vectors, related ones similar ones. */
function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS).fill(1e-3);
  for (let i = 0; i < text.length; i++) {
    const bucket = (text.charCodeAt(i) * 31 + (text.charCodeAt(i + 1) || 7)) % DIMENSIONS;
    vector[bucket] = vector[bucket]! + 1;
  }
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

/** An embedder without a model; `asked` counts the texts that were computed. */
export function createFakeEmbedder(model = 'fake-model'): Embedder & { asked: number } {
  return {
    model,
    dimensions: DIMENSIONS,
    asked: 0,
    async embed(texts) {
      this.asked += texts.length;
      return texts.map(vectorOf);
    },
    close: async () => {},
  };
}

/** A vocabulary that knows nothing but the given words. */
export function createFakeVocabulary(words: readonly string[] = [], hash = 'fake-vocabulary') {
  return { hash, userWords: () => [...words], match: () => [], find: () => null };
}
