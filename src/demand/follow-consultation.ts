import { type ConsultationEvent, nextState } from '../consultation/transitions.js';
import * as consultations from '../storage/consultations.js';
import type { WriteExecutor } from '../storage/tables.js';
import type { Demand } from './demand.js';
import type { DemandEvent } from './events.js';

/** What an event of a demand means to the consultation that it came from. */
const CONSULTATION_EVENTS: Readonly<Partial<Record<DemandEvent, ConsultationEvent>>> = {
  file: 'escalated',
  reply_delivered: 'reply_arrived',
  refuse: 'reply_arrived',
  transfer: 'reply_arrived',
  confirm: 'confirmed',
  confirm_lapsed: 'confirmed',
  reject: 'escalated',
  withdraw: 'cancelled',
  supply_lapsed: 'cancelled',
};

/** Moves the demand's consultation on where its own table of transitions allows it. */
export async function followConsultation(
  tx: WriteExecutor,
  { consultationId }: Demand,
  event: DemandEvent,
  now: string,
): Promise<void> {
  const consultationEvent = CONSULTATION_EVENTS[event];
  if (consultationId === null || consultationEvent === undefined) return;
  const row = await consultations.find(tx, consultationId);
  const state = row === null ? null : nextState(row.state, consultationEvent);
  if (row === null || state === null || state === row.state) return;
  // One open consultation for each asker: when they have begun another, this one waits for its end.
  if (state === 'open' && (await consultations.open(tx, row))?.state === 'open') return;
  await consultations.update(tx, { ...row, state, now });
}
