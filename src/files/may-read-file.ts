import { type Actor, authorize } from '../directory/authorize.js';
import { demandsOf } from '../storage/demands.js';
import { askerOf, type FileRow } from '../storage/files.js';
import type { Executor } from '../storage/tables.js';
import { parseFileSubject } from './subject.js';

/** Whether somebody may have a file: looks up what the rules of `file.read` ask about. */
export async function mayReadFile(db: Executor, actor: Actor, file: FileRow): Promise<boolean> {
  const subject = parseFileSubject(file.subject);
  const matter = subject === null ? null : await askerOf(db, subject);
  if (subject === null || matter === null) return false;
  const { visibility, addedBy } = file;
  const demands = await demandsOf(db, subject);
  return authorize(actor, 'file.read', { kind: subject.kind, visibility, addedBy, demands, ...matter });
}
