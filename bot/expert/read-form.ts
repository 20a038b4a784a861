import { type Request, type Response, urlencoded } from 'express';
import type { FileReceiver } from '../files/receive-files.js';
import type { Problem } from '../problem.js';

/** Far more than is taken, so that who pasted too much gets it back with the sentence that says so. */
const LONGEST_BODY = '1mb';
const readFields = urlencoded({ extended: false, limit: LONGEST_BODY });

/**
 * Reads a form into `request.body` and its files to the disk. Null when it was read whole; else what was wrong, with
 * the fields that came before the fault read all the same.
 */
export function readForm(
  receiver: Pick<FileReceiver, 'readOr'>,
  request: Request,
  response: Response,
): Promise<Problem | null> {
  return new Promise((resolve, reject) => {
    const done = (error?: unknown) => (error === undefined ? resolve(null) : reject(error));
    if (!request.is('multipart/form-data')) return readFields(request, response, done);
    receiver.readOr((_request, _response, problem) => resolve(problem))(request, response, done);
  });
}
