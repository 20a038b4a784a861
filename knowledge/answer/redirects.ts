import type { AnswerContext } from './context.js';
import { type Draft, fact, lines, say } from './draft.js';
import { quotedSentences } from './policies.js';
import { shownOf } from './related.js';
import { help, LABEL, SECTION, redirect as texts } from './texts.js';

/** A citizen's complaint: this is no place of enforcement, the numbers that are come first. */
export function redirectComplaint(): Draft {
  return {
    action: 'redirect',
    redirect: 'complaint',
    conclusion: say(texts.complaint.conclusion),
    sections: [
      lines(
        SECTION.numbers,
        'urgent',
        texts.complaint.lines.map((line) => say(line)),
      ),
      lines(null, 'plain', [say(texts.complaint.enterprise)]),
    ],
  };
}

/** Somebody may be in danger: whom to ring comes before everything else. */
export function redirectEmergency(context: AnswerContext): Draft {
  const { text } = context.inquiry;
  const aboutWater = /饮用|喝|井水|自来水|水源|水龙头/.test(text) && !/[掉跌落摔]进/.test(text);
  return {
    action: 'redirect',
    redirect: 'emergency',
    conclusion: say(texts.emergency.conclusion),
    sections: [
      lines(
        SECTION.numbers,
        'urgent',
        texts.emergency.lines.map((line) => say(line)),
      ),
      lines(null, 'urgent', [say(aboutWater ? texts.emergency.water : texts.emergency.away)]),
      lines(null, 'plain', [say(texts.emergency.after)]),
    ],
  };
}

export function redirectOutOfScope(): Draft {
  return {
    action: 'redirect',
    redirect: 'out_of_scope',
    conclusion: say(texts.outOfScope.conclusion),
    sections: [lines(null, 'plain', [say(texts.outOfScope.hint)])],
    actions: help.examples.slice(0, 3).map((value) => ({ kind: 'say', title: value, value })),
  };
}

/** Another of the plan's five modes: says which, with the plan's own section. */
export async function redirectOtherMode(context: AnswerContext, mode: string): Promise<Draft> {
  const policies = await context.library.all('policy');
  const stored = policies.find(
    ({ record }) => record.section.startsWith('4.') && record.title.includes(mode),
  );
  const key = stored === undefined ? null : context.book.cite(stored);
  const conclusion = texts.otherMode(mode);
  return {
    action: 'redirect',
    redirect: 'other_mode',
    conclusion: key === null ? say(conclusion) : fact(null, conclusion, key),
    sections: [
      ...(stored === undefined || key === null
        ? []
        : [
            lines(
              SECTION.policies,
              'plain',
              quotedSentences(stored.record.text, context.inquiry.text).map((line) =>
                fact(LABEL.reason, line, key),
              ),
            ),
          ]),
      lines(SECTION.next, 'plain', [say(texts.otherModeHow)]),
    ],
    shown: { policies: stored === undefined || key === null ? [] : [shownOf(stored, key)] },
  };
}
