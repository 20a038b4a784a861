import type { Channel, Delivery, DeliveryOutcome } from '../../bot/channels/channel.js';
import type { Dialog, DialogOutput } from '../../bot/dialogs/dialog.js';
import { FRESH_PROFILE } from '../../bot/turn/asker-consultation.js';
import type { TurnResult } from '../../knowledge/answer/turn-result.js';
import { turnResult } from '../knowledge/turn-result-fixture.js';

/** A dialog that says what it heard, `replies` times, and counts its rounds in a consultation. */
export const echo =
  (replies: number): Dialog =>
  async ({ kind, text, consultation }): Promise<DialogOutput> => {
    if (kind === 'greeting') return { replies: [plain('您好')], consultation: null, result: null };
    const rounds = (consultation?.profile.rounds ?? 0) + 1;
    return {
      replies: Array.from({ length: replies }, (_, index) => plain(`${text} ${index + 1}/${replies}`)),
      consultation: { state: 'open', profile: { ...FRESH_PROFILE, rounds } },
      result: answered(text),
    };
  };

export function plain(text: string) {
  return { text, card: null, suggestions: [] };
}

/** The smallest result of an answer, with one citation. */
export function answered(text: string): TurnResult {
  const citation = {
    key: '1',
    recordId: 'T-1',
    edition: '2',
    title: '甲',
    number: null,
    clause: null,
    page: null,
  };
  return turnResult({ text, citations: [{ ...citation, date: null, grade: 'A', url: '/records/T-1' }] });
}

/** A channel of plain text around any way to send. */
export function textChannel(name: string, send: (delivery: Delivery) => Promise<DeliveryOutcome>): Channel {
  return { name, send, render: ({ text }) => ({ type: 'message', text }) };
}
