import { join } from 'node:path';
import type { Clock } from '../../src/clock.js';
import { createBlobFolder, unfinishedFolder } from '../../src/files/blob-folder.js';
import type { BlobStore } from '../../src/files/blob-store.js';
import type { Identifiers } from '../../src/identifiers.js';
import { type FileReceiver, receiveFiles } from './receive-files.js';

export interface Files {
  readonly blobs: BlobStore;
  /** The way in; every route that takes files shares it. */
  readonly receiver: FileReceiver;
}

export interface OpenFilesDeps {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
}

/** Files in the data folder. */
export function openFiles({ dataDir, clock, identifiers }: OpenFilesDeps): Files {
  const folder = join(dataDir, 'files');
  const blobs = createBlobFolder({ folder, clock, identifiers });
  const receiver = receiveFiles({ blobs, folder: unfinishedFolder(folder), clock, identifiers });
  return { blobs, receiver };
}
