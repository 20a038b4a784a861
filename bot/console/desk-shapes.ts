/** What the console's API says beside a demand: candidates, experts, calls, terms, cases, figures, audit. */

import type { ActionShape } from './demand-shapes.js';

export interface ScorePartShape {
  readonly name: string;
  readonly label: string;
  /** Score times weight, in hundredths of the whole. */
  readonly points: number;
  /** Most that it could give. */
  readonly most: number;
  /** What answered what, in words. */
  readonly evidence: readonly string[];
}

export interface RankedShape {
  readonly personId: string;
  readonly name: string;
  readonly line: string;
  readonly recordPath: string | null;
  /** 0 to 100. */
  readonly total: number;
  readonly parts: readonly ScorePartShape[];
}

export interface SuggestionShape {
  readonly version: number;
  readonly ranked: readonly RankedShape[];
  readonly excluded: readonly { readonly name: string; readonly line: string; readonly reason: string }[];
  readonly shortfall: string | null;
  readonly seed: string;
}

export interface ExpertRowShape {
  readonly personId: string;
  readonly name: string;
  readonly line: string;
  readonly load: number;
  readonly loadLimit: number;
  readonly awayUntil: string | null;
  readonly mayManage: boolean;
}

export interface ExpertsShape {
  readonly experts: readonly ExpertRowShape[];
}

export interface ExpertProfileShape {
  readonly personId: string;
  readonly name: string;
  readonly loadLimit: number;
  readonly awayUntil: string | null;
  readonly recusals: readonly { readonly party: string | null; readonly reason: string }[];
  readonly version: number;
}

export interface CallTaskShape {
  readonly id: string;
  readonly version: number;
  readonly demandId: string;
  readonly receipt: string;
  readonly provinceName: string;
  readonly what: string;
  readonly problem: string;
  readonly reason: string;
  readonly wasTried: boolean;
  readonly remark: string | null;
  readonly maskedPhone: string | null;
  readonly since: string;
  /** What the asker is to be told. */
  readonly words: string;
}

export interface CallTasksShape {
  readonly tasks: readonly CallTaskShape[];
}

export interface SettingsShape {
  readonly province: string;
  readonly provinceName: string;
  readonly version: number;
  readonly settings: Readonly<Record<string, number>>;
  readonly dutyCoordinatorId: string | null;
  readonly coordinators: readonly { readonly id: string; readonly name: string }[];
}

export interface ProvincesShape {
  readonly provinces: readonly { readonly code: string; readonly name: string }[];
}

export interface CaseShape {
  readonly demandId: string;
  readonly receipt: string;
  readonly state: string;
  readonly stateName: string;
  readonly demandVersion: number;
  readonly version: number;
  readonly content: CaseContentShape;
  /** What was masked when the draft was made, as it stood in the demand. */
  readonly masked: readonly { readonly kind: string; readonly was: string }[];
  /** What in the draft still looks as if it told who somebody is. */
  readonly suspicious: readonly { readonly kind: string; readonly was: string }[];
  readonly media: readonly string[];
  readonly domains: readonly { readonly code: string; readonly name: string }[];
  readonly actions: readonly ActionShape[];
  readonly mayPublish: boolean;
  /** What the editor who sent it back asked for. */
  readonly returnedFor: string | null;
  readonly updatedBy: string;
  readonly updatedAt: string;
}

export interface CaseContentShape {
  readonly title: string;
  readonly domain: string;
  readonly medium: string;
  readonly region: string;
  readonly industry: string;
  readonly problem: string;
  readonly measure: string;
  readonly results: readonly string[];
  readonly cost: readonly string[];
  readonly year: string;
}

export interface FiguresShape {
  readonly open: readonly { readonly state: string; readonly name: string; readonly count: number }[];
  readonly overdue: number;
  readonly filed: number;
  readonly closed: number;
  readonly replied: number;
  readonly medianDaysToReply: number | null;
  readonly satisfaction: {
    readonly ratings: readonly number[];
    readonly mean: number | null;
    readonly confirmedByAsker: number;
    readonly confirmedBySilence: number;
  };
  readonly provinces: readonly { readonly code: string; readonly name: string }[];
}

export interface AuditShape {
  readonly subject: string;
  readonly title: string;
  readonly backPath: string;
  readonly verdict:
    | { readonly kind: 'intact'; readonly length: number; readonly erased: number }
    | { readonly kind: 'broken'; readonly position: number };
  readonly showsPayload: boolean;
  readonly events: readonly {
    readonly position: number;
    readonly at: string;
    readonly who: string;
    readonly action: string;
    readonly isErased: boolean;
    /** JSON as text; null where it is erased or not for the reader. */
    readonly payload: string | null;
    readonly hash: string;
  }[];
}
