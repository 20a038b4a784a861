import type { Demand } from '../../src/demand/demand.js';
import type { DemandState } from '../../src/demand/states.js';
import type { Actor, Grant } from '../../src/directory/authorize.js';
import { actorOfPerson } from '../../src/directory/memberships.js';
import * as demandEvents from '../../src/storage/demand-events.js';
import * as demands from '../../src/storage/demands.js';
import type { Executor } from '../../src/storage/tables.js';
import type { DemandNews } from '../cards/demand-card.js';
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
      province: official?.province ?? (demo ? (identity?.declaredProvince ?? null) : null),
      roles: [...new Set(bound.map(({ role }) => role))],
      demands: own,
      news: await newsOf(db, own),
    },
  };
}

/** Whose words count in a state: the question that waits for an answer, the reply, the reason. */
const NEWS_OF_STATE: Readonly<Partial<Record<DemandState, DemandNews['event']>>> = {
  returned: 'return',
  refused: 'refuse',
  transferred: 'transfer',
  awaiting_facts: 'ask_back',
  replied: 'reply',
  awaiting_confirmation: 'reply',
  closed: 'reply',
  case_candidate: 'reply',
  case_review: 'reply',
  case_published: 'reply',
};

async function newsOf(db: Executor, own: readonly Demand[]): Promise<Record<string, DemandNews>> {
  const wanted = own.flatMap(({ id, state }) => {
    const event = NEWS_OF_STATE[state];
    return event === undefined ? [] : [{ demandId: id, event }];
  });
  const found: Record<string, DemandNews> = {};
  for (const { demandId, event, data } of await demandEvents.lastOf(db, wanted)) {
    const news = wanted.find((each) => each.demandId === demandId && each.event === event);
    const text = [data.text, data.question, data.reason].find((words) => typeof words === 'string');
    if (news === undefined || typeof text !== 'string') continue;
    const address = typeof data.address === 'string' ? data.address : null;
    found[demandId] = { event: news.event, text, address };
  }
  return found;
}

function declaredGrants(
  identity: { readonly declaredRole: string | null; readonly declaredProvince: string | null } | undefined,
): readonly Grant[] {
  const province = identity?.declaredProvince ?? null;
  return identity?.declaredRole === 'official' && province !== null ? [{ role: 'official', province }] : [];
}
