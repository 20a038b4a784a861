import { newClock } from './clock.js';
import { type Demand, type DemandKind, NO_OUTCOME } from './demand.js';
import type { EventData } from './events.js';

/** Whose demand it is and what it comes from. */
export interface DemandOrigin {
  readonly kind: DemandKind;
  readonly consultationId: string | null;
  readonly conversationId: string;
  readonly asker: string;
  readonly personId: string | null;
}

/** A draft at version 1. */
export function newDemand(
  id: string,
  origin: DemandOrigin,
  { profile, province }: EventData<'draft'>,
  now: string,
): Demand {
  return {
    id,
    ...origin,
    receipt: null,
    province,
    state: 'draft',
    version: 1,
    profile,
    phone: null,
    phoneShared: false,
    coordinatorId: null,
    assigneeId: null,
    round: 1,
    askBacks: 0,
    urgedAt: null,
    clock: newClock(now),
    outcome: NO_OUTCOME,
    caseRecordId: null,
    createdAt: now,
    filedAt: null,
    updatedAt: now,
    closedAt: null,
  };
}
