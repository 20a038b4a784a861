import { sql } from 'kysely';
import { type ConsultationState, isOpen } from '../consultation/state.js';
import { YishiError } from '../errors.js';
import { type JsonObject, objectFromJson, storable, toJson } from './json.js';
import type { Executor, WriteExecutor } from './tables.js';

export interface ConsultationRow {
  readonly id: string;
  readonly conversationId: string;
  readonly asker: string;
  readonly state: ConsultationState;
  /** GB/T 2260 code of the province it belongs to, once known. */
  readonly province: string | null;
  readonly profile: JsonObject;
  /** 1 when stored first, one more with every change. */
  readonly version: number;
}

interface NewConsultation {
  readonly id: string;
  readonly conversationId: string;
  readonly asker: string;
  readonly state: ConsultationState;
  readonly province: string | null;
  readonly profile: object;
  readonly now: string;
}

interface ConsultationChange {
  readonly id: string;
  /** The version that the change was made from. */
  readonly version: number;
  readonly state: ConsultationState;
  readonly profile: object;
  readonly province: string | null;
  readonly now: string;
}

function closedAt(state: ConsultationState, now: string): string | null {
  return isOpen(state) ? null : now;
}

const COLUMNS = [
  'id',
  'conversation_id as conversationId',
  'asker',
  'state',
  'province',
  'profile',
  'version',
] as const;

/** The consultation of an id, in whatever state; null when there is none. */
export async function find(db: Executor, id: string): Promise<ConsultationRow | null> {
  const row = await db.selectFrom('consultations').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : { ...row, profile: objectFromJson(row.profile) };
}

/** The asker's open consultation in a conversation, else the one that was escalated last. */
export async function open(
  db: Executor,
  key: { readonly conversationId: string; readonly asker: string },
): Promise<ConsultationRow | null> {
  const row = await db
    .selectFrom('consultations')
    .select(COLUMNS)
    .where('conversation_id', '=', key.conversationId)
    .where('asker', '=', storable(key.asker))
    .where('state', 'in', sql<ConsultationState>`('open', 'escalated')`)
    .orderBy('state', 'desc')
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, profile: objectFromJson(row.profile) };
}

/** Stores a new consultation as version 1. Throws YishiError('conflict') when the asker has an open one. */
export async function insert(tx: WriteExecutor, consultation: NewConsultation): Promise<void> {
  const row = await tx
    .insertInto('consultations')
    .values({
      id: consultation.id,
      conversation_id: consultation.conversationId,
      asker: storable(consultation.asker),
      province: consultation.province,
      state: consultation.state,
      profile: toJson(consultation.profile),
      version: 1,
      opened_at: consultation.now,
      updated_at: consultation.now,
      closed_at: closedAt(consultation.state, consultation.now),
    })
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) throw conflict();
}

/** Changes a consultation. Throws YishiError('conflict') when it is no longer at `version`. */
export async function update(tx: WriteExecutor, change: ConsultationChange): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('consultations')
    .set({
      state: change.state,
      profile: toJson(change.profile),
      province: change.province,
      version: change.version + 1,
      updated_at: change.now,
      closed_at: closedAt(change.state, change.now),
    })
    .where('id', '=', change.id)
    .where('version', '=', change.version)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw conflict();
}

function conflict(): YishiError {
  return new YishiError('conflict', 'the consultation was changed meanwhile', { retryable: true });
}
