import type { Embedder } from './ports.js';

/**
 * The embedder with the vectors of the last `size` texts in memory: reading a question and searching for it need the
 * same one within a turn. A text that failed is not kept.
 */
export function rememberRecent(embedder: Embedder, size: number): Embedder {
  const recent = new Map<string, Promise<Float32Array>>();
  const one = (text: string): Promise<Float32Array> => {
    const known = recent.get(text);
    if (known !== undefined) return known;
    const vector = embedder.embed([text]).then(([first]) => first ?? new Float32Array(embedder.dimensions));
    recent.set(text, vector);
    vector.catch(() => recent.delete(text));
    const oldest = recent.keys().next().value;
    if (recent.size > size && oldest !== undefined) recent.delete(oldest);
    return vector;
  };
  return {
    model: embedder.model,
    dimensions: embedder.dimensions,
    embed: (texts) => Promise.all(texts.map(one)),
    close: () => embedder.close(),
  };
}
