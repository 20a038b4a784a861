import type { Intent } from '../inquiry/inquiry.js';
import { findCandidates, rankedIds } from './candidates.js';
import { answerCases } from './cases.js';
import { answerConsult } from './consult.js';
import type { AnswerContext, Responder } from './context.js';
import type { Draft } from './draft.js';
import { answerEscalate } from './escalate.js';
import { answerPolicy } from './policies.js';
import { redirectComplaint, redirectEmergency, redirectOtherMode, redirectOutOfScope } from './redirects.js';
import { answerReferral } from './referral/referral.js';
import { answerEvents, answerHelp, answerManage } from './service.js';
import { answerStandard } from './standards.js';

/** Intent → who answers it (results.md, "Intent → action"). */
const RESPONDERS: Record<Intent, Responder> = {
  consult: answerConsult,
  compare: answerConsult,
  standard: answerStandard,
  policy: answerPolicy,
  cases: answerCases,
  referral: answerReferral,
  file_demand: answerEscalate,
  reject: answerEscalate,
  my_demands: async () => answerManage('my_demands'),
  confirm: async () => answerManage('confirm'),
  cancel: async () => answerManage('cancel'),
  withdraw: async () => answerManage('withdraw'),
  bind: async () => answerManage('bind'),
  complaint: async () => redirectComplaint(),
  emergency: async (context) => redirectEmergency(context),
  events: async () => answerEvents(),
  help: async () => answerHelp('help'),
  smalltalk: async () => answerHelp('smalltalk'),
};

/** Answers, and ranks the technologies whatever the answer is: statistics and measurements read `ranked` (results.md). */
export async function respond(context: AnswerContext): Promise<Draft> {
  const draft = await decide(context);
  return draft.ranked === undefined
    ? { ...draft, ranked: rankedIds(await findCandidates(context, [])) }
    : draft;
}

/** Danger first, then what is none of our business, another mode, and the intent. */
async function decide(context: AnswerContext): Promise<Draft> {
  const { intent, offTopic, otherMode } = context.inquiry;
  if (intent === 'emergency' || intent === 'complaint') return RESPONDERS[intent](context);
  if (offTopic) return redirectOutOfScope();
  if (otherMode !== null) return redirectOtherMode(context, otherMode);
  return RESPONDERS[intent](context);
}
