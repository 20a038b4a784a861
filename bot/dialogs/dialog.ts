import type { TurnResult } from '../../knowledge/answer/turn-result.js';
import type { Inquiry } from '../../knowledge/inquiry/inquiry.js';
import type { ConsultationState } from '../../src/consultation/state.js';
import type { Reply } from '../cards/reply.js';

/** What a consultation remembers between turns (stored as its profile, JSON). */
export interface ConsultationProfile {
  readonly inquiry: Inquiry | null;
  /** Times in a row that the asker was asked back. */
  readonly rounds: number;
  /** Facts already asked for. */
  readonly asked: readonly string[];
}

export interface Consultation {
  readonly id: string;
  readonly state: ConsultationState;
  readonly province: string | null;
  readonly profile: ConsultationProfile;
  /** Row version: 0 for one that is not stored yet. */
  readonly version: number;
}

/** Everything a dialog may look at. Dialogs are pure: they return what should happen and write nothing. */
export interface DialogInput {
  readonly kind: 'message' | 'greeting';
  readonly text: string;
  /** Structured value of a pressed button, when the channel gave one. */
  readonly value: unknown;
  readonly role: 'enterprise' | 'official';
  readonly province: string | null;
  readonly consultation: Consultation | null;
}

export interface DialogOutput {
  readonly replies: readonly Reply[];
  /** New state of the consultation; null leaves it as it is (a greeting, an off-topic remark). */
  readonly consultation: { readonly state: ConsultationState; readonly profile: ConsultationProfile } | null;
  readonly result: TurnResult | null;
}

export type Dialog = (input: DialogInput) => Promise<DialogOutput>;
