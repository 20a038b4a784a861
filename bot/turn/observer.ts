import type { Action } from '../../knowledge/answer/turn-result.js';
import type { DeliveryOutcome } from '../channels/channel.js';

/** What an attempt at a turn came to; `none` is one without a consultation, such as a greeting. */
export type TurnOutcome = Action | 'none' | 'failed';

/** Told of what the engine does, for those who count; it must neither throw nor take time. */
export interface EngineObserver {
  /** An attempt at a turn ended after so many seconds of running. */
  turn(outcome: TurnOutcome, seconds: number): void;
  /** A message went out, or did not; `channel` is its kind, null where this process has none for it. */
  sent(channel: string | null, outcome: DeliveryOutcome['kind']): void;
  /** So many messages were given up undelivered. */
  expired(count: number): void;
}

/** Counts nothing. */
export const noObserver: EngineObserver = { turn: () => {}, sent: () => {}, expired: () => {} };
