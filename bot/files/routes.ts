import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import type { BlobStore } from '../../src/files/blob-store.js';
import type { Log } from '../../src/log.js';
import * as files from '../../src/storage/files.js';
import type { Storage } from '../../src/storage/storage.js';
import { FILES } from './address.js';

export interface FileRoutesDeps {
  readonly storage: Storage;
  readonly blobs: BlobStore;
  readonly log: Log;
  /** Whether whoever sent this request may have the file; a file that one may not have is as good as none. */
  readonly mayRead: (request: Request, file: files.FileRow) => Promise<boolean>;
}

/**
 * Gives files back as downloads, never as something to show: whatever is in one cannot run as ours, even when a
 * browser is talked into opening it.
 */
export function createFileRoutes({ storage, blobs, log, mayRead }: FileRoutesDeps): Router {
  const routes = Router({ caseSensitive: true });
  routes.get(`${FILES}/:id`, async (request, response, next) => {
    const file = await files.find(storage.db, request.params.id);
    if (file === null || !(await mayRead(request, file))) return next();
    if (!(await sendFile({ blobs, log }, response, file))) next();
  });
  return routes;
}

/** Sends a file as a download under its name; false, with nothing sent, when its content is not there. */
export async function sendFile(
  { blobs, log }: Pick<FileRoutesDeps, 'blobs' | 'log'>,
  response: Response,
  file: Pick<files.FileRow, 'id' | 'hash' | 'name' | 'mediaType' | 'size'>,
): Promise<boolean> {
  const content = await blobs.open(file.hash);
  if (content === null) {
    log.error({ file: file.id }, 'a file has no content');
    return false;
  }
  // Sets the name after RFC 5987 and RFC 6266, with an ASCII one for old clients.
  response.attachment(file.name);
  // Straight to Node: express would add a charset to text, which may be another one.
  response.setHeader('Content-Type', file.mediaType);
  response.set({
    'Cache-Control': 'private, no-store',
    'Content-Length': String(file.size),
    'Content-Security-Policy': 'sandbox',
    'X-Content-Type-Options': 'nosniff',
  });
  try {
    await pipeline(content, response);
  } catch (error) {
    // The client went away; the status is sent, so there is nothing to answer.
    log.debug({ error }, 'a download ended early');
  }
  return true;
}
