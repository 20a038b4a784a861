/** What the actors saw with their own eyes; the figures are counted again from it. Times in milliseconds since 1970. */
export interface Filed {
  readonly demandId: string;
  readonly receipt: string;
  readonly province: string;
  readonly kind: string;
  readonly at: number;
}

export interface Deed {
  readonly demandId: string;
  /** As the actor calls it: reply, confirm, reject, rate… */
  readonly what: string;
  readonly at: number;
  readonly rating?: number;
  readonly text?: string;
}

export interface Journal {
  readonly filed: Filed[];
  readonly deeds: Deed[];
  /** Consultations that began, by province. */
  readonly begun: Map<string, number>;
  /** Ids of messages that a client got, and how often. */
  readonly received: Map<string, number>;
  /** Words of the replies that an asker's client got. */
  readonly read: Set<string>;
  /** While the service could do nothing: it was off, or the clock jumped. */
  readonly dark: { readonly from: number; readonly to: number }[];
  /** What went as nobody expected. */
  readonly surprises: string[];
  /** Warnings and errors of the service. */
  readonly log: string[];
  restarts: number;
}

export function newJournal(): Journal {
  return {
    filed: [],
    deeds: [],
    begun: new Map(),
    received: new Map(),
    read: new Set(),
    dark: [],
    surprises: [],
    log: [],
    restarts: 0,
  };
}
