import type { Demand } from '../../src/demand/demand.js';
import { type Actor, authorize } from '../../src/directory/authorize.js';

/** Whether a demand is this person's to work on: for everybody else it does not exist here. */
export function isAssigned(actor: Actor, demand: Demand | null): demand is Demand {
  return (
    demand !== null &&
    authorize(actor, 'demand.read', demand) &&
    authorize(actor, 'demand.act', { demand, by: ['assignee'] })
  );
}
