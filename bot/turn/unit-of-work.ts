import type { Activity } from 'botbuilder';
import type { TurnResult } from '../../knowledge/answer/turn-result.js';
import type { Clock } from '../../src/clock.js';
import { YishiError } from '../../src/errors.js';
import type { Identifiers } from '../../src/identifiers.js';
import type { WriteExecutor } from '../../src/storage/tables.js';
import type { Consultation } from '../dialogs/dialog.js';

/** Where a turn comes from and whom it answers. */
export interface TurnOrigin {
  readonly channelAccountId: string;
  readonly conversationId: string;
  readonly asker: string;
  /** Null for a proactive turn. */
  readonly inboxId: string | null;
  /** Root of the outbox keys: the same on every attempt of the same turn. */
  readonly idempotencyKey: string;
}

export interface OutgoingActivity {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly activity: Partial<Activity>;
}

export interface TurnRecord {
  readonly id: string;
  readonly consultationId: string;
  readonly result: TurnResult;
  /** The editions that the answer rests on, each once. */
  readonly editions: readonly { readonly recordId: string; readonly edition: string }[];
  readonly manifest: string;
}

/**
 * A further write of the commit, after everything else in it. It returns what to say about it, since only there is it
 * known: a receipt number, or that somebody else was faster.
 */
export type Effect = (tx: WriteExecutor, now: string) => Promise<readonly Partial<Activity>[]>;

/** One event of the audit chain; what it must not keep for ever (who, in the channel's words) is payload. */
export interface AuditEntry {
  readonly actor: 'asker' | 'service';
  readonly subject: string;
  readonly action: string;
  readonly payload: Record<string, string | number | boolean | null>;
}

/**
 * Everything one turn wants to happen, collected while it runs and committed in one transaction, or dropped whole.
 * It writes nothing by itself.
 */
export class UnitOfWork {
  readonly origin: TurnOrigin;
  readonly outgoing: OutgoingActivity[] = [];
  readonly audit: AuditEntry[] = [];
  readonly effects: Effect[] = [];
  /** Answer of the response lane: what the webhook returns for this message and for its redeliveries. */
  response: unknown = null;
  consultation: Consultation | null = null;
  /** The one before it, which ends with this turn. */
  ended: Consultation | null = null;
  turn: TurnRecord | null = null;
  readonly #clock: Clock;
  readonly #identifiers: Identifiers;
  #sealed = false;

  constructor(origin: TurnOrigin, deps: { clock: Clock; identifiers: Identifiers }) {
    this.origin = origin;
    this.#clock = deps.clock;
    this.#identifiers = deps.identifiers;
  }

  /** Adds a write of the commit's own, with what it will say. */
  defer(effect: Effect): void {
    this.#open();
    this.effects.push(effect);
  }

  /** A message that an effect says, as number `index` of the turn's messages; called inside the commit. */
  late(activity: Partial<Activity>, index: number): OutgoingActivity {
    const id = this.#identifiers.next();
    return {
      id,
      idempotencyKey: this.keyOf(index),
      activity: { ...activity, id, timestamp: this.#clock.now() },
    };
  }

  /** Adds a message to send and returns its identifier, which is known before anything is stored. */
  send(activity: Partial<Activity>): string {
    this.#open();
    const id = this.#identifiers.next();
    const idempotencyKey = this.keyOf(this.outgoing.length);
    const timestamp = this.#clock.now();
    this.outgoing.push({ id, idempotencyKey, activity: { ...activity, id, timestamp } });
    return id;
  }

  /** Outbox key of the turn's message number `index`, counted from 0. */
  keyOf(index: number): string {
    return `${this.origin.idempotencyKey}:${index}`;
  }

  /** The consultation as it should be after the turn; version 0 means it is new. */
  saveConsultation(consultation: Consultation): void {
    this.#open();
    this.consultation = consultation;
  }

  /** The consultation that came in, as it ends because another begins. */
  endConsultation(consultation: Consultation): void {
    this.#open();
    this.ended = consultation;
  }

  recordTurn(turn: Pick<TurnRecord, 'consultationId' | 'result' | 'manifest'>): void {
    this.#open();
    this.turn = { ...turn, id: this.#identifiers.next(), editions: pinnedEditions(turn.result) };
  }

  record(entry: AuditEntry): void {
    this.#open();
    this.audit.push(entry);
  }

  respond(value: unknown): void {
    this.#open();
    this.response = value;
  }

  /** Ends collecting: what a forgotten promise sends after its turn must fail loudly, not vanish. */
  seal(): void {
    this.#sealed = true;
  }

  #open(): void {
    if (this.#sealed)
      throw new YishiError('internal', 'the turn is over, its unit of work takes nothing more');
  }
}

function pinnedEditions({ citations }: TurnResult): TurnRecord['editions'] {
  const pinned = citations.map(
    ({ recordId, edition }) => [`${recordId}@${edition}`, { recordId, edition }] as const,
  );
  return [...new Map(pinned).values()];
}
