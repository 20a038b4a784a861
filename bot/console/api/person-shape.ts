import { findAccount } from '../../../src/directory/accounts.js';
import { type Actor, authorize } from '../../../src/directory/authorize.js';
import { chatsOf } from '../../../src/directory/chat-binding.js';
import { type Membership, membershipsOf, provincesOf } from '../../../src/directory/memberships.js';
import { findPerson } from '../../../src/directory/people.js';
import { provinceCode } from '../../../src/directory/people-list.js';
import type { Executor } from '../../../src/storage/storage.js';
import type { MembershipShape, PersonShape } from '../shapes.js';
import { maskedPhone, regionName } from './names.js';

/** Where a person belongs, for `people.read` and `people.manage`; null when there is nobody of that id. */
export async function placeOf(
  db: Executor,
  personId: string,
): Promise<{ readonly provinces: readonly string[] } | null> {
  const person = await findPerson(db, personId);
  if (person === null || person.erasedAt !== null) return null;
  return { provinces: provincesOf(await membershipsOf(db, [personId])) };
}

/** Everything that a page shows of a person. */
export async function personShape(db: Executor, actor: Actor, personId: string): Promise<PersonShape | null> {
  const person = await findPerson(db, personId);
  if (person === null) return null;
  const memberships = await membershipsOf(db, [personId]);
  const account = await findAccount(db, personId);
  return {
    id: person.id,
    name: person.name ?? '',
    maskedPhone: maskedPhone(person.phone),
    version: person.version,
    memberships: memberships.map((membership) => membershipShape(actor, membership)).reverse(),
    account: account && { login: account.login, lockedUntil: account.lockedUntil },
    chats: await chatsOf(db, personId),
    canManage: authorize(actor, 'people.manage', { provinces: provincesOf(memberships) }),
  };
}

function membershipShape(
  actor: Actor,
  { id, role, region, createdAt, endedAt }: Membership,
): MembershipShape {
  const canEnd =
    endedAt === null && authorize(actor, 'roles.grant', { role, province: provinceCode(region) });
  return { id, role, region, regionName: regionName(region), since: createdAt, endedAt, canEnd };
}
