import type { Migration } from '../dialect.js';
import { deliverySchema } from './demands-delivery.js';
import { demandSchema } from './demands-demand.js';
import { staffSchema } from './demands-staff.js';

/** The second half of the chain: demands, their notices and deliveries, and who works on them. */
export const demands: Migration = {
  version: 2,
  name: 'demands',
  statements: (words) => [
    ...consultationChange(),
    ...demandSchema(words),
    ...deliverySchema(words),
    ...staffSchema(words),
  ],
};

/** An escalated consultation waits for its reply while the asker asks about something else. */
function consultationChange(): string[] {
  return [
    'drop index consultations_open',
    `create unique index consultations_open on consultations (conversation_id, asker) where state = 'open'`,
  ];
}
