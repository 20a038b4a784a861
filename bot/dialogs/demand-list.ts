import type { Demand } from '../../src/demand/demand.js';
import { demandTitle, dueLines, problemLine, stateName } from '../cards/demand-card.js';
import { cardReply, line, plainReply, type Reply } from '../cards/reply.js';
import { demandTexts } from '../cards/texts.js';
import { manageTexts as texts } from './texts.js';

const LONGEST_PROBLEM = 40;

/** Several demands, each with its state in words, its date and a word to open it. */
export function demandList(demands: readonly Demand[], heading = texts.list(demands.length)): Reply {
  if (demands.length === 0) return noDemands();
  const items = demands.map((demand) => {
    const title = demandTitle(demand);
    const value = { do: 'demand', demandId: demand.id } as const;
    const tap = { kind: 'do', title: texts.seeWhat(title), value, word: texts.see } as const;
    return {
      recordId: null,
      title,
      badge: stateName(demand),
      lines: [
        { ...line(problemLine(demand, LONGEST_PROBLEM)), tap },
        line(demandTexts.states[demand.state][1]),
        ...dueLines(demand),
      ],
    };
  });
  return cardReply({ conclusion: heading, sections: [{ title: null, tone: 'plain', items }], actions: [] });
}

export function noDemands(): Reply {
  return plainReply(texts.none, [{ kind: 'do', title: texts.askChip, value: { do: 'escalate' } }]);
}
