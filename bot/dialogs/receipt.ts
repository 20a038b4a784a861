import type { Demand } from '../../src/demand/demand.js';
import { maskPhone } from '../../src/demand/phone.js';
import { regionName } from '../../src/region/names.js';
import { dueText } from '../cards/china-time.js';
import { cardReply, line, lineSection, type Reply } from '../cards/reply.js';
import { receiptTexts as texts } from './texts.js';

/** A demand that was filed, just now or before: its number, what happens next and when, how to follow it. */
export function receiptReply(demand: Demand, again = false): Reply {
  const { id, phone, kind, clock, province } = demand;
  const receipt = demand.receipt ?? '';
  const accept = clock.stages.accept;
  const due = kind === 'emergency' ? texts.emergency : texts.accept;
  return cardReply({
    conclusion: again ? texts.again(receipt) : texts.filed(receipt),
    sections: [
      lineSection(
        texts.nextTitle,
        [
          ...(accept === undefined ? [] : [line(due(regionName(province), dueText(accept.dueAt)))]),
          line(texts.reply),
          ...(phone === null ? [] : [line(texts.phone(maskPhone(phone)))]),
          line(texts.follow),
        ],
        'good',
      ),
    ],
    actions: [
      { kind: 'do', title: texts.see, value: { do: 'demand', demandId: id } },
      { kind: 'do', title: texts.add, value: { do: 'add_facts', demandId: id } },
    ],
  });
}
