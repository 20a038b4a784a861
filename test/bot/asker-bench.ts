import { render } from '../../bot/channels/directline/messages.js';
import { createMainDialog } from '../../bot/dialogs/main.js';
import type { Engine } from '../../bot/turn/engine.js';
import type { Advisor } from '../../knowledge/advisor.js';
import type { Action, Redirect } from '../../knowledge/answer/turn-result.js';
import type { Intent } from '../../knowledge/inquiry/inquiry.js';
import { readInquiry } from '../../knowledge/inquiry/read-inquiry.js';
import { createVocabulary } from '../../knowledge/vocabulary/vocabulary.js';
import { withoutPhones } from '../../src/demand/phone.js';
import type { IncomingFile } from '../../src/files/kept-files.js';
import { findRegion } from '../../src/region/mention.js';
import * as activities from '../../src/storage/activities.js';
import * as demands from '../../src/storage/demands.js';
import { turnResult } from '../knowledge/turn-result-fixture.js';
import type { Bench } from './turn-bench.js';

const vocabulary = createVocabulary();

const ACTION_OF_INTENT: Readonly<Partial<Record<Intent, Action>>> = {
  file_demand: 'escalate',
  reject: 'escalate',
  my_demands: 'manage',
  confirm: 'manage',
  cancel: 'manage',
  withdraw: 'manage',
  bind: 'manage',
  help: 'help',
  smalltalk: 'help',
};

/** Understands by the real rules and answers everything from one technology, or by a redirect. */
export const rulesAdvisor: Pick<Advisor, 'advise'> = {
  advise: async (question) => {
    const inquiry = readInquiry(question.text, { vocabulary, findRegion, previous: question.previous });
    const danger = inquiry.intent === 'emergency' || inquiry.intent === 'complaint';
    const action: Action = danger ? 'redirect' : (ACTION_OF_INTENT[inquiry.intent] ?? 'answer');
    const redirect = (danger ? inquiry.intent : null) as Redirect | null;
    const text = `答：${withoutPhones(inquiry.text)}`;
    const shown = { id: 'T1', edition: '1', title: '活性炭吸附', citations: [] };
    const technologies =
      action === 'answer'
        ? [{ ...shown, fit: 'applies' as const, grade: 'A' as const, because: [], score: 1, scoreParts: {} }]
        : [];
    const result = turnResult({ action, redirect, text, technologies });
    return {
      result: { ...result, inquiry: { ...result.inquiry, intent: inquiry.intent, region: inquiry.region } },
      conclusion: text,
      sections: [],
      notice: null,
      actions: [],
      inquiry,
    };
  },
};

interface Shown {
  readonly title: string;
  readonly value: unknown;
}

/** One asker's talk with the main dialog over a real engine. */
export interface AskerTalk {
  readonly engine: Engine;
  /** Says a text, or sends a button's value with it; the service's words in answer. */
  say(text: string, value?: unknown, files?: readonly IncomingFile[]): Promise<string>;
  /** Taps what stands under that title in what was said last; throws when nothing does. */
  tap(title: string | RegExp): Promise<string>;
  /** Titles of everything that can be tapped in what was said last. */
  titles(): readonly string[];
  demands(): Promise<Awaited<ReturnType<typeof demands.ofAsker>>>;
}

export function openTalk(bench: Bench): AskerTalk {
  const engine = bench.engine({ dialog: createMainDialog({ advisor: rulesAdvisor }), render });
  engine.start();
  let seen = 0;
  let buttons: Shown[] = [];
  const say: AskerTalk['say'] = async (text, value, files = []) => {
    const message = bench.message(text);
    const activity = value === undefined ? message.activity : { ...message.activity, value };
    await engine.receive({ ...message, activity, files });
    await bench.quiet();
    const rows = await activities.after(bench.storage.db, 'c1', seen, 10_000);
    seen = rows.at(-1)?.seq ?? seen;
    const replies = rows.filter(({ direction }) => direction === 'out').map((row) => row.activity);
    buttons = buttonsIn(replies);
    return replies.map(({ text: plain, summary }) => String(plain ?? summary)).join('\n');
  };
  return {
    engine,
    say,
    tap: async (title) => {
      const button = buttons.find((each) =>
        typeof title === 'string' ? each.title === title : title.test(each.title),
      );
      if (button === undefined)
        throw new Error(`no button ${title}; there are ${buttons.map((each) => each.title).join(' | ')}`);
      return say(button.title, button.value);
    },
    titles: () => buttons.map(({ title }) => title),
    demands: () =>
      demands.ofAsker(bench.storage.db, { conversationId: 'c1', asker: 'u1', personId: null }, 50),
  };
}

/** Whatever carries a value that comes back: chips, buttons of cards, words to tap. */
export function buttonsIn(value: unknown): Shown[] {
  if (Array.isArray(value)) return value.flatMap(buttonsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { type, title } = value as Record<string, unknown>;
  if (type === 'messageBack') return [{ title: String(title), value: (value as { value: unknown }).value }];
  return Object.values(value).flatMap(buttonsIn);
}
