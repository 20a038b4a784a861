import type { Demand } from '../../src/demand/demand.js';
import type { DemandEvent } from '../../src/demand/events.js';
import { possibleEvents } from '../../src/demand/transitions.js';
import type { Button } from '../dialogs/button.js';
import type { Tap } from './reply.js';
import { demandTexts } from './texts.js';

interface Offer {
  readonly event: DemandEvent;
  readonly word: (demand: Demand) => string;
  readonly value: (demandId: string) => Button;
}

const { actions } = demandTexts;

/** What the asker can do, in the order in which it is offered: what is waited for first, the way out last. */
const OFFERS: readonly Offer[] = [
  { event: 'amend', word: () => actions.resume, value: (demandId) => ({ do: 'resume', demandId }) },
  { event: 'supply', word: () => actions.supply, value: (demandId) => ({ do: 'supply', demandId }) },
  { event: 'answer', word: () => actions.answer, value: (demandId) => ({ do: 'answer', demandId }) },
  { event: 'confirm', word: () => actions.confirm, value: (demandId) => ({ do: 'confirm', demandId }) },
  { event: 'rate', word: () => actions.rate, value: (demandId) => ({ do: 'score', demandId }) },
  {
    event: 'reject',
    word: ({ state }) => (state === 'closed' ? actions.reopen : actions.reject),
    value: (demandId) => ({ do: 'reject', demandId }),
  },
  {
    event: 'add_facts',
    word: () => actions.add_facts,
    value: (demandId) => ({ do: 'add_facts', demandId }),
  },
  { event: 'urge', word: () => actions.urge, value: (demandId) => ({ do: 'urge', demandId }) },
  { event: 'discard', word: () => actions.discard, value: (demandId) => ({ do: 'discard', demandId }) },
  { event: 'withdraw', word: () => actions.withdraw, value: (demandId) => ({ do: 'withdraw', demandId }) },
];

/** The last one stands beside each of these already: adding facts is what supplying and answering do. */
const SAME_AS_ADDING: readonly DemandEvent[] = ['supply', 'answer'];

/** Buttons for what the asker can do with a demand as it stands now; what has been done once is offered no more. */
export function demandActions(demand: Demand): readonly Tap[] {
  const possible = new Set(possibleEvents(demand.state, ['asker']));
  const writes = SAME_AS_ADDING.some((event) => possible.has(event));
  return OFFERS.filter(({ event }) => {
    if (event === 'add_facts' && writes) return false;
    // The reply is there: what is waited for is the asker's word.
    if (event === 'urge' && possible.has('confirm')) return false;
    if (event === 'rate' && demand.outcome.rating !== null) return false;
    return possible.has(event);
  }).map(({ word, value }) => ({ kind: 'do', title: word(demand), value: value(demand.id) }));
}

const BEST_RATING = 5;

/** Chips from one to five. */
export function ratingTaps(demandId: string): readonly Tap[] {
  return Array.from({ length: BEST_RATING }, (_, index) => ({
    kind: 'do',
    title: demandTexts.stars(BEST_RATING - index),
    value: { do: 'rate', demandId, rating: BEST_RATING - index },
  }));
}
