import type { ActOutcome } from '../../src/demand/act.js';
import type { Demand } from '../../src/demand/demand.js';
import { demandCard, stateName } from '../cards/demand-card.js';
import { plainReply, type Reply } from '../cards/reply.js';
import { refusalTexts as texts } from './texts.js';

type Refused = Extract<ActOutcome, { ok: false }>;

/** What to say to an outcome: `then` where it was done, else why not and what to do instead. */
export function replyTo(
  then: (demand: Demand) => readonly Reply[],
): (outcome: ActOutcome) => readonly Reply[] {
  return (outcome) => (outcome.ok ? then(outcome.demand) : [refusalReply(outcome)]);
}

/** Says what stood in the way; with the demand as it is now, where there is one to see. */
function refusalReply(refused: Refused): Reply {
  switch (refused.reason) {
    case 'not_found':
      return notFoundReply();
    case 'forbidden':
      return plainReply(texts.forbidden);
    case 'wrong_state':
      return demandCard(refused.demand, { heading: texts.wrong_state(stateName(refused.demand)) });
    case 'conflict':
      return demandCard(refused.demand, { heading: texts.conflict });
    case 'invalid':
      return plainReply(issueText(refused.issues));
  }
}

export function notFoundReply(): Reply {
  return plainReply(texts.not_found);
}

function issueText(issues: readonly string[]): string {
  const known = issues.find((issue): issue is keyof typeof texts.issues =>
    Object.hasOwn(texts.issues, issue),
  );
  return known === undefined ? texts.invalid : texts.issues[known];
}
