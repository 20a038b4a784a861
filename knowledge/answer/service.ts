import type { Intent } from '../inquiry/inquiry.js';
import { type Draft, lines, say } from './draft.js';
import { nextSection } from './no-answer.js';
import { help, manage, noAnswer } from './texts.js';

/** Who we are, what can be asked, who can see it, with example questions as buttons. */
export function answerHelp(intent: Intent): Draft {
  const conclusion = intent === 'smalltalk' ? help.smalltalk : help.conclusion;
  return {
    action: 'help',
    conclusion: say(conclusion),
    sections:
      intent === 'smalltalk'
        ? []
        : [
            lines(
              null,
              'plain',
              help.lines.map((line) => say(line)),
            ),
          ],
    actions: help.examples.map((value) => ({ kind: 'say', title: value, value })),
  };
}

/** The asker's own demands, of which the knowledge knows nothing: the dialog says what there is. */
export function answerManage(intent: keyof typeof manage): Draft {
  return { action: 'manage', conclusion: say(manage[intent]), sections: [] };
}

export function answerEvents(): Draft {
  return {
    action: 'no_answer',
    reason: 'weak_evidence',
    offers: ['escalate'],
    conclusion: say(noAnswer.noEvents),
    sections: [nextSection(false)],
  };
}
