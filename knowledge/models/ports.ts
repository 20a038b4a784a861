/** Turns text into unit vectors; the dot product of two is their cosine. */
export interface Embedder {
  /** sha256 of the model; vectors of different models are never mixed. */
  readonly model: string;
  readonly dimensions: number;
  embed(texts: readonly string[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A chat model, if one is configured. Nothing in the product depends on there being one. */
export interface ChatModel {
  readonly model: string;
  complete(
    messages: readonly ChatMessage[],
    options: { signal?: AbortSignal; maxTokens?: number },
  ): Promise<string>;
}
