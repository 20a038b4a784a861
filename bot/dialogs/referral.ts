import { readWishes } from '../../knowledge/inquiry/referral-wishes.js';
import { chinaDate } from '../../src/clock.js';
import { EMPTY_PROFILE } from '../../src/demand/profile.js';
import { plainReply } from '../cards/reply.js';
import type { ButtonOf } from './button.js';
import type { DialogInput, DialogOutput } from './dialog.js';
import { draftProfile } from './draft-profile.js';
import { beginDraft } from './escalate.js';
import { done, type Here } from './here.js';
import { offerTexts, referralTexts as texts } from './texts.js';

/** An official's wish for the chosen experts: shown as it will be filed. Enterprises turn to people by a demand. */
export function fileReferral(input: DialogInput, here: Here, button: ButtonOf<'referral'>): DialogOutput {
  if (input.role !== 'official') {
    const offer = { kind: 'do', title: offerTexts.no_answer, value: { do: 'escalate' } } as const;
    return done(here, {
      action: 'manage',
      intent: 'referral',
      replies: [plainReply(texts.officialsOnly, [offer])],
    });
  }
  const { inquiry } = here.profile;
  const wishes = readWishes(inquiry?.text ?? '', chinaDate(new Date(input.now)));
  const profile = inquiry === null ? EMPTY_PROFILE : draftProfile(inquiry, { offered: [], shortfall: null });
  return beginDraft(input, here, {
    kind: 'referral',
    profile: {
      ...profile,
      problem: profile.problem ?? texts.problem,
      referral: {
        experts: [...button.experts],
        backup: button.backup,
        mode: wishes.mode === 'either' ? null : wishes.mode,
        date: wishes.time?.date ?? wishes.time?.said ?? null,
      },
    },
  });
}
