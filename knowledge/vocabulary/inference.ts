/**
 * What one figure says of another parameter. Decisions: NMHC, TVOC and VOCs浓度 are one parameter (guides use
 * them side by side for the strength of an exhaust); a single organic is a lower bound of VOCs浓度; BOD5 cannot
 * exceed COD, nor 六价铬 总铬, nor 氨氮 总氮; the other way round there is only an upper bound, or nothing.
 */
export interface Inference {
  readonly from: string;
  readonly to: string;
  /** lower: `to` is at least `from`; upper: at most. */
  readonly as: 'lower' | 'upper';
}

export const INFERENCES: readonly Inference[] = [
  { from: 'BOD5', to: 'COD', as: 'lower' },
  { from: '六价铬', to: '总铬', as: 'lower' },
  { from: '总铬', to: '六价铬', as: 'upper' },
  { from: '氨氮', to: '总氮', as: 'lower' },
  { from: '总氮', to: '氨氮', as: 'upper' },
];

/** Pollutants under `family` are parts of `param`. */
export const SUM = { family: 'VOCs', param: 'VOCs浓度' } as const;
