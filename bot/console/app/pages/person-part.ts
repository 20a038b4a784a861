import type { PersonShape } from '../../shapes.js';

/** What each part of a person's page gets. */
export interface PersonPartProps {
  readonly person: PersonShape;
  /** Reads the person again after a change. */
  readonly onChanged: () => void;
}
