/** Whether a technology's stated range of use holds for what the asker told. */
export interface FitLine {
  /** applies | does_not_apply | unknown for this one range or exclusion. */
  readonly verdict: FitVerdict;
  /** Canonical parameter, or the trait that an exclusion names. */
  readonly param: string;
  /** Chinese line that says so with both figures, or quotes the excluding words. */
  readonly text: string;
}

export type FitVerdict = 'applies' | 'does_not_apply' | 'unknown';

export interface Fit {
  readonly verdict: FitVerdict;
  readonly lines: readonly FitLine[];
  /** Canonical inlet parameters that the record states and the asker did not. */
  readonly missing: readonly string[];
}
