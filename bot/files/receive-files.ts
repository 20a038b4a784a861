import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Request, RequestHandler, Response } from 'express';
import { YishiError } from '../../src/errors.js';
import type { BlobStore } from '../../src/files/blob-store.js';
import { cleanFileName, shownFileName } from '../../src/files/file-name.js';
import { inspectFile } from '../../src/files/file-type.js';
import type { IncomingFile } from '../../src/files/kept-files.js';
import { FILE_LIMITS } from '../../src/files/limits.js';
import { fileTexts } from '../../src/files/texts.js';
import type { Problem } from '../problem.js';
import { type RefuseForm, readUploadForm, type UploadFormDeps, uploadsOf } from './upload-form.js';

export interface ReceiveFilesDeps extends UploadFormDeps {
  readonly blobs: BlobStore;
}

/** A problem with files, and which of them it is about. */
export interface FileProblem extends Problem {
  /** Places of the refused files in the form, from 0; empty when it is about all of them together. */
  readonly refused: readonly number[];
}

export type Reception<T> =
  | { readonly kind: 'kept'; readonly value: T }
  | { readonly kind: 'refused'; readonly problem: FileProblem };

export interface FileReceiver {
  /** Express middleware: reads the form within the limits, or answers; goes after whatever authorises the request. */
  readonly read: RequestHandler;
  /** The same, with another answer to a form that is too much: a page that keeps what was typed. */
  readOr(refuse: RefuseForm): RequestHandler;
  /**
   * Checks the files of a form that was read and, if all are good, puts their contents in the blob store and calls
   * `keep`, which adds their rows in its own transaction (`keepFiles`). One bad file refuses all, so that the user
   * decides what to send instead. `keep` may throw YishiError('quota_exceeded').
   */
  receive<T>(request: Request, keep: (files: readonly IncomingFile[]) => Promise<T>): Promise<Reception<T>>;
}

/** The one way in for files, from the chat, the console and the expert's page. */
export function receiveFiles(deps: ReceiveFilesDeps): FileReceiver {
  return {
    read: readUploadForm(deps),
    readOr: (refuse) => readUploadForm(deps, refuse),
    async receive(request, keep) {
      const uploads = uploadsOf(request);
      const inspected: Inspected[] = [];
      // One after the other: each is in memory while it is looked at.
      for (const upload of uploads) inspected.push(await inspect(upload));
      const problem = problemWith(inspected);
      if (problem !== null) return { kind: 'refused', problem };
      const files: Stored[] = [];
      for (const each of inspected) if (each.kind === 'good') files.push(await store(deps, each));
      try {
        const value = await keep(files.map(({ file }) => file));
        await storeAgain(deps, files);
        return { kind: 'kept', value };
      } catch (error) {
        if (!(error instanceof YishiError) || error.code !== 'quota_exceeded') throw error;
        return { kind: 'refused', problem: { ...TOO_BIG, sentence: fileTexts.full, refused: [] } };
      }
    },
  };
}

/** Answers with a problem, the places of the refused files beside Direct Line's error. */
export function sendFileProblem(response: Response, { status, code, sentence, refused }: FileProblem): void {
  response.status(status).json({ error: { code, message: sentence }, refused });
}

const TOO_BIG = { status: 413, code: 'MessageSizeTooBig' };
const WRONG_KIND = { status: 415, code: 'UnsupportedMediaType' };

type Inspected =
  | { readonly kind: 'good'; readonly path: string; readonly name: string; readonly mediaType: string }
  | { readonly kind: 'bad'; readonly sentence: string };

interface Stored {
  readonly path: string;
  readonly file: IncomingFile;
}

async function inspect({ path, originalname }: Express.Multer.File): Promise<Inspected> {
  const found = await inspectFile(await readFile(path), originalname);
  if (found.kind === 'refused') {
    return { kind: 'bad', sentence: fileTexts.refused[found.reason](shownFileName(originalname)) };
  }
  const name = cleanFileName(originalname, found.extensions);
  return { kind: 'good', path, name, mediaType: found.mediaType };
}

function problemWith(inspected: readonly Inspected[]): FileProblem | null {
  if (inspected.length > FILE_LIMITS.filesPerMessage) {
    return { ...TOO_BIG, sentence: fileTexts.tooMany, refused: [] };
  }
  const bad = inspected.flatMap((each, index) => (each.kind === 'bad' ? [{ index, ...each }] : []));
  if (bad.length === 0) return null;
  const sentence = bad.map((each) => each.sentence).join('\n');
  return { ...WRONG_KIND, sentence, refused: bad.map(({ index }) => index) };
}

async function store(
  { blobs, identifiers }: ReceiveFilesDeps,
  { path, name, mediaType }: Extract<Inspected, { kind: 'good' }>,
): Promise<Stored> {
  const blob = await blobs.put(createReadStream(path));
  return { path, file: { id: identifiers.next(), name, mediaType, ...blob } };
}

/** Between put and commit an erasure of the same content may have taken it away (`BlobStore.remove`). */
async function storeAgain({ blobs }: ReceiveFilesDeps, stored: readonly Stored[]): Promise<void> {
  for (const { path, file } of stored) {
    if (!(await blobs.has(file.hash))) await blobs.put(createReadStream(path));
  }
}
