import * as audit from '../audit/audit.js';
import { storable } from '../storage/json.js';
import type { Executor, WriteExecutor } from '../storage/tables.js';
import type { Deed } from './deed.js';

/** A human being whom the service knows by name: who signs in, works on demands or asked by a bound chat. */
export interface Person {
  readonly id: string;
  /** Null once erased. */
  readonly name: string | null;
  readonly phone: string | null;
  /** The published expert or unit record that tells of this person, if any. */
  readonly recordId: string | null;
  /** 1, and one more with every change. */
  readonly version: number;
  readonly createdAt: string;
  readonly erasedAt: string | null;
}

const COLUMNS = [
  'id',
  'name',
  'phone',
  'record_id as recordId',
  'version',
  'created_at as createdAt',
  'erased_at as erasedAt',
] as const;

export interface CreatePerson extends Deed {
  readonly id: string;
  readonly name: string;
  readonly phone?: string | null;
  readonly recordId?: string | null;
}

export async function createPerson(tx: WriteExecutor, person: CreatePerson): Promise<Person> {
  const fields = {
    name: storable(person.name),
    phone: person.phone ?? null,
    record_id: person.recordId ?? null,
  };
  const row = await tx
    .insertInto('people')
    .values({ id: person.id, ...fields, version: 1, created_at: person.now, updated_at: person.now })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  await note(tx, person.id, 'person.created', fields, person);
  return row;
}

export interface UpdatePerson extends Deed {
  readonly id: string;
  /** The version that the change was made on. */
  readonly version: number;
  readonly name: string;
  /** Left as it is when not given: pages know it only masked. */
  readonly phone?: string | null;
}

/** The changed person; null when the person is unknown, erased, or was changed by somebody else meanwhile. */
export async function updatePerson(tx: WriteExecutor, change: UpdatePerson): Promise<Person | null> {
  const phone = change.phone === undefined ? {} : { phone: change.phone };
  const fields = { name: storable(change.name), ...phone };
  const row = await tx
    .updateTable('people')
    .set((eb) => ({ ...fields, updated_at: change.now, version: eb('version', '+', 1) }))
    .where('id', '=', change.id)
    .where('version', '=', change.version)
    .where('erased_at', 'is', null)
    .returning(COLUMNS)
    .executeTakeFirst();
  if (row === undefined) return null;
  await note(tx, change.id, 'person.changed', fields, change);
  return row;
}

export async function findPerson(db: Executor, id: string): Promise<Person | null> {
  const row = await db.selectFrom('people').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

/** Who stands behind a published record; null when nobody does. */
export async function personOfRecord(db: Executor, recordId: string): Promise<Person | null> {
  const row = await db
    .selectFrom('people')
    .select(COLUMNS)
    .where('record_id', '=', recordId)
    .where('erased_at', 'is', null)
    .orderBy('created_at')
    .executeTakeFirst();
  return row ?? null;
}

/** Appends to the person's own chain of the audit. */
function note(
  tx: WriteExecutor,
  id: string,
  action: string,
  payload: object,
  { by, now }: Deed,
): Promise<number> {
  return audit.append(tx, { subject: personSubject(id), actor: by, action, payload, now });
}

/** The subject under which everything about a person is audited. */
export function personSubject(id: string): string {
  return `person:${id}`;
}
