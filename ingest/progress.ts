import { createProgressBar, type Progress, type Screen } from '../src/progress.js';
import { INGEST_TEXTS } from './texts.js';

export type { Progress } from '../src/progress.js';

/** How far an import is: a bar on a terminal, plain lines elsewhere. */
export function createProgress(screen: Screen): Progress {
  return createProgressBar(screen, INGEST_TEXTS.progress);
}
