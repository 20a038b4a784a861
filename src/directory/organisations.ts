import * as audit from '../audit/audit.js';
import { storable } from '../storage/json.js';
import type { Executor, WriteExecutor } from '../storage/tables.js';
import type { Deed } from './deed.js';

export interface Organisation {
  readonly id: string;
  readonly kind: 'enterprise' | 'unit' | 'government' | 'other';
  readonly name: string;
  /** 统一社会信用代码 */
  readonly creditCode: string | null;
  readonly region: string | null;
  readonly recordId: string | null;
  readonly version: number;
}

const COLUMNS = [
  'id',
  'kind',
  'name',
  'credit_code as creditCode',
  'region',
  'record_id as recordId',
  'version',
] as const;

export interface CreateOrganisation extends Omit<Organisation, 'version'>, Deed {}

/** The new organisation; null when another one has its credit code. */
export async function createOrganisation(
  tx: WriteExecutor,
  organisation: CreateOrganisation,
): Promise<Organisation | null> {
  const { id, kind, region, creditCode, recordId, by, now } = organisation;
  const name = storable(organisation.name);
  const fields = { kind, name, credit_code: creditCode, region, record_id: recordId };
  const row = await tx
    .insertInto('organisations')
    .values({ id, ...fields, version: 1, created_at: now, updated_at: now })
    .onConflict((oc) => oc.column('credit_code').doNothing())
    .returning(COLUMNS)
    .executeTakeFirst();
  if (row === undefined) return null;
  const subject = `organisation:${id}`;
  await audit.append(tx, { subject, actor: by, action: 'organisation.created', payload: fields, now });
  return row;
}

export async function findOrganisation(db: Executor, id: string): Promise<Organisation | null> {
  const row = await db.selectFrom('organisations').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row ?? null;
}
