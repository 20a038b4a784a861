import * as audit from '../audit/audit.js';
import { YishiError } from '../errors.js';
import { NATION } from '../region/region.js';
import type { Executor, WriteExecutor } from '../storage/tables.js';
import { type Actor, type Grant, ROLES, type Role } from './authorize.js';
import { revokeSessionsOf } from './console-sessions.js';
import type { Deed } from './deed.js';
import { personSubject } from './people.js';
import { provinceCode } from './people-list.js';

/** One role of a person in one region. */
export interface Membership {
  readonly id: string;
  readonly personId: string;
  readonly organisationId: string | null;
  readonly role: Role;
  readonly region: string;
  readonly createdAt: string;
  /** Null while it lasts. */
  readonly endedAt: string | null;
}

const COLUMNS = [
  'id',
  'person_id as personId',
  'organisation_id as organisationId',
  'role',
  'region',
  'created_at as createdAt',
  'ended_at as endedAt',
] as const;

export interface GrantRole extends Deed {
  readonly id: string;
  readonly personId: string;
  readonly role: Role;
  readonly region: string;
  readonly organisationId?: string | null;
}

/**
 * Gives a role in a region, unless the person has it already; the person's console sessions end, so that new powers
 * begin with a fresh sign-in. The actor's own sessions stay.
 * @returns false when the person had it
 */
export async function grantRole(tx: WriteExecutor, grant: GrantRole): Promise<boolean> {
  const { personId, role, region, now } = grant;
  // Locks the person until the commit: of two grants at once the second sees the first.
  await tx.updateTable('people').set({ updated_at: now }).where('id', '=', personId).execute();
  const present = await tx
    .selectFrom('memberships')
    .select('id')
    .where('person_id', '=', personId)
    .where('role', '=', role)
    .where('region', '=', region)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (present !== undefined) return false;
  const organisationId = grant.organisationId ?? null;
  await tx
    .insertInto('memberships')
    .values({
      id: grant.id,
      person_id: personId,
      organisation_id: organisationId,
      role,
      region,
      created_at: now,
    })
    .execute();
  await note(tx, personId, 'role.granted', { membership: grant.id, role, region, organisationId }, grant);
  return true;
}

export interface EndRole extends Deed {
  readonly id: string;
  readonly reason: string;
}

/** Ends a role; the membership as it is now, or null when it is unknown or had ended. */
export async function endRole(tx: WriteExecutor, end: EndRole): Promise<Membership | null> {
  const row = await tx
    .updateTable('memberships')
    .set({ ended_at: end.now })
    .where('id', '=', end.id)
    .where('ended_at', 'is', null)
    .returning(COLUMNS)
    .executeTakeFirst();
  if (row === undefined) return null;
  const membership = withRole(row);
  const { id, role, region, personId } = membership;
  await note(tx, personId, 'role.ended', { membership: id, role, region, reason: end.reason }, end);
  return membership;
}

async function note(
  tx: WriteExecutor,
  personId: string,
  action: string,
  payload: object,
  { by, now }: Deed,
): Promise<void> {
  if (personId !== by) await revokeSessionsOf(tx, { personId, now });
  await audit.append(tx, { subject: personSubject(personId), actor: by, action, payload, now });
}

export async function findMembership(db: Executor, id: string): Promise<Membership | null> {
  const row = await db.selectFrom('memberships').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : withRole(row);
}

/** All roles of these people, those that ended too; the newest last. */
export async function membershipsOf(db: Executor, personIds: readonly string[]): Promise<Membership[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .selectFrom('memberships')
    .select(COLUMNS)
    .where('person_id', 'in', personIds)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(withRole);
}

/** Who a person is to `authorize`: their id with the roles that last. */
export async function actorOfPerson(db: Executor, personId: string): Promise<Actor> {
  return { id: personId, personId, grants: grantsOf(await membershipsOf(db, [personId])) };
}

/** The grants of one person's memberships: those that last, each at its province. */
export function grantsOf(memberships: readonly Membership[]): Grant[] {
  return memberships
    .filter(({ endedAt }) => endedAt === null)
    .map(({ role, region }) => ({ role, province: provinceCode(region) }));
}

/** Where one person belongs: the provinces of the roles that last, or of the former ones when none does. */
export function provincesOf(memberships: readonly Membership[]): string[] {
  const lasting = memberships.filter(({ endedAt }) => endedAt === null);
  const telling = lasting.length > 0 ? lasting : memberships;
  return [...new Set(telling.map(({ region }) => provinceCode(region)))];
}

/** People who administer the whole country and can sign in. */
export async function nationalAdministrators(db: Executor): Promise<string[]> {
  const rows = await db
    .selectFrom('memberships as m')
    .innerJoin('accounts as a', 'a.person_id', 'm.person_id')
    .select('m.person_id')
    .distinct()
    .where('m.role', '=', 'administrator')
    .where('m.region', '=', NATION)
    .where('m.ended_at', 'is', null)
    .execute();
  return rows.map((row) => row.person_id);
}

type Row = Omit<Membership, 'role'> & { readonly role: string };

/** The table's check lets no other role in. */
function withRole(row: Row): Membership {
  const role = ROLES.find((each) => each === row.role);
  if (role === undefined) throw new YishiError('internal', 'a membership with an unknown role');
  return { ...row, role };
}
