/** What the console's API says of demands; the app and the server read the same types. Times are ISO-8601 UTC text. */

export interface DueShape {
  readonly level: 'overdue' | 'today' | 'soon' | 'later' | 'paused' | 'none';
  readonly deadline: 'accept' | 'firstReply' | 'close' | null;
  readonly at: string | null;
  /** Working days left; days since where it is overdue. */
  readonly days: number;
  readonly provisional: boolean;
}

export interface QueueRowShape {
  readonly id: string;
  readonly receipt: string;
  readonly kind: string;
  readonly state: string;
  readonly provinceName: string;
  /** Beginning of the problem in the asker's words. */
  readonly problem: string;
  readonly domain: string | null;
  readonly industry: string | null;
  readonly due: DueShape;
  readonly assignee: string | null;
  /** Why it waits for those who work for the province. */
  readonly waiting: readonly string[];
  readonly isUrged: boolean;
  readonly filedAt: string;
}

export interface QueueShape {
  readonly rows: readonly QueueRowShape[];
  /** Goes back as `cursor`; null after the last page. */
  readonly next: string | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly provinces: readonly { readonly code: string; readonly name: string }[];
}

export interface FileShape {
  readonly id: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly isInternal: boolean;
  readonly addedAt: string;
}

export interface TimelineShape {
  readonly position: number;
  readonly event: string;
  readonly at: string;
  readonly who: string;
  readonly sentence: string;
  /** What somebody wrote, if anything. */
  readonly quote: string | null;
  readonly files: readonly FileShape[];
  readonly deliveries: readonly DeliveryShape[];
}

export interface DeliveryShape {
  readonly to: string;
  readonly state: string;
  readonly at: string;
}

export interface NoteShape {
  readonly id: string;
  readonly author: string;
  readonly body: string;
  readonly at: string;
}

export interface ActionShape {
  readonly event: string;
  readonly name: string;
}

export interface DemandShape {
  readonly id: string;
  readonly receipt: string;
  readonly kind: string;
  readonly kindName: string;
  readonly state: string;
  readonly stateName: string;
  readonly version: number;
  readonly due: DueShape;
  /** Every deadline that was opened. */
  readonly deadlines: readonly {
    readonly name: string;
    readonly dueAt: string;
    readonly metAt: string | null;
    readonly isOverdue: boolean;
  }[];
  readonly provinceName: string;
  readonly placeName: string;
  readonly domain: string | null;
  readonly industries: readonly string[];
  readonly pollutants: readonly string[];
  readonly figures: readonly string[];
  readonly slots: readonly {
    readonly name: string;
    readonly text: string | null;
    readonly isUnknown: boolean;
  }[];
  readonly offered: readonly { readonly title: string; readonly path: string }[];
  readonly shortfall: string | null;
  readonly referral: {
    readonly experts: readonly string[];
    readonly backup: string | null;
    readonly mode: string | null;
    readonly date: string | null;
  } | null;
  /** 138****8000, or null where none is known. */
  readonly maskedPhone: string | null;
  readonly isPhoneShared: boolean;
  readonly maySeePhone: boolean;
  readonly coordinator: string | null;
  readonly assignee: string | null;
  readonly round: number;
  readonly rating: number | null;
  readonly ratingComment: string | null;
  readonly urgedAt: string | null;
  readonly files: readonly FileShape[];
  readonly timeline: readonly TimelineShape[];
  readonly notes: readonly NoteShape[];
  readonly mayNote: boolean;
  readonly mayAudit: boolean;
  readonly mayErase: boolean;
  readonly isErased: boolean;
  readonly openCalls: readonly { readonly id: string; readonly version: number }[];
  readonly actions: readonly ActionShape[];
  readonly hasCase: boolean;
  /** Address of the published case. */
  readonly casePath: string | null;
}

export interface TranscriptShape {
  readonly messages: readonly {
    readonly id: string;
    readonly isAsker: boolean;
    readonly text: string;
    readonly at: string;
  }[];
}

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
