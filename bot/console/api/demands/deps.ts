import { createLikeness } from '../../../../knowledge/expertise.js';
import { createVocabulary } from '../../../../knowledge/vocabulary/vocabulary.js';
import { createWorkingCalendar, type WorkingCalendar } from '../../../../src/calendar/working-calendar.js';
import type { Likeness } from '../../../../src/demand/dispatch-parts.js';
import type { Files } from '../../../files/open-files.js';

/** What the routes of demands need beside what every route has. */
export interface DemandDeps {
  readonly calendar: WorkingCalendar;
  readonly files: Files;
  /** The vocabulary's kinship, read when the first suggestion is asked for. */
  likeness(): Likeness;
}

export function createDemandDeps(files: Files): DemandDeps {
  let likeness: Likeness | null = null;
  return {
    calendar: createWorkingCalendar(),
    files,
    likeness: () => {
      likeness ??= createLikeness(createVocabulary());
      return likeness;
    },
  };
}
