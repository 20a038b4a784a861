import type { TurnResult } from '../../knowledge/answer/turn-result.js';
import type { Inquiry } from '../../knowledge/inquiry/inquiry.js';
import type { ConsultationState } from '../../src/consultation/state.js';
import type { ConsultationEvent } from '../../src/consultation/transitions.js';
import type { ActOutcome, DemandCommand } from '../../src/demand/act.js';
import type { Demand } from '../../src/demand/demand.js';
import type { DemandProfile } from '../../src/demand/profile.js';
import type { Role } from '../../src/directory/authorize.js';
import type { Binding } from '../../src/directory/chat-binding.js';
import type { DemandNews } from '../cards/demand-card.js';
import type { Reply } from '../cards/reply.js';
import type { Pending } from './pending.js';

/** What a consultation remembers between turns (stored as its profile, JSON). */
export interface ConsultationProfile {
  readonly inquiry: Inquiry | null;
  /** Times in a row that the asker was asked back. */
  readonly rounds: number;
  /** Facts already asked for. */
  readonly asked: readonly string[];
  /** What was suggested last, with the editions that it rested on: a demand tells what did not do. */
  readonly offered?: DemandProfile['offered'];
  /** Why the last answer was none. */
  readonly shortfall?: string | null;
  /** What the next text is about, where a button or a form asked for it. */
  readonly pending?: Pending | null;
}

export interface Consultation {
  readonly id: string;
  readonly state: ConsultationState;
  readonly province: string | null;
  readonly profile: ConsultationProfile;
  /** Row version: 0 for one that is not stored yet. */
  readonly version: number;
}

/** Who asks, as the dialogs know them. */
export interface AskerView {
  /** As the channel names them, unique in the conversation. */
  readonly id: string;
  readonly chatIdentityId: string | null;
  /** Null until the chat is bound to a person. */
  readonly personId: string | null;
  readonly role: 'enterprise' | 'official';
  readonly province: string | null;
  /** Roles of the bound person. */
  readonly roles: readonly Role[];
  /** The asker's own, drafts too, the newest first. */
  readonly demands: readonly Demand[];
  /** What somebody wrote to the asker last about each demand, by its id. */
  readonly news?: Readonly<Record<string, DemandNews>>;
}

/** A file that came with the message. It is kept with the consultation, whatever the dialog says. */
export interface FileView {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
}

/** Everything a dialog may look at. Dialogs are pure: they return what should happen and write nothing. */
export interface DialogInput {
  readonly kind: 'message' | 'greeting';
  readonly text: string;
  /** Structured value of a pressed button, when the channel gave one. */
  readonly value: unknown;
  /** With files the text may be empty. */
  readonly files: readonly FileView[];
  readonly role: 'enterprise' | 'official';
  readonly province: string | null;
  readonly consultation: Consultation | null;
  readonly asker: AskerView;
  readonly conversationId: string;
  /** Id that a consultation or a demand gets if this turn begins one. */
  readonly newId: () => string;
  /** ISO-8601 UTC. */
  readonly now: string;
}

/**
 * Something that is done while the turn is committed, because only then it is known whether it can be. `reply` says what
 * came of it and is pure; after a refusal the acts that follow are left out.
 */
export type DialogAct =
  | {
      readonly kind: 'demand';
      readonly command: Omit<DemandCommand, 'key'>;
      readonly reply: (outcome: ActOutcome) => readonly Reply[];
    }
  | {
      /** Binds the chat to the person of a one-time code. */
      readonly kind: 'bind';
      readonly code: string;
      readonly reply: (outcome: Binding) => readonly Reply[];
    }
  | {
      /** Gives files of a consultation to the demand: the named ones, or all of them. */
      readonly kind: 'files';
      readonly demandId: string;
      readonly consultationId: string;
      readonly ids: readonly string[] | 'all';
    };

export interface DialogOutput {
  readonly replies: readonly Reply[];
  /** New state of the consultation; null leaves it as it is (a greeting, an off-topic remark). */
  readonly consultation: {
    /** When this is another than the one that came in: a new issue while the old one waits for its reply. */
    readonly id?: string;
    readonly state: ConsultationState;
    readonly profile: ConsultationProfile;
  } | null;
  /** What ends the consultation that came in, where `consultation` is another. */
  readonly ends?: ConsultationEvent;
  readonly result: TurnResult | null;
  readonly acts?: readonly DialogAct[];
}

export type Dialog = (input: DialogInput) => Promise<DialogOutput>;
