import type { Actor, Grant } from '../../src/directory/authorize.js';
import { actorOfPerson } from '../../src/directory/memberships.js';
import * as demands from '../../src/storage/demands.js';
import type { Executor } from '../../src/storage/tables.js';
import type { AskerView } from '../dialogs/dialog.js';

/** Most demands that a turn looks at: an asker with more finds the older ones by their receipt number. */
const MOST_DEMANDS = 50;

interface AskerKey {
  readonly channelAccountId: string;
  readonly conversationId: string;
  readonly asker: string;
}

/** Who speaks, as `authorize` sees them and as the dialogs do. */
export interface AskerIdentity {
  readonly actor: Actor;
  readonly view: AskerView;
}

/**
 * The chat identity behind a message, the person it is bound to, their roles, and their demands. What somebody only says
 * to be (`demo`: the switch on the demo page) makes them an official in a demo and nowhere else.
 */
export async function askerOf(db: Executor, key: AskerKey, demo: boolean): Promise<AskerIdentity> {
  const { channelAccountId, conversationId, asker } = key;
  const identity = await db
    .selectFrom('chat_identities')
    .select([
      'id',
      'person_id as personId',
      'declared_role as declaredRole',
      'declared_province as declaredProvince',
    ])
    .where('channel_account_id', '=', channelAccountId)
    .where('vendor_user_id', '=', asker)
    .executeTakeFirst();
  const personId = identity?.personId ?? null;
  const bound = personId === null ? [] : (await actorOfPerson(db, personId)).grants;
  const declared = demo && personId === null ? declaredGrants(identity) : [];
  const grants = [...bound, ...declared];
  const official = grants.find(({ role }) => role === 'official');
  const own = await demands.ofAsker(db, { conversationId, asker, personId }, MOST_DEMANDS);
  return {
    actor: { id: asker, personId, conversationId, grants },
    view: {
      id: asker,
      chatIdentityId: identity?.id ?? null,
      personId,
      role: official === undefined ? 'enterprise' : 'official',
      province: official?.province ?? identity?.declaredProvince ?? null,
      roles: [...new Set(bound.map(({ role }) => role))],
      demands: own,
    },
  };
}

function declaredGrants(
  identity: { readonly declaredRole: string | null; readonly declaredProvince: string | null } | undefined,
): readonly Grant[] {
  const province = identity?.declaredProvince ?? null;
  return identity?.declaredRole === 'official' && province !== null ? [{ role: 'official', province }] : [];
}
