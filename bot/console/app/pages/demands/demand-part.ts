import type { DemandShape } from '../../../demand-shapes.js';

export interface DemandPartProps {
  readonly demand: DemandShape;
  /** Reads the demand again after a change. */
  readonly onChanged: () => void;
}
