import { type Selectable, sql } from 'kysely';
import type { FileSubject } from '../files/subject.js';
import { storable } from './json.js';
import type { Executor, Tables, WriteExecutor } from './tables.js';

export interface FileRow {
  readonly id: string;
  /** SHA-256 of the content, its name in the blob store; several rows may share one. */
  readonly hash: string;
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  /** What it belongs to, as `kind:id`; see src/files/subject.ts. */
  readonly subject: string;
  /** `internal` files are never shown to the asker. */
  readonly visibility: 'subject' | 'internal';
  readonly addedBy: string;
  readonly createdAt: string;
}

interface NewFile extends Omit<FileRow, 'createdAt'> {
  readonly now: string;
}

export async function add(tx: WriteExecutor, file: NewFile): Promise<void> {
  await tx
    .insertInto('files')
    .values({
      id: file.id,
      hash: file.hash,
      name: storable(file.name),
      media_type: file.mediaType,
      size: file.size,
      subject: file.subject,
      visibility: file.visibility,
      added_by: storable(file.addedBy),
      created_at: file.now,
    })
    .execute();
}

/** A file that is not erased, or null. */
export async function find(db: Executor, id: string): Promise<FileRow | null> {
  const row = await db
    .selectFrom('files')
    .selectAll()
    .where('id', '=', storable(id))
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  return row === undefined ? null : fileRow(row);
}

/** The files of a subject that are not erased, oldest first; those of one message by name. */
export async function listBySubject(db: Executor, subject: string): Promise<FileRow[]> {
  const rows = await db
    .selectFrom('files')
    .selectAll()
    .where('subject', '=', subject)
    .where('erased_at', 'is', null)
    .orderBy('created_at')
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map(fileRow);
}

/** Bytes of all files of the subjects that are not erased. */
export async function totalSize(db: Executor, subjects: readonly string[]): Promise<number> {
  if (subjects.length === 0) return 0;
  const row = await db
    .selectFrom('files')
    .select((eb) => eb.fn.sum<number | string>('size').as('bytes'))
    .where('subject', 'in', subjects)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  // Postgres sums in a wider type, which its driver hands over as text.
  return Number(row?.bytes ?? 0);
}

/** Bytes of the files of an asker's messages whose turn has not ended. */
export async function waitingSize(
  db: Executor,
  key: { readonly conversationId: string; readonly asker: string },
): Promise<number> {
  const row = await db
    .selectFrom('inbox')
    .innerJoin('files', (join) => join.on('files.subject', '=', sql<string>`'message:' || inbox.id`))
    .select((eb) => eb.fn.sum<number | string>('files.size').as('bytes'))
    .where('inbox.conversation_id', '=', key.conversationId)
    .where('inbox.asker', '=', storable(key.asker))
    .where('inbox.state', '=', sql<Tables['inbox']['state']>`'pending'`)
    .where('files.erased_at', 'is', null)
    .executeTakeFirst();
  return Number(row?.bytes ?? 0);
}

const OWNED = { message: 'inbox', consultation: 'consultations', demand: 'demands' } as const;

/** Whose matter the subject is: who asks, in which conversation; null for one that is not there. */
export async function askerOf(
  db: Executor,
  { kind, id }: FileSubject,
): Promise<{ readonly conversationId: string; readonly asker: string } | null> {
  const row = await db
    .selectFrom(OWNED[kind])
    .select(['conversation_id as conversationId', 'asker'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** Lets the asker see files of a subject that were internal until they were sent. */
export async function show(
  tx: WriteExecutor,
  { ids, subject }: { readonly ids: readonly string[]; readonly subject: string },
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('files')
    .set({ visibility: 'subject' })
    .where('subject', '=', subject)
    .where('id', 'in', ids)
    .where('erased_at', 'is', null)
    .execute();
}

/** Gives every file of one subject to another, such as a consultation's to the demand made from it; tells how many. */
export async function moveAll(
  tx: WriteExecutor,
  move: { readonly from: string; readonly to: string },
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('files')
    .set({ subject: move.to })
    .where('subject', '=', move.from)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Shows files to the asker that `addedBy` had put by for them (`internal`); other files stay as they are. */
export async function release(
  tx: WriteExecutor,
  {
    ids,
    subject,
    addedBy,
  }: { readonly ids: readonly string[]; readonly subject: string; readonly addedBy: string },
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('files')
    .set({ visibility: 'subject' })
    .where('id', 'in', ids.map(storable))
    .where('subject', '=', subject)
    .where('added_by', '=', storable(addedBy))
    .where('erased_at', 'is', null)
    .execute();
}

/** Gives some files of one subject to another, or all of them: what was sent with an answer, to the demand. */
export async function moveFiles(
  tx: WriteExecutor,
  move: { readonly from: string; readonly to: string; readonly ids: readonly string[] | 'all' },
): Promise<void> {
  const { from, to, ids } = move;
  if (ids === 'all') {
    await moveAll(tx, { from, to });
  } else if (ids.length > 0) {
    await tx
      .updateTable('files')
      .set({ subject: to })
      .where('subject', '=', from)
      .where('id', 'in', ids)
      .execute();
  }
}

/**
 * Marks a file erased and forgets its name and hash, which tell of the content. Gives back the hash, whose blob the
 * caller removes after the commit where no other row uses it; null where there is nothing to erase.
 */
export async function erase(tx: WriteExecutor, id: string, now: string): Promise<string | null> {
  const file = await find(tx, id);
  if (file === null) return null;
  await tx.updateTable('files').set({ erased_at: now, name: '', hash: '' }).where('id', '=', id).execute();
  return file.hash;
}

/** Which of the hashes some file that is not erased uses. */
export async function usedHashes(db: Executor, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await db
    .selectFrom('files')
    .select('hash')
    .distinct()
    .where('hash', 'in', hashes)
    .where('erased_at', 'is', null)
    .execute();
  return new Set(rows.map(({ hash }) => hash));
}

function fileRow(row: Selectable<Tables['files']>): FileRow {
  const { id, hash, name, size, subject, visibility } = row;
  const { media_type: mediaType, added_by: addedBy, created_at: createdAt } = row;
  return { id, hash, name, mediaType, size, subject, visibility, addedBy, createdAt };
}
