import type { Dialog, DialogAct, DialogInput, DialogOutput } from '../../../bot/dialogs/dialog.js';
import { FRESH_PROFILE } from '../../../bot/turn/asker-consultation.js';
import type { Clock } from '../../../src/clock.js';
import type { DemandKind } from '../../../src/demand/demand.js';
import type { DemandEvent } from '../../../src/demand/events.js';
import { YishiError } from '../../../src/errors.js';
import { answered, plain } from '../echo.js';
import { LEASE_SECONDS } from './protocol.js';

/** What comes with the message `act N …`: the N things that the asker does to a demand. */
export interface ActValue {
  readonly demandId: string;
  readonly events: readonly DemandEvent[];
  readonly data: object;
  /** The version that the asker saw. */
  readonly version: number;
  readonly kind: DemandKind;
  /** Begins a consultation that a drafted demand comes from. */
  readonly consults: boolean;
}

/** What to do stands in the text: `echo 3 name`, `act 1 name`, `slow name`, `flaky name`, `boom name`, `close name`. */
export function createKillDialog(clock: Clock): Dialog {
  const tried = new Set<string>();
  return async (input) => {
    const { text, consultation } = input;
    const [what, ...rest] = text.split(' ');
    if (what === 'act') return doActs(input, input.value as ActValue);
    if (what === 'boom') throw new TypeError(text);
    if (what === 'slow') await clock.wait(LEASE_SECONDS * 500);
    if (what === 'flaky' && !tried.has(text)) {
      tried.add(text);
      throw new YishiError('busy', text, { retryable: true });
    }
    const replies = what === 'echo' ? Number(rest[0]) : 1;
    const rounds = (consultation?.profile.rounds ?? 0) + 1;
    return {
      replies: Array.from({ length: replies }, (_, index) => plain(`${text} ${index + 1}/${replies}`)),
      consultation: { state: what === 'close' ? 'resolved' : 'open', profile: { ...FRESH_PROFILE, rounds } },
      result: answered(text),
    };
  };
}

function doActs({ text, files, newId, conversationId, asker }: DialogInput, value: ActValue): DialogOutput {
  const { demandId, events, data, version, kind, consults } = value;
  const consultationId = consults ? newId() : null;
  const origin = { kind, consultationId, conversationId, asker: asker.id, personId: null };
  const acts = events.map(
    (event, index): DialogAct => ({
      kind: 'demand',
      command: { demandId, event, data, version: version + index, origin },
      reply: (outcome) => [
        plain(outcome.ok ? `${text} ${index + 1}/${events.length}` : `${text} ${outcome.reason}`),
      ],
    }),
  );
  const ids = files.map(({ id }) => id);
  if (consultationId !== null) acts.push({ kind: 'files', demandId, consultationId, ids });
  const consultation =
    consultationId === null
      ? null
      : ({ id: consultationId, state: 'open', profile: { ...FRESH_PROFILE, rounds: 1 } } as const);
  return { replies: [], consultation, result: null, acts };
}
