import type { WebSocket } from 'ws';
import type { Clock } from '../../../src/clock.js';
import type { Log } from '../../../src/log.js';
import type { ActivitySet, History } from './history.js';

export interface SocketHub {
  /** Sends everything after `watermark` through the socket, and goes on as the conversation does. */
  attach(socket: WebSocket, conversationId: string, watermark: number, address: Address): void;
  /** The conversation has new activities. */
  wake(conversationId: string): void;
  /** Closes every socket with 1001 (going away): clients come back to the process that follows. */
  close(): Promise<void>;
}

/** Turns our configured address into the one that this visitor uses; see address.ts. */
export type Address = (set: ActivitySet) => string;

export interface SocketHubDeps {
  readonly history: History;
  readonly clock: Clock;
  readonly log: Log;
  /** Other processes commit without telling us, so sockets look by themselves, in milliseconds. */
  readonly pollMs: number;
  /** A socket that has not answered the last ping by the next is dead, in milliseconds. */
  readonly heartbeatMs: number;
}

interface Feed {
  readonly socket: WebSocket;
  readonly conversationId: string;
  readonly address: Address;
  /** Number of the last activity sent. */
  watermark: number;
  /** One read at a time, so that nothing is sent twice or out of order. */
  reading: boolean;
  again: boolean;
  alive: boolean;
}

const GOING_AWAY = 1001;
const TRY_AGAIN = 1013;
/** A client that reads slower than this many waiting bytes is left to come back by its watermark. */
const MOST_BUFFERED = 4 * 1024 * 1024;

/** The open sockets of this process. Where each one stands is only a cursor: the transcript is in storage. */
export function createSocketHub(deps: SocketHubDeps): SocketHub {
  const feeds = new Set<Feed>();
  const stop = new AbortController();
  const pump = (feed: Feed) => void drain(deps, feed);
  const loops = [
    every(deps.clock, deps.pollMs, stop.signal, () => {
      for (const feed of feeds) pump(feed);
    }),
    every(deps.clock, deps.heartbeatMs, stop.signal, () => {
      for (const feed of feeds) beat(feed);
    }),
  ];
  return {
    attach(socket, conversationId, watermark, address) {
      const state = { watermark, reading: false, again: false, alive: true };
      const feed: Feed = { socket, conversationId, address, ...state };
      feeds.add(feed);
      socket.on('pong', () => {
        feed.alive = true;
      });
      // The client's own pings ("") and whatever else it writes are no messages: those are posted.
      socket.on('message', () => {
        feed.alive = true;
      });
      socket.on('error', (error) => deps.log.debug({ error }, 'socket failed'));
      socket.on('close', () => feeds.delete(feed));
      pump(feed);
    },
    wake(conversationId) {
      for (const feed of feeds) if (feed.conversationId === conversationId) pump(feed);
    },
    async close() {
      stop.abort();
      for (const feed of feeds) feed.socket.close(GOING_AWAY);
      await Promise.all(loops);
    },
  };
}

async function drain(deps: SocketHubDeps, feed: Feed): Promise<void> {
  feed.again = true;
  if (feed.reading) return;
  feed.reading = true;
  try {
    while (feed.again && feed.socket.readyState === feed.socket.OPEN) {
      feed.again = false;
      await sendNext(deps.history, feed);
    }
  } catch (error) {
    // The client reconnects with its watermark and misses nothing.
    deps.log.warn({ error }, 'could not read the transcript for a socket');
    feed.socket.close(TRY_AGAIN);
  } finally {
    feed.reading = false;
  }
}

async function sendNext(history: History, feed: Feed): Promise<void> {
  const set = await history.after(feed.conversationId, feed.watermark);
  if (set.activities.length === 0) return;
  feed.socket.send(feed.address(set));
  feed.watermark = Number(set.watermark);
  feed.again = true;
  if (feed.socket.bufferedAmount > MOST_BUFFERED) feed.socket.close(TRY_AGAIN);
}

function beat(feed: Feed): void {
  if (feed.alive) feed.socket.ping();
  else feed.socket.terminate();
  feed.alive = false;
}

async function every(clock: Clock, ms: number, signal: AbortSignal, work: () => void): Promise<void> {
  while (!signal.aborted) {
    await clock.wait(ms, signal);
    if (!signal.aborted) work();
  }
}
