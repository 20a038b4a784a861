import { type Ranked, type Ranking, rankExperts } from '../../../src/demand/dispatch.js';
import { type Need, NO_OPERATIONS, type ServiceMode } from '../../../src/demand/dispatch-candidate.js';
import { createLikeness, expertCandidate, needOf } from '../../expertise.js';
import { readWishes, type Wishes } from '../../inquiry/referral-wishes.js';
import type { StoredRecord } from '../../library.js';
import type { ExpertRecord } from '../../records/record.js';
import type { AnswerContext } from '../context.js';

export type ExpertCandidate = ReturnType<typeof expertCandidate>;
export type RankedExpert = Ranked<ExpertCandidate>;

export interface Found {
  readonly need: Need;
  readonly wishes: Wishes;
  /** By record id, as citations need them. */
  readonly stored: ReadonlyMap<string, StoredRecord<ExpertRecord>>;
  readonly ranking: Ranking<ExpertCandidate>;
}

/**
 * Ranks the experts whom the asker may see. To an official also those of the own province who are not public, with what
 * they have in hand; to anybody else public profiles only, so that not even the order tells of anything private.
 */
export async function findExperts(context: AnswerContext): Promise<Found> {
  const { inquiry, question, library, vocabulary, today } = context;
  const isOfficial = question.role === 'official';
  const wishes = readWishes(inquiry.text, today);
  const need = needOf(
    { ...inquiry, region: inquiry.region ?? question.province },
    isOfficial ? { mode: oneMode(wishes), onDate: dayOf(wishes, today) } : { onDate: today },
  );
  const experts = await library.all('expert', isOfficial ? question.province : null);
  const ids = experts.map(({ record }) => record.id);
  const operations = isOfficial ? await context.operations?.(ids) : undefined;
  const candidates = experts.map(({ record }) =>
    expertCandidate(record, operations?.get(record.id) ?? NO_OPERATIONS, !isOfficial),
  );
  return {
    need,
    wishes,
    stored: new Map(experts.map((one) => [one.record.id, one])),
    ranking: rankExperts(need, candidates, { random: context.random, likeness: createLikeness(vocabulary) }),
  };
}

function oneMode({ mode }: Wishes): ServiceMode | null {
  return mode === 'either' ? null : mode;
}

/** Nobody is wanted for a day that is over. */
function dayOf({ time }: Wishes, today: string): string {
  const date = time?.date ?? today;
  return date < today ? today : date;
}
