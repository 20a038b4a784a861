import type { DeadlineName, DemandEvent } from './events.js';
import type { DemandState } from './states.js';

/** In which part somebody acts on a demand. The service acts for the clock and for deliveries. */
export type DemandPart = 'asker' | 'coordinator' | 'assignee' | 'editor' | 'service';

export type Audience = 'asker' | 'coordinator' | 'assignee';

/** What a row does to the demand's deadlines: `start` opens them anew, `meet` marks them as kept, `end` closes all. */
export interface ClockChange {
  readonly start?: readonly DeadlineName[];
  readonly meet?: readonly DeadlineName[];
  readonly pause?: true;
  readonly resume?: true;
  readonly end?: true;
}

export interface Transition {
  readonly event: DemandEvent;
  /** 'none' is the demand that is not there yet. */
  readonly from: readonly (DemandState | 'none')[];
  /** 'same' leaves the state as it is. */
  readonly to: DemandState | 'same';
  readonly by: readonly DemandPart[];
  /** Who is told; the notice's kind is the event's name. For reminders it depends on which (follow.ts). */
  readonly tells: readonly Audience[];
  readonly clock?: ClockChange;
  /** The assignee after it: `set` takes it from the event's data. */
  readonly assignee?: 'set' | 'clear';
}
