/** One text message on its way. */
export interface OutgoingText {
  /** Stable over every repetition: the gateway drops what it has sent before. */
  readonly id: string;
  /** Eleven digits. */
  readonly to: string;
  readonly text: string;
}

export type TextOutcome =
  | { readonly kind: 'sent'; readonly vendorId: string | null }
  /** Worth another try; `afterMs` is the gateway's own wish (Retry-After), in milliseconds. */
  | { readonly kind: 'retry'; readonly error: string; readonly afterMs?: number }
  | { readonly kind: 'failed'; readonly error: string };

/** Whoever sends text messages for us. It never throws, and no error of it holds a number or a text. */
export type TextGateway = (message: OutgoingText) => Promise<TextOutcome>;
