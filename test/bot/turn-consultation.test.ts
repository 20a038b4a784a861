import { expect, test } from 'vitest';
import type { Consultation, DialogOutput } from '../../bot/dialogs/dialog.js';
import { createMainDialog } from '../../bot/dialogs/main.js';
import { strangerInput } from '../../bot/dialogs/stranger.js';
import type { Advisor } from '../../knowledge/advisor.js';
import type { Question } from '../../knowledge/answer/answer.js';
import type { TurnResult } from '../../knowledge/answer/turn-result.js';
import { readInquiry } from '../../knowledge/inquiry/read-inquiry.js';
import { createVocabulary } from '../../knowledge/vocabulary/vocabulary.js';
import type { ConsultationState } from '../../src/consultation/state.js';
import { answered } from './echo.js';

type Outcome = Pick<TurnResult, 'action' | 'redirect'>;

const vocabulary = createVocabulary();
const outcome = (action: TurnResult['action'], redirect: TurnResult['redirect'] = null) => ({
  action,
  redirect,
});
const ANSWER = outcome('answer');
const CLARIFY = outcome('clarify');
const OFF_TOPIC = outcome('redirect', 'out_of_scope');

/** Says each text to an advisor that understands it and acts as told. */
async function converse(said: readonly (readonly [string, Outcome])[], from: ConsultationState = 'open') {
  const questions: Question[] = [];
  const outputs: DialogOutput['consultation'][] = [];
  const profile = { inquiry: null, rounds: 0, asked: [] };
  let consultation: Consultation = { id: 'k', state: from, province: null, profile, version: 1 };
  for (const [text, chosen] of said) {
    const dialog = createMainDialog({ advisor: advisorThat(chosen, questions) });
    const output = await dialog(strangerInput({ text, consultation }));
    outputs.push(output.consultation);
    consultation = { ...consultation, ...output.consultation };
  }
  return { questions, outputs, consultation };
}

function advisorThat(chosen: Outcome, questions: Question[]): Advisor {
  return {
    advise: async (question) => {
      questions.push(question);
      const inquiry = readInquiry(question.text, { vocabulary, previous: question.previous });
      const result = { ...answered(question.text), ...chosen };
      return { result, conclusion: '', sections: [], notice: null, actions: [], inquiry };
    },
    page: async () => null,
    manifest: 'manifest-1',
    refresh: async () => false,
    close: async () => {},
  };
}

test('an off-topic remark leaves the consultation, and all it remembers, as it was', async () => {
  const { outputs, questions, consultation } = await converse([
    ['家具厂喷漆废气怎么治', CLARIFY],
    ['今天天气怎么样', OFF_TOPIC],
    ['风量2万，VOCs浓度300毫克', ANSWER],
  ]);
  expect(outputs[1]).toBeNull();
  expect(questions[2]).toMatchObject({ rounds: 1, previous: questions[1]!.previous });
  expect(consultation.state).toBe('open');
  expect(consultation.profile.inquiry).toMatchObject({ industries: ['家具制造'] });
  expect(consultation.profile.inquiry?.quantities.map(({ min }) => min)).toEqual([20_000, 300]);
});

test.each([
  ['an answer', ANSWER, 'open'],
  ['no reliable basis', outcome('no_answer'), 'open'],
  ['a question back', CLARIFY, 'open'],
  ['an offer to ask an expert', outcome('escalate'), 'open'],
  ['a complaint', outcome('redirect', 'complaint'), 'redirected'],
  ['an emergency', outcome('redirect', 'emergency'), 'redirected'],
  ['another mode', outcome('redirect', 'other_mode'), 'redirected'],
  ['help', outcome('help'), undefined],
  ['management', outcome('manage'), undefined],
] as const)('%s brings the consultation to its state, or leaves it alone', async (_name, chosen, state) => {
  const { outputs } = await converse([['家具厂喷漆废气怎么治', chosen]]);
  expect(outputs[0]?.state).toBe(state);
});

test('while an expert is asked, a complaint does not end the matter', async () => {
  const { outputs, consultation } = await converse(
    [['我要投诉隔壁厂偷排', outcome('redirect', 'complaint')]],
    'escalated',
  );
  expect(outputs[0]).toBeNull();
  expect(consultation.state).toBe('escalated');
});

test('while an expert is asked, a question about something else is a consultation of its own', async () => {
  const { outputs, consultation } = await converse([['家具厂喷漆废气怎么治', ANSWER]], 'escalated');
  expect(outputs[0]).toMatchObject({ id: 'stranger', state: 'open' });
  expect(consultation.id).toBe('stranger');
});
