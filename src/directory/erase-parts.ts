import * as files from '../storage/files.js';
import type { WriteExecutor } from '../storage/tables.js';

/** Removes what the entries of a chain said; that they were there stays provable. */
export async function erasePayloads(tx: WriteExecutor, subject: string): Promise<void> {
  await tx.deleteFrom('audit_payloads').where('subject', '=', subject).execute();
}

/** Erases every file of a subject and gives the hashes of their contents. */
export async function eraseFilesOf(tx: WriteExecutor, subject: string, now: string): Promise<string[]> {
  const hashes: string[] = [];
  for (const { id } of await files.listBySubject(tx, subject)) {
    const hash = await files.erase(tx, id, now);
    if (hash !== null) hashes.push(hash);
  }
  return hashes;
}
