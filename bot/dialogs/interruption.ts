import type { Inquiry, Intent } from '../../knowledge/inquiry/inquiry.js';
import type { Demand } from '../../src/demand/demand.js';
import { isSlot } from './form-fields.js';
import type { FormPending } from './pending.js';
import { isSkip, soundsLike, yesOrNo } from './slot-words.js';

const CANCEL: ReadonlySet<Intent> = new Set(['cancel'] as const);
/** What is done at once, whatever the form was asking. */
const FIRST: ReadonlySet<Intent> = new Set(['emergency', 'my_demands', 'withdraw', 'bind', 'help'] as const);
const QUESTION = /[?？]\s*$|(?:怎么办|怎么治理?|怎么处理|是多少|是什么|有哪些|吗|呢)[。.!！\s]*$/;

/**
 * Whether a message in the form is no answer to it: the asker stops, wants something that comes first, or asks a question
 * of its own. In doubt it is an answer: then it stands in the draft, where it can be seen and changed.
 */
export function interrupts(
  text: string,
  inquiry: Inquiry,
  demand: Demand,
  form: FormPending,
): 'cancel' | 'elsewhere' | null {
  if (CANCEL.has(inquiry.intent)) return 'cancel';
  if (isSkip(text) || yesOrNo(text) !== null) return null;
  // What happened is told in the words of an emergency where one is registered.
  const comesFirst =
    FIRST.has(inquiry.intent) && !(inquiry.intent === 'emergency' && demand.kind === 'emergency');
  if (comesFirst) return 'elsewhere';
  return isQuestion(text, inquiry, demand, form) ? 'elsewhere' : null;
}

function isQuestion(text: string, inquiry: Inquiry, { profile }: Demand, { asking }: FormPending): boolean {
  if (asking.includes('problem') || !QUESTION.test(text)) return false;
  if (inquiry.intent === 'standard' || inquiry.intent === 'policy') return true;
  const known = new Set([...profile.industries, ...profile.pollutants]);
  const isOther = [...inquiry.industries, ...inquiry.pollutants].some((name) => !known.has(name));
  return isOther || !asking.filter(isSlot).some((slot) => soundsLike(slot, text));
}
