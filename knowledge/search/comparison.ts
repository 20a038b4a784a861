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
  readonly why: string;
}

export const INFERENCES: readonly Inference[] = [
  { from: 'BOD5', to: 'COD', as: 'lower', why: 'COD 不低于 BOD5' },
  { from: '六价铬', to: '总铬', as: 'lower', why: '总铬不低于六价铬' },
  { from: '总铬', to: '六价铬', as: 'upper', why: '六价铬不高于总铬' },
  { from: '氨氮', to: '总氮', as: 'lower', why: '总氮不低于氨氮' },
  { from: '总氮', to: '氨氮', as: 'upper', why: '氨氮不高于总氮' },
];

export const PART_OF_VOCS = 'VOCs 总浓度不低于其中一种组分';
