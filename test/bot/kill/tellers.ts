import type { Answer, Command, DemandStatus } from './protocol.js';
import { type Move, SHORT_STORY, STORIES, type Story } from './stories.js';

type Status = Extract<Answer, { kind: 'status' }>;

/** One demand of a story: where it is told and how far its people are. */
export interface Told {
  readonly demandId: string;
  readonly story: Story;
  readonly channelAccountId: string;
  readonly conversationId: string;
  readonly asker: string;
  /** The asker hears what there is to hear before they go on. */
  readonly isPatient: boolean;
}

/** Plays the people of all stories: each makes a move when the demand stands where the story has it. */
export class Tellers {
  readonly told: Told[] = [];
  readonly #random: () => number;
  /** Moves made so far, by demand; absent when its story is over. */
  readonly #made = new Map<string, number>();

  constructor(random: () => number) {
    this.#random = random;
  }

  /** All long stories, each in a conversation of its own; `round` makes their names unique. */
  beginAll(round: number): void {
    STORIES.forEach((story, index) => {
      const demandId = `${story.name}-${round}`;
      const channelAccountId = index % 2 === 0 ? 'history' : 'sink';
      this.#begin({ demandId, story, channelAccountId, conversationId: `c-${demandId}`, asker: 'a0' });
    });
  }

  /** The short story, in the conversations of the other traffic. */
  beginShort(round: number): void {
    for (const [channelAccountId, conversationId] of [['sink', 's1'] as const, ['history', 'h1'] as const]) {
      const demandId = `${SHORT_STORY.name}-${conversationId}-${round}`;
      this.#begin({ demandId, story: SHORT_STORY, channelAccountId, conversationId, asker: 'u0' });
    }
  }

  #begin(told: Omit<Told, 'isPatient'>): void {
    this.told.push({ ...told, isPatient: this.#random() < 0.7 });
    this.#made.set(told.demandId, 0);
  }

  /** Ids of the demands whose stories go on. */
  get open(): readonly string[] {
    return [...this.#made.keys()];
  }

  /** What people do next, as they see the demands. */
  next({ demands }: Status): Command[] {
    return this.told.flatMap((told) => {
      const made = this.#made.get(told.demandId);
      if (made === undefined) return [];
      const seen = demands.find(({ id }) => id === told.demandId) ?? NOT_THERE;
      const { moves } = told.story;
      const index = moves.findIndex((_, place) => eventsBefore(moves, place) === seen.version);
      const move = moves[index];
      if (move === undefined) {
        // More than there should be is for the invariants to tell.
        if (seen.version >= eventsBefore(moves, moves.length)) this.#made.delete(told.demandId);
        return [];
      }
      // A client that reads says so again and again; everybody else has been heard once it was acknowledged.
      if (index < made || !isTime(move, told, seen)) return [];
      if (move.by !== 'reader') this.#made.set(told.demandId, index + 1);
      return [commandOf(told, move, seen.version)];
    });
  }
}

const NOT_THERE: Omit<DemandStatus, 'id'> = { version: 0, untold: 0, texts: 0, calls: 0 };

function eventsBefore(moves: readonly Move[], place: number): number {
  return moves.slice(0, place).reduce((sum, { events }) => sum + events.length, 0);
}

function isTime(move: Move, { isPatient }: Told, seen: Omit<DemandStatus, 'id'>): boolean {
  if (move.by === 'clock' || (move.by === 'caller' && seen.calls === 0)) return false;
  if (move.afterText && seen.texts === 0) return false;
  return !isPatient || seen.untold === 0;
}

function commandOf(told: Told, move: Move, version: number): Command {
  const { demandId, conversationId } = told;
  const key = `${demandId}-${version}`;
  if (move.by === 'reader') return { kind: 'read', conversationId };
  if (move.by === 'asker') return askerSays(told, move, version);
  const [event = 'call'] = move.by === 'caller' ? ['call' as const] : move.events;
  const person = move.by === 'caller' ? 'coordinator' : move.by;
  return { kind: 'staff', person, demandId, event, data: move.data, version, key };
}

/** The file that comes with the draft of a long story, and goes to the demand by way of its consultation. */
export function photoOf(demandId: string) {
  return {
    id: `file-${demandId}`,
    hash: '0'.repeat(64),
    name: `${demandId}.jpg`,
    mediaType: 'image/jpeg',
    size: 1000,
  };
}

function askerSays(told: Told, { events, data }: Move, version: number): Command {
  const { demandId, story, channelAccountId, conversationId, asker } = told;
  const text = `act ${events.length} ${demandId}-${version}`;
  const consults = events.includes('draft') && story.consultation !== null;
  const value = { demandId, events, data, version, kind: story.kind, consults };
  const activity = { type: 'message', text, value, conversation: { id: conversationId } };
  const message = {
    channelAccountId,
    conversationId,
    asker,
    kind: 'message',
    vendorId: text,
    raw: text,
    activity: JSON.parse(JSON.stringify(activity)),
    files: consults ? [photoOf(demandId)] : [],
  } as const;
  return { kind: 'receive', message };
}
