import { type Clock, isoNow } from '../clock.js';
import { YishiError } from '../errors.js';
import * as consultations from '../storage/consultations.js';
import * as files from '../storage/files.js';
import type { Storage } from '../storage/storage.js';
import type { WriteExecutor } from '../storage/tables.js';
import type { BlobStore } from './blob-store.js';
import { FILE_LIMITS } from './limits.js';
import { fileSubject } from './subject.js';

/** A checked file whose content is in the blob store, and whose row is to be added. */
export interface IncomingFile {
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
}

interface KeepFiles {
  readonly files: readonly IncomingFile[];
  readonly subject: string;
  readonly visibility: 'subject' | 'internal';
  /** Who added them: an asker as conversations know them, or a person's id. */
  readonly addedBy: string;
  readonly now: string;
}

/**
 * Adds rows for files of a subject (`fileSubject`), in the caller's transaction. Throws YishiError('quota_exceeded')
 * when all files of the subject would be more than `FILE_LIMITS.subjectBytes`.
 */
export async function keepFiles(tx: WriteExecutor, keep: KeepFiles): Promise<void> {
  await refuseExcess(keep.files, await files.totalSize(tx, [keep.subject]));
  await addAll(tx, keep);
}

/**
 * The same for the files of a message that was just stored: they count with those of the asker's open consultation
 * and of the messages that wait for their turn, and go to the consultation with the turn's commit.
 */
export async function keepMessageFiles(
  tx: WriteExecutor,
  message: Pick<KeepFiles, 'files' | 'now'> & {
    readonly id: string;
    readonly conversationId: string;
    readonly asker: string;
  },
): Promise<void> {
  if (message.files.length === 0) return;
  const open = await consultations.open(tx, message);
  const kept = open === null ? 0 : await files.totalSize(tx, [fileSubject('consultation', open.id)]);
  await refuseExcess(message.files, kept + (await files.waitingSize(tx, message)));
  const subject = fileSubject('message', message.id);
  await addAll(tx, { ...message, subject, visibility: 'subject', addedBy: message.asker });
}

async function refuseExcess(incoming: readonly IncomingFile[], bytes: number): Promise<void> {
  const total = incoming.reduce((sum, { size }) => sum + size, bytes);
  if (total > FILE_LIMITS.subjectBytes)
    throw new YishiError('quota_exceeded', `the files of one subject would be ${total} bytes`);
}

async function addAll(tx: WriteExecutor, { files: incoming, ...common }: KeepFiles): Promise<void> {
  for (const file of incoming) {
    const { id, hash, name, mediaType, size } = file;
    const { subject, visibility, addedBy, now } = common;
    await files.add(tx, { id, hash, name, mediaType, size, subject, visibility, addedBy, now });
  }
}

export interface FileStoreDeps {
  readonly storage: Storage;
  readonly blobs: BlobStore;
  readonly clock: Clock;
}

/** Erases files: their rows are marked in one transaction, then each content goes that no other file has. */
export async function eraseFiles(deps: FileStoreDeps, ids: readonly string[]): Promise<void> {
  const hashes = await deps.storage.write(async (tx) => {
    const erased: (string | null)[] = [];
    for (const id of ids) erased.push(await files.erase(tx, id, isoNow(deps.clock)));
    return erased.filter((hash) => hash !== null);
  });
  await removeUnused(deps, hashes);
}

/** Removes contents that no file has any more. */
export async function removeUnused(
  { storage, blobs }: Pick<FileStoreDeps, 'storage' | 'blobs'>,
  hashes: readonly string[],
): Promise<void> {
  const used = await files.usedHashes(storage.db, hashes);
  for (const hash of new Set(hashes))
    if (!used.has(hash)) await blobs.remove(hash, () => isUsed(storage, hash));
}

async function isUsed(storage: Storage, hash: string): Promise<boolean> {
  return (await files.usedHashes(storage.db, [hash])).has(hash);
}

/** No upload takes an hour. */
const UNFINISHED_MS = 3_600_000;
/** A content without a row is one whose message was refused, repeated, or never came: a day later it is sure. */
const ORPHAN_MS = 86_400_000;
const CHUNK = 500;

/** Clears what crashes and refusals left in the blob store. Safe beside running uploads, in any process, at any time. */
export async function sweepFiles({ storage, blobs, clock }: FileStoreDeps): Promise<void> {
  const now = clock.now().getTime();
  await blobs.sweep(new Date(now - UNFINISHED_MS), (hash) => isUsed(storage, hash));
  let old: string[] = [];
  for await (const { hash, storedAt } of blobs.list()) {
    if (storedAt.getTime() < now - ORPHAN_MS) old.push(hash);
    if (old.length < CHUNK) continue;
    await removeUnused({ storage, blobs }, old);
    old = [];
  }
  await removeUnused({ storage, blobs }, old);
}
