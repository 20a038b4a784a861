import type { DemandClock } from './clock.js';
import type { DemandProfile } from './profile.js';
import type { DemandState } from './states.js';

export type DemandKind = 'demand' | 'referral' | 'emergency';

/** How it ended, as the asker sees it. */
export interface DemandOutcome {
  /** asker: pressed confirm; silence: the time to say otherwise ran out. */
  readonly confirmedBy: 'asker' | 'silence' | null;
  /** 1 to 5. */
  readonly rating: number | null;
  readonly comment: string | null;
}

/** One technical demand (技术需求) as it stands now; what led there is its events. */
export interface Demand {
  readonly id: string;
  /** 浙-2026-00012; null until it is filed. */
  readonly receipt: string | null;
  readonly kind: DemandKind;
  /** GB/T 2260 code of the province it belongs to: that of the problem's place. */
  readonly province: string | null;
  readonly state: DemandState;
  readonly version: number;
  readonly profile: DemandProfile;
  readonly consultationId: string | null;
  readonly conversationId: string;
  readonly asker: string;
  readonly personId: string | null;
  readonly phone: string | null;
  readonly phoneShared: boolean;
  readonly coordinatorId: string | null;
  readonly assigneeId: string | null;
  readonly round: number;
  readonly askBacks: number;
  readonly urgedAt: string | null;
  readonly clock: DemandClock;
  readonly outcome: DemandOutcome;
  readonly caseRecordId: string | null;
  readonly createdAt: string;
  readonly filedAt: string | null;
  readonly updatedAt: string;
  readonly closedAt: string | null;
}

export const NO_OUTCOME: DemandOutcome = { confirmedBy: null, rating: null, comment: null };
