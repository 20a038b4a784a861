import type { Advisor } from '../../knowledge/advisor.js';
import { rulesAdvisor } from '../bot/asker-bench.js';
import { actorTexts } from './texts.js';

const EXPERTS = ['EX-1', 'EX-2'];

/**
 * In place of the knowledge, so that a campaign costs turns and no embeddings: reads by the real rules, answers everything
 * from one technology, and names two experts to whoever asks for some.
 */
export const simpleAdvisor: Pick<Advisor, 'advise'> = {
  advise: async (question) => {
    const answer = await rulesAdvisor.advise(question);
    if (answer.inquiry.intent !== 'referral' || question.role !== 'official') return answer;
    const value = { do: 'referral', experts: EXPERTS, backup: null } as const;
    return { ...answer, actions: [{ kind: 'do', title: actorTexts.chooseExperts, value }] };
  },
};
