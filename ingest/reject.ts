/** Why a row, or a whole file, was not taken: names the place, the reason and what to do, in Chinese. */
export interface Reject {
  readonly file: string;
  /** 1-based; null when the file as a whole is meant. */
  readonly line: number | null;
  /** Id of the row where it could be read. */
  readonly id: string | null;
  readonly field: string | null;
  readonly reason: string;
  readonly advice: string;
}

/** One row of a file, not yet understood. */
export interface Row {
  readonly file: string;
  readonly line: number;
  readonly json: unknown;
}

/** What a source yields, in the order of the file. */
export type Found =
  | { readonly kind: 'row'; readonly row: Row }
  | { readonly kind: 'reject'; readonly reject: Reject };

export function rejectOf(file: string, line: number | null, reason: string, advice: string): Found {
  return { kind: 'reject', reject: { file, line, id: null, field: null, reason, advice } };
}
