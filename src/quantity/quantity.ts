/**
 * One figure that somebody wrote, with what it measures. `min` = `max` for a single value; one of them is
 * null for an open range (大于300 → min 300). Values are in `unit`, converted to the canonical unit of `param`.
 */
export interface Quantity {
  /** Canonical parameter id of the vocabulary (VOCs浓度, 风量, 氨氮…); null when the text does not tell. */
  readonly param: string | null;
  /** The words as written. */
  readonly raw: string;
  readonly min: number | null;
  readonly max: number | null;
  readonly unit: string | null;
  /** True when no unit was written and the parameter made one plausible (氨氮180 → mg/L). */
  readonly unitAssumed: boolean;
  /** 'target': what the asker wants to reach (降到30以内), never a property of the stream. Absent otherwise. */
  readonly role?: 'target';
}
