import { rm } from 'node:fs/promises';
import type { Request, RequestHandler, Response } from 'express';
import multer, { MulterError, type StorageEngine } from 'multer';
import type { Clock } from '../../src/clock.js';
import { shownFileName } from '../../src/files/file-name.js';
import { FILE_LIMITS } from '../../src/files/limits.js';
import { fileTexts } from '../../src/files/texts.js';
import { unfinishedName } from '../../src/files/unfinished.js';
import type { Identifiers } from '../../src/identifiers.js';
import { type Problem, sendProblem } from '../problem.js';
import { uploadTexts } from './texts.js';

export interface UploadFormDeps {
  /** Where files stand on their way, below the blob folder; see `unfinishedFolder`. */
  readonly folder: string;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
}

/** Name of Direct Line's part with the message itself; clients send it as a file. It is small and stays in memory. */
const ACTIVITY_PART = 'activity';

const FIELD_BYTES = 64 * 1024;
/** Boundaries and part headers. */
const OVERHEAD_BYTES = 256 * 1024;
const LIMITS = {
  fileSize: FILE_LIMITS.fileBytes,
  files: FILE_LIMITS.filesPerMessage + 1,
  fields: 20,
  fieldSize: FIELD_BYTES,
  fieldNameSize: 100,
  fieldNestingDepth: 1,
  headerPairs: 50,
};

/** Answers a form that is too much, or none. The fields that came before the fault are in `request.body`. */
export type RefuseForm = (request: Request, response: Response, problem: Problem) => void;

/**
 * Express middleware that reads an upload form within the limits: text fields into `request.body`, files to the
 * disk and into `request.files`. What is too much or no form is answered by `refuse`, or in Direct Line's error
 * shape. The files on their way are gone once the response has ended.
 */
export function readUploadForm(
  deps: UploadFormDeps,
  refuse: RefuseForm = (_request, response, problem) => sendProblem(response, problem),
): RequestHandler {
  const form = multer({ storage: storageIn(deps), limits: LIMITS, defParamCharset: 'utf8' }).any();
  return (request, response, next) => {
    if (!request.is('multipart/form-data')) {
      const sentence = uploadTexts.wrongForm;
      return refuse(request, response, { status: 415, code: 'UnsupportedMediaType', sentence });
    }
    if (Number(request.headers['content-length'] ?? 0) > FILE_LIMITS.subjectBytes + OVERHEAD_BYTES) {
      // Nobody reads the rest.
      response.set('Connection', 'close');
      return refuse(request, response, { status: 413, code: 'MessageSizeTooBig', sentence: fileTexts.full });
    }
    response.once('close', () => void discard(uploadsOf(request)));
    form(request, response, (error: unknown) => {
      const problem = error === undefined || error === null ? null : problemOf(error);
      if (problem === null) return next(error);
      refuse(request, response, problem);
    });
  };
}

/** The files of a form that was read, without the part that holds the message. */
export function uploadsOf({ files }: { readonly files?: unknown }): readonly Express.Multer.File[] {
  return partsOf(files).filter(({ fieldname }) => fieldname !== ACTIVITY_PART);
}

/** Text of the part that holds the message, however the client sent it; null where there is none. */
export function activityPart({
  files,
  body,
}: {
  readonly files?: unknown;
  readonly body?: unknown;
}): string | null {
  const asFile = partsOf(files).find(({ fieldname }) => fieldname === ACTIVITY_PART);
  if (asFile !== undefined) return asFile.buffer.toString('utf8');
  const asField =
    typeof body === 'object' && body !== null && ACTIVITY_PART in body ? body[ACTIVITY_PART] : undefined;
  return typeof asField === 'string' ? asField : null;
}

function partsOf(files: unknown): readonly Express.Multer.File[] {
  return Array.isArray(files) ? files : [];
}

function storageIn(deps: UploadFormDeps): StorageEngine {
  const memory = multer.memoryStorage();
  const disk = multer.diskStorage({
    destination: deps.folder,
    filename: (_request, _file, done) => done(null, unfinishedName(deps)),
  });
  const engineOf = ({ fieldname }: Express.Multer.File) => (fieldname === ACTIVITY_PART ? memory : disk);
  return {
    _handleFile: (request, file, done) => engineOf(file)._handleFile(request, file, done),
    _removeFile: (request, file, done) => engineOf(file)._removeFile(request, file, done),
  };
}

async function discard(files: readonly Express.Multer.File[]): Promise<void> {
  // What cannot be removed now is swept later.
  await Promise.allSettled(files.map(({ path }) => rm(path, { force: true })));
}

const TOO_BIG = { status: 413, code: 'MessageSizeTooBig' };

/** Null for a fault of ours, such as a full disk. */
function problemOf(error: unknown): Problem | null {
  if (error instanceof MulterError) {
    if (error.code === 'LIMIT_FILE_SIZE') {
      const name = shownFileName(filenameOf(error));
      return { ...TOO_BIG, sentence: fileTexts.refused.too_large(name) };
    }
    if (error.code === 'LIMIT_FILE_COUNT') return { ...TOO_BIG, sentence: fileTexts.tooMany };
  } else if (typeof error === 'object' && error !== null && 'syscall' in error) {
    return null;
  }
  return { status: 400, code: 'BadSyntax', sentence: uploadTexts.badForm };
}

function filenameOf(error: MulterError): string {
  return 'filename' in error && typeof error.filename === 'string' ? error.filename : '';
}
