import { storable, toJson } from '../storage/json.js';
import type { Executor, WriteExecutor } from '../storage/tables.js';
import { eraseFilesOf, erasePayloads } from './erase-parts.js';
import { ERASED_TEXT } from './texts.js';

interface Place {
  readonly conversationId: string;
  readonly asker: string;
  readonly now: string;
}

/** A message of which nothing is left but that there was one. */
const ERASED_ACTIVITY = toJson({ type: 'message', text: ERASED_TEXT });

/**
 * Takes the words out of everything that one asker and the service said to each other; other askers of a group keep
 * theirs. Gives the hashes of erased files.
 */
export async function eraseConversation(tx: WriteExecutor, place: Place): Promise<string[]> {
  const { conversationId, now } = place;
  const asker = storable(place.asker);
  const own = tx
    .selectFrom('activities')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('asker', '=', asker);
  await tx
    .updateTable('outbox')
    .set({ activity: ERASED_ACTIVITY, fallback: null, error: null })
    .where('id', 'in', own)
    .execute();
  // What was not sent yet would only say that it was erased.
  await tx
    .updateTable('outbox')
    .set({ state: 'expired', finished_at: now })
    .where('id', 'in', own)
    .where('state', 'in', ['pending', 'waiting'])
    .execute();
  await tx
    .updateTable('inbox')
    .set({ raw: '', response: null, error: null })
    .where('conversation_id', '=', conversationId)
    .where('asker', '=', asker)
    .execute();
  const messages = await own.execute();
  await tx
    .updateTable('activities')
    .set({ activity: ERASED_ACTIVITY })
    .where('conversation_id', '=', conversationId)
    .where('asker', '=', asker)
    .execute();
  const consultations = await consultationsOf(tx, conversationId, asker);
  for (const id of consultations) await eraseConsultation(tx, id);
  const subjects = [
    ...messages.map(({ id }) => `message:${id}`),
    ...consultations.map((id) => `consultation:${id}`),
  ];
  const hashes: string[] = [];
  for (const subject of await withFiles(tx, subjects)) hashes.push(...(await eraseFilesOf(tx, subject, now)));
  return hashes;
}

async function consultationsOf(db: Executor, conversationId: string, asker: string): Promise<string[]> {
  const rows = await db
    .selectFrom('consultations')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('asker', '=', asker)
    .execute();
  return rows.map(({ id }) => id);
}

async function eraseConsultation(tx: WriteExecutor, id: string): Promise<void> {
  await tx
    .updateTable('consultations')
    .set((eb) => ({ profile: '{}', version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
  await tx.updateTable('turns').set({ result: '{}' }).where('consultation_id', '=', id).execute();
  await erasePayloads(tx, `consultation:${id}`);
}

/** Few messages have files: only those are gone through one by one. */
async function withFiles(db: Executor, subjects: readonly string[]): Promise<string[]> {
  const wanted = new Set(subjects);
  const rows = await db
    .selectFrom('files')
    .select('subject')
    .distinct()
    .where('erased_at', 'is', null)
    .execute();
  return rows.map(({ subject }) => subject).filter((subject) => wanted.has(subject));
}
