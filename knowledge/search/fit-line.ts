export type FitVerdict = 'applies' | 'does_not_apply' | 'unknown';

/** What one stated range or one excluding clause says of the asker's stream. */
export interface FitLine {
  /** applies | does_not_apply | unknown for this one range or exclusion. */
  readonly verdict: FitVerdict;
  /** Canonical parameter, or the trait that an exclusion names. */
  readonly param: string;
  /** Chinese line that says so with both figures, or quotes the excluding words. */
  readonly text: string;
}
