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
