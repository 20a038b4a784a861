import { help } from '../../knowledge/answer/texts.js';
import { plainReply } from '../cards/reply.js';
import type { ButtonOf } from './button.js';
import type { DialogInput, DialogOutput } from './dialog.js';
import { done, type Here, newHere } from './here.js';
import { freshTexts } from './texts.js';

const WORDS =
  /^(?:我?(?:想|要))?(?:开始|再来)?一?[个次]?新的?咨询[吧了。.！!~～ ]*$|^(?:我?(?:想|要))?换一?个新?问题[吧了。.！!~～ ]*$/;

/** 新的咨询 and 换个问题, typed: the same as the button of the page. Null for anything else. */
export function freshByWords(text: string): ButtonOf<'fresh'> | null {
  return WORDS.test(text.trim()) ? { do: 'fresh' } : null;
}

/**
 * Begins another consultation in the same conversation. The open one lapses, one whose demand is filed waits on, and
 * demands and drafts stay as they are.
 */
export function beginAnew(input: DialogInput, here: Here): DialogOutput {
  const suggestions = help.examples.map((value) => ({ kind: 'say' as const, title: value, value }));
  const output = done(newHere(input), {
    action: 'manage',
    intent: 'cancel',
    replies: [plainReply(freshTexts.begun, suggestions)],
  });
  return here.state === 'open' ? { ...output, ends: 'cancelled' } : output;
}
