import type { DemandEvent } from '../../../src/demand/events.js';
import type { DemandState } from '../../../src/demand/states.js';
import { TRANSITIONS } from '../../../src/demand/transitions.js';

/** Where a process dies around the commit in which a row of the table of demands is passed. */
export const MOMENTS = ['before', 'inside', 'after'] as const;

/** One death at a row: its place in the table and the moment. Short, since the clock's every step carries them all. */
export type RowDeath = string;

export function rowDeath(row: number, moment: (typeof MOMENTS)[number]): RowDeath {
  return `${row} ${moment}`;
}

/** Every row at every moment. */
export const ROW_DEATHS: readonly RowDeath[] = TRANSITIONS.flatMap((_, row) =>
  MOMENTS.map((moment) => rowDeath(row, moment)),
);

/** Place in the table of the row that leads from a state (empty text: none) when somebody in this part acts; or -1. */
export function rowPassed(event: string, from: string, part: string): number {
  return TRANSITIONS.findIndex(
    (row) =>
      row.event === event &&
      row.from.some((state) => state === (from || 'none')) &&
      row.by.some((each) => each === part),
  );
}

/** A row's death in words, for whoever has to find out why it never came. */
export function describeDeath(death: RowDeath): string {
  const [row, moment] = death.split(' ');
  const { event, from, by } = TRANSITIONS[Number(row)] ?? {};
  return `${moment} the commit of ${event} from ${from?.join('/')} by ${by?.join('/')}`;
}

/** The state after an event by the table; null where it has no such row. */
export function stateAfter(
  event: DemandEvent,
  from: DemandState | 'none',
  part: string,
): DemandState | 'none' | null {
  const row = TRANSITIONS[rowPassed(event, from, part)];
  if (row === undefined) return null;
  return row.to === 'same' ? from : row.to;
}
