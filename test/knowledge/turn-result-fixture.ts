import type { TurnResult } from '../../knowledge/answer/turn-result.js';

/** An empty result with the given fields set. */
export function turnResult(fields: Partial<TurnResult>): TurnResult {
  return {
    version: 1,
    action: 'answer',
    redirect: null,
    reason: null,
    offers: [],
    inquiry: {
      domain: null,
      intent: 'consult',
      media: [],
      pollutants: [],
      industries: [],
      region: null,
      quantities: [],
      missing: [],
    },
    technologies: [],
    notApplicable: [],
    warnings: [],
    standards: [],
    policies: [],
    cases: [],
    units: [],
    experts: [],
    ranked: [],
    questions: [],
    claims: [],
    citations: [],
    text: '',
    ms: 0,
    ...fields,
  };
}
