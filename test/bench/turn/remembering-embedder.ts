import type { Embedder } from '../../../knowledge/models/ports.js';

/** Keeps each vector of `inner`, and gives it from memory while `remembers` is set. */
export class RememberingEmbedder implements Embedder {
  remembers = false;
  readonly model: string;
  readonly dimensions: number;
  readonly #inner: Embedder;
  readonly #kept = new Map<string, Float32Array>();

  constructor(inner: Embedder) {
    this.model = inner.model;
    this.dimensions = inner.dimensions;
    this.#inner = inner;
  }

  async embed(texts: readonly string[]): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (const text of texts) vectors.push(await this.#one(text));
    return vectors;
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  async #one(text: string): Promise<Float32Array> {
    const known = this.remembers ? this.#kept.get(text) : undefined;
    if (known !== undefined) return known;
    const [vector] = await this.#inner.embed([text]);
    if (vector === undefined) throw new Error('the embedder gave no vector');
    this.#kept.set(text, vector);
    return vector;
  }
}
