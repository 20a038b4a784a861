import type { TurnResult } from '../../knowledge/answer/turn-result.js';
import { plainReply } from '../cards/reply.js';
import type { DialogInput, DialogOutput } from './dialog.js';
import { done, type Here } from './here.js';
import { bindTexts as texts } from './texts.js';

/** What one-time codes are made of (src/directory/one-time-code.ts), as people type it. */
const CODE = /(?:^|[^A-Za-z0-9])((?:[A-HJKMNP-Z2-9][\s-]?){8})(?![A-Za-z0-9])/i;

/** The code in a text, as it was typed; null where there is none. */
export function codeIn(text: string): string | null {
  return CODE.exec(text.normalize('NFKC'))?.[1]?.trim() ?? null;
}

/** 绑定, with the code or before it. */
export function bind(input: DialogInput, here: Here, found: TurnResult | null = null): DialogOutput {
  const turn = { action: 'manage', intent: 'bind', found } as const;
  const code = codeIn(input.text);
  if (code === null)
    return done(here, { ...turn, replies: [plainReply(texts.ask)], profile: { pending: { step: 'bind' } } });
  return done(here, {
    ...turn,
    acts: [{ kind: 'bind', code, reply: ({ kind }) => [plainReply(texts[kind])] }],
    profile: { pending: { step: 'bind' } },
  });
}
