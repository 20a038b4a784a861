import { YishiError } from '../src/errors.js';
import { serverTexts } from './texts.js';

/** What kept a command from starting, in words that say what to do; the stack where we did not foresee it. */
export function startProblem(error: unknown): string {
  if (error instanceof YishiError && error.code === 'config_invalid') return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const port = error instanceof Error && 'port' in error ? Number(error.port) : 0;
  if (code === 'EADDRINUSE') return serverTexts.portTaken(port);
  if (code === 'EACCES' && port > 0) return serverTexts.portForbidden(port);
  if (code === 'snapshot_invalid') return serverTexts.noIndex;
  return serverTexts.failedToStart(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
