import type { Actor } from '../../src/directory/authorize.js';
import { personBehind } from '../../src/directory/chat-identities.js';
import { actorOfPerson } from '../../src/directory/memberships.js';
import { findPerson } from '../../src/directory/people.js';
import type { Executor } from '../../src/storage/tables.js';
import { CHANNEL_ACCOUNT } from '../channels/directline/messages.js';
import type { Visits } from '../page/visit.js';
import { formToken } from './token.js';

/** Who demands can be given to. */
const ASSIGNED_ROLES = ['expert', 'unit_staff'] as const;

/** An expert, or a unit's staff, in the browser of their chat. */
export interface ExpertVisitor {
  /** The person with these roles alone: here nobody acts as a coordinator, or as an asker. */
  readonly actor: Actor & { readonly personId: string };
  readonly name: string;
  /** Goes with every form. */
  readonly token: string;
}

export interface VisitorDeps {
  readonly visits: Pick<Visits, 'find'>;
  readonly secret: string;
}

/** Cookie of the chat → its identity → the person → their roles now; null where any of them is missing. */
export async function findExpert(
  db: Executor,
  { visits, secret }: VisitorDeps,
  cookieHeader: string | undefined,
): Promise<ExpertVisitor | null> {
  const visit = await visits.find(cookieHeader);
  if (visit === null) return null;
  const { userId } = visit;
  const personId = await personBehind(db, { channelAccountId: CHANNEL_ACCOUNT, vendorUserId: userId });
  if (personId === null) return null;
  const { grants } = await actorOfPerson(db, personId);
  const own = grants.filter(({ role }) => ASSIGNED_ROLES.some((each) => each === role));
  const person = await findPerson(db, personId);
  if (own.length === 0 || person === null || person.erasedAt !== null) return null;
  return {
    actor: { id: personId, personId, grants: own },
    name: person.name ?? '',
    token: formToken(secret, { userId, personId }),
  };
}
