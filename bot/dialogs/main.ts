import type { Advisor } from '../../knowledge/advisor.js';
import type { Answer } from '../../knowledge/answer/answer.js';
import type { Intent } from '../../knowledge/inquiry/inquiry.js';
import { readInquiry } from '../../knowledge/inquiry/read-inquiry.js';
import { createVocabulary } from '../../knowledge/vocabulary/vocabulary.js';
import { readReceipt } from '../../src/demand/receipt.js';
import { findRegion } from '../../src/region/mention.js';
import { bind } from './bind.js';
import { readButton } from './button.js';
import { press } from './buttons.js';
import { answerIn, greet, keepFiles, questionOf } from './consult.js';
import type { Dialog, DialogInput, DialogOutput } from './dialog.js';
import { escalate } from './escalate.js';
import type { Read } from './form.js';
import { freshByWords } from './fresh.js';
import { type Here, hereOf } from './here.js';
import {
  confirmByWords,
  rejectByWords,
  showDemands,
  showReceipt,
  urgeByWords,
  withdrawByWords,
} from './my-demands.js';
import { letGo, takePending } from './pending-step.js';

/** What is done about a text by what it wants; the rest is a question for the knowledge. */
type Manage = (input: DialogInput, here: Here, answer: Answer) => DialogOutput;

const URGE = /催/;

const BY_INTENT: Readonly<Partial<Record<Intent, Manage>>> = {
  file_demand: (input, here, answer) => escalate(input, here, { answer }),
  reject: (input, here, answer) => rejectByWords(input, here) ?? escalate(input, here, { answer }),
  my_demands: (input, here, { result }) =>
    URGE.test(input.text) ? urgeByWords(input, here) : showDemands(input, here, result),
  confirm: (input, here, { result }) => confirmByWords(input, here, result),
  withdraw: (input, here, { result }) => withdrawByWords(input, here, result),
  bind: (input, here, { result }) => bind(input, here, result),
  cancel: (_, here, { result }) => letGo(here, result),
};

/**
 * Everything that an asker says or taps, to the sub-dialog that does it: a button by its value, a text by what was
 * asked for before it, else by its intent. All of them are pure.
 */
export function createMainDialog({ advisor }: { advisor: Pick<Advisor, 'advise'> }): Dialog {
  const vocabulary = createVocabulary();
  const read: Read = (text) => readInquiry(text, { vocabulary, findRegion });
  return async (input) => {
    if (input.kind === 'greeting') return greet(advisor, input);
    const here = hereOf(input);
    const button = readButton(input.value) ?? freshByWords(input.text);
    if (button !== null) return press(input, here, button, read);
    const taken = await takePending(input, here, read, (bare) => converse(bare.input, bare.here));
    return taken ?? converse(input, here);
  };

  async function converse(input: DialogInput, here: Here): Promise<DialogOutput> {
    if (input.text === '') return keepFiles(input, here);
    const receipt = readReceipt(input.text);
    if (receipt !== null) return showReceipt(input, here, receipt);
    const answer = await advisor.advise(questionOf(input, here.profile));
    const { intent } = answer.result.inquiry;
    const isManaged = answer.result.action === 'escalate' || answer.result.action === 'manage';
    const manage = isManaged ? BY_INTENT[intent] : undefined;
    return manage === undefined ? answerIn(input, here, answer) : manage(input, here, answer);
  }
}
