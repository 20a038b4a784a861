import type { ConsultationState } from '../../../src/consultation/state.js';
import type { DemandKind } from '../../../src/demand/demand.js';
import type { DemandEvent } from '../../../src/demand/events.js';
import type { DemandState } from '../../../src/demand/states.js';
import type { DemandPart } from '../../../src/demand/transition.js';
import { TRANSITIONS } from '../../../src/demand/transitions.js';
import { DATA } from '../../src/demand-cast.js';
import { rowPassed, stateAfter } from './rows.js';

/** Who makes a move. `clock` and `reader` end in the service's own events: a timer's, or that of a message read. */
export type Mover =
  | 'asker'
  | 'coordinator'
  | 'expert'
  | 'other-expert'
  | 'editor'
  | 'caller'
  | 'reader'
  | 'clock';

/** What happens in one transaction. */
export interface Move {
  readonly by: Mover;
  readonly events: readonly DemandEvent[];
  readonly data: object;
  /** Only after the asker was sent a text message. */
  readonly afterText?: true;
}

/** What happens to one demand from its draft on; the timeline must be these events and no others. */
export interface Story {
  readonly name: string;
  readonly kind: DemandKind;
  readonly moves: readonly Move[];
  /** The state in which the consultation ends that it came from; null where it came from none. */
  readonly consultation: ConsultationState | null;
}

function move(by: Mover, event: DemandEvent, data: object = DATA[event] ?? {}): Move {
  return { by, events: [event], data };
}

const asker = (event: DemandEvent, data?: object) => move('asker', event, data);
const coordinator = (event: DemandEvent, data?: object) => move('coordinator', event, data);
const expert = (event: DemandEvent) => move('expert', event);
const other = (event: DemandEvent) => move('other-expert', event);
const editor = (event: DemandEvent) => move('editor', event);
const clock = (event: DemandEvent) => move('clock', event);
const give = (assigneeId: string) => coordinator('dispatch', { assigneeId, reason: '离得近' });

const DRAFT = asker('draft');
const FILE = asker('file', { phone: null, phoneShared: false, consent: '2026-11' });
const FILE_WITH_PHONE = asker('file', { phone: '13800000000', phoneShared: true, consent: '2026-11' });
const ACCEPT = coordinator('accept');
/** The asker's page shows the reply. */
const READ = move('reader', 'reply_delivered');
/** Nobody reads it; after a text message a coordinator rings. */
const RING = move('caller', 'reply_delivered');

/** Together they pass every row of the table of transitions: a test holds them to it. */
export const STORIES: readonly Story[] = [
  {
    name: 'case',
    kind: 'demand',
    moves: [
      ...[DRAFT, asker('amend'), FILE, ACCEPT, give('expert'), expert('take'), expert('begin')],
      ...[expert('ask_back'), asker('answer'), expert('reply'), READ, asker('confirm'), asker('rate')],
      ...[coordinator('propose_case'), coordinator('submit_case'), editor('return_case')],
      ...[coordinator('submit_case'), editor('publish_case')],
    ],
    consultation: 'resolved',
  },
  {
    name: 'again',
    kind: 'referral',
    moves: [
      ...[DRAFT, FILE_WITH_PHONE, ACCEPT, coordinator('reply'), READ, asker('reject')],
      ...[asker('urge'), asker('add_facts'), coordinator('reply'), RING, asker('confirm')],
      ...[coordinator('propose_case'), editor('drop_case')],
    ],
    consultation: 'resolved',
  },
  { name: 'discarded', kind: 'demand', moves: [DRAFT, asker('discard')], consultation: 'open' },
  { name: 'forgotten', kind: 'demand', moves: [DRAFT, clock('draft_lapsed')], consultation: 'open' },
  {
    name: 'unsupplied',
    kind: 'demand',
    moves: [
      ...[DRAFT, FILE, coordinator('return'), asker('supply'), coordinator('return')],
      ...[clock('reminded'), clock('supply_lapsed')],
    ],
    consultation: 'open',
  },
  {
    name: 'refused',
    kind: 'emergency',
    // Of the same day: the clock warns at once.
    moves: [DRAFT, FILE_WITH_PHONE, clock('warned'), coordinator('refuse')],
    consultation: 'open',
  },
  {
    name: 'transferred',
    kind: 'demand',
    moves: [DRAFT, FILE, coordinator('transfer')],
    consultation: 'open',
  },
  {
    name: 'late',
    kind: 'demand',
    moves: [
      ...[DRAFT, FILE, clock('warned'), clock('overdue'), ACCEPT, give('expert'), clock('reminded')],
      ...[give('other-expert'), other('decline'), give('expert'), expert('take'), expert('ask_back')],
      ...[clock('reminded'), clock('answer_lapsed'), asker('withdraw')],
    ],
    consultation: 'open',
  },
  {
    name: 'silent',
    kind: 'demand',
    moves: [...[DRAFT, FILE, ACCEPT, coordinator('reply'), READ, clock('reminded'), clock('confirm_lapsed')]],
    consultation: 'resolved',
  },
];

/** Part of all traffic: notices in the middle of the asker's own turns, two acts in one turn, and a text message. */
export const SHORT_STORY: Story = {
  name: 'short',
  kind: 'demand',
  moves: [
    { by: 'asker', events: ['draft', 'file'], data: { ...DRAFT.data, ...FILE_WITH_PHONE.data } },
    ...[ACCEPT, coordinator('reply'), { ...asker('withdraw'), afterText: true as const }],
  ],
  consultation: null,
};

const PART: Readonly<Record<Mover, DemandPart>> = {
  asker: 'asker',
  coordinator: 'coordinator',
  caller: 'coordinator',
  expert: 'assignee',
  'other-expert': 'assignee',
  editor: 'editor',
  reader: 'service',
  clock: 'service',
};

/** Rows of the table that no story passes, in words; throws where a story does what the table does not allow. */
export function rowsUntold(): string[] {
  const told = new Set(STORIES.flatMap(rowsOf));
  return TRANSITIONS.flatMap(({ event, from, by }, row) =>
    told.has(row) ? [] : [`${event} from ${from.join('/')} by ${by.join('/')}`],
  );
}

function rowsOf({ name, moves }: Story): number[] {
  let state: DemandState | 'none' = 'none';
  return moves.flatMap(({ by, events }) =>
    events.map((event) => {
      const row = rowPassed(event, state, PART[by]);
      const after = stateAfter(event, state, PART[by]);
      if (after === null) throw new Error(`${name}: ${event} in ${state} by ${by} follows no row`);
      state = after;
      return row;
    }),
  );
}
