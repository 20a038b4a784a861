import type { DemandPart } from '../demand/transition.js';
import type { Actor } from './actor.js';

/** What a rule has to know of a demand; `Demand` has it all. */
export interface DemandFacts {
  readonly state: string;
  /** Null until it is filed, and for ever where the draft was deleted: then it is the asker's alone. */
  readonly receipt: string | null;
  readonly province: string | null;
  readonly conversationId: string;
  readonly asker: string;
  readonly personId: string | null;
  readonly assigneeId: string | null;
}

/** The service acting for the clock, deliveries and the like. Nobody signs in as it. */
export const SERVICE_ACTOR: Actor = { id: 'service', grants: [], isService: true };

const NATION = '100000';

/** In which parts somebody stands to a demand; none means that for them it does not exist. */
export function partsOf(actor: Actor, demand: DemandFacts): readonly DemandPart[] {
  if (actor.isService) return ['service'];
  const parts: DemandPart[] = [];
  if (isAsker(actor, demand)) parts.push('asker');
  // What was never filed is the asker's alone, whatever province it may come to belong to.
  if (demand.receipt === null) return parts;
  if (actor.personId && actor.personId === demand.assigneeId) parts.push('assignee');
  if (grantedIn(actor, 'coordinator', demand.province)) parts.push('coordinator');
  if (grantedIn(actor, 'editor', demand.province)) parts.push('editor');
  return parts;
}

/** As the person, or in the very conversation: the same vendor id elsewhere is somebody else. */
function isAsker(actor: Actor, demand: DemandFacts): boolean {
  if (actor.personId && actor.personId === demand.personId) return true;
  return actor.conversationId === demand.conversationId && actor.id === demand.asker;
}

function grantedIn(actor: Actor, role: 'coordinator' | 'editor', province: string | null): boolean {
  return actor.grants.some(
    (grant) => grant.role === role && (grant.province === NATION || grant.province === province),
  );
}
