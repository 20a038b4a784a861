import { chinaDate } from '../../../../src/clock.js';
import type { Demand } from '../../../../src/demand/demand.js';
import { keptSuggestion, type Suggestion, suggest } from '../../../../src/demand/suggest.js';
import { type Actor, reach } from '../../../../src/directory/authorize.js';
import type { Executor } from '../../../../src/storage/storage.js';
import { refuseFields } from '../problem.js';
import type { DemandDeps } from './deps.js';
import { availableExperts, candidatesOf, isShownTo, type PersonCandidate } from './experts.js';
import type { Prepared } from './prepared.js';
import { demandApiTexts } from './texts.js';

/** Ranked ones that are kept with a dispatch. */
const KEPT = 10;

interface Context {
  readonly actor: Actor;
  readonly now: string;
  readonly deps: { readonly demands: DemandDeps };
}

/** Who could take a demand, ranked and explained. */
export async function suggestionFor(
  db: Executor,
  demand: Demand,
  { now, deps }: Context,
): Promise<Suggestion<PersonCandidate>> {
  const people = await availableExperts(db, now);
  // Whoever has it already is no suggestion for 改派.
  const others = people.filter(({ personId }) => personId !== demand.assigneeId);
  const today = chinaDate(new Date(now));
  return suggest(demand, candidatesOf(others, demand.province), { today, likeness: deps.demands.likeness() });
}

/** The dispatch with what was suggested; anybody but the first needs a reason. */
export async function withSuggestion(
  db: Executor,
  demand: Demand,
  data: Readonly<Record<string, unknown>>,
  context: Context,
): Promise<Prepared> {
  if (typeof data.assigneeId !== 'string' || data.assigneeId === '')
    return { refusal: refuseFields({ assigneeId: demandApiTexts.assigneeNeeded }) };
  // Whom the list does not show to this coordinator is nobody, also by id.
  const mine = reach(context.actor, 'experts.list');
  const people = await availableExperts(db, context.now);
  if (!people.some((each) => each.personId === data.assigneeId && isShownTo(each, mine)))
    return { refusal: refuseFields({ assigneeId: demandApiTexts.assigneeWrong }) };
  const suggestion = await suggestionFor(db, demand, context);
  const [first] = suggestion.ranked;
  const isFirst = first?.candidate.person.personId === data.assigneeId;
  const reason = typeof data.reason === 'string' && data.reason.trim() !== '' ? data.reason : null;
  if (!isFirst && reason === null) return { refusal: refuseFields({ reason: demandApiTexts.choiceReason }) };
  return { data: { assigneeId: data.assigneeId, reason, suggestion: keptSuggestion(suggestion, KEPT) } };
}
