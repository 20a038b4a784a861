import type { TurnResult } from '../../knowledge/answer/turn-result.js';
import type { Dialog } from '../dialogs/dialog.js';
import { strangerInput } from '../dialogs/stranger.js';

/** What a single question is asked with; `province` is a GB/T 2260 code. */
export interface SingleQuestion {
  readonly text: string;
  readonly role: 'enterprise' | 'official';
  readonly province: string | null;
}

/** Asks the dialog one question in a conversation of its own. */
export async function answerOnce(dialog: Dialog, question: SingleQuestion): Promise<TurnResult> {
  const { result } = await dialog(strangerInput(question));
  if (result === null) throw new Error('the dialog answered a message without a result');
  return result;
}
