import * as consultations from '../../src/storage/consultations.js';
import { toJson } from '../../src/storage/json.js';
import type { Executor } from '../../src/storage/tables.js';
import type { Consultation, ConsultationProfile } from '../dialogs/dialog.js';

/** What a consultation remembers before anything was said in it. */
export const FRESH_PROFILE: ConsultationProfile = { inquiry: null, rounds: 0, asked: [] };

/** The asker's open consultation in a conversation as the dialogs see it, or null. */
export async function openConsultation(
  db: Executor,
  key: { readonly conversationId: string; readonly asker: string },
): Promise<Consultation | null> {
  const row = await consultations.open(db, key);
  if (row === null) return null;
  const { id, state, province, version } = row;
  // Written from this very type by the commit and by nobody else, but perhaps before it had all its fields.
  const stored: Partial<ConsultationProfile> = JSON.parse(toJson(row.profile));
  return { id, state, province, version, profile: { ...FRESH_PROFILE, ...stored } };
}
