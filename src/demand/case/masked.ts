export type MaskKind = 'phone' | 'email' | 'number' | 'company' | 'person' | 'place';

/** One thing that was masked: what stood there. */
export interface Masked {
  readonly kind: MaskKind;
  readonly was: string;
}
