import type { Response } from 'express';
import type { Clock } from '../../src/clock.js';
import { type Actor, authorize } from '../../src/directory/authorize.js';
import type { LiveEventShape } from './shapes.js';

/** What an open page may be told of, and which action of `authorize` lets one hear it. */
const TOPICS = {
  people: 'people.list',
  demands: 'demand.list',
  calls: 'demand.list',
} as const;

export type Topic = keyof typeof TOPICS;

/** Something changed: pages that show it ask again. No content travels with it. */
export type ConsoleEvent =
  | { readonly topic: Topic; readonly province: string | null; readonly id: string }
  /** For one person alone, such as a notice. */
  | { readonly topic: 'notices'; readonly person: string; readonly id: string };

export interface EventHub {
  /** Tells every open page in this process whose person may know it. Other processes' pages find it by asking. */
  publish(event: ConsoleEvent): void;
  /** Whether any page of this process listens. */
  hasListeners(): boolean;
  /** Keeps the response open as a stream until the page leaves, the session ends or the hub closes. */
  open(response: Response, refresh: () => Promise<Actor | null>): Promise<void>;
  /** Ends every stream; browsers come back by themselves. */
  close(): void;
}

/** Shorter than the minute after which proxies drop a silent connection. */
const HEARTBEAT_MS = 20_000;
/** How soon a browser comes back when the stream broke. */
const RETRY_MS = 3000;
/** Browsers open few; a script that opens many is cut off. */
const MOST_STREAMS = 2000;

interface Listener {
  readonly response: Response;
  actor: Actor;
}

/** Server-sent events for the console. (https://html.spec.whatwg.org/multipage/server-sent-events.html) */
export function createEventHub(clock: Clock): EventHub {
  const listeners = new Set<Listener>();
  const closed = new AbortController();
  return {
    publish(event) {
      const shape: LiveEventShape = { topic: event.topic, id: event.id };
      for (const { response, actor } of listeners) {
        if (mayHear(actor, event)) response.write(`data: ${JSON.stringify(shape)}\n\n`);
      }
    },
    hasListeners: () => listeners.size > 0,
    async open(response, refresh) {
      const actor = await refresh();
      if (actor === null || closed.signal.aborted || listeners.size >= MOST_STREAMS) {
        response.status(204).end();
        return;
      }
      begin(response);
      const listener = { response, actor };
      listeners.add(listener);
      response.once('close', () => listeners.delete(listener));
      void beat(listener, refresh);
    },
    close() {
      closed.abort();
      for (const { response } of listeners) response.end();
    },
  };

  /** Keeps the connection warm, and looks whether the person is still signed in and what they may hear now. */
  async function beat(listener: Listener, refresh: () => Promise<Actor | null>): Promise<void> {
    while (listeners.has(listener)) {
      await clock.wait(HEARTBEAT_MS, closed.signal);
      if (!listeners.has(listener) || closed.signal.aborted) return;
      const actor = await refresh().catch(() => listener.actor);
      if (actor === null) {
        listener.response.end('event: signed_out\ndata: {}\n\n');
        return;
      }
      listener.actor = actor;
      listener.response.write(': still here\n\n');
    }
  }
}

function mayHear(actor: Actor, event: ConsoleEvent): boolean {
  if (event.topic === 'notices') return event.person === actor.id;
  return authorize(actor, TOPICS[event.topic], { province: event.province });
}

function begin(response: Response): void {
  response.set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    // No proxy may keep, compress or gather it.
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  response.write(`retry: ${RETRY_MS}\n\n`);
}
