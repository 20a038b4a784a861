import type { WebSocket } from 'ws';
import type { Clock } from '../../../src/clock.js';
import type { Log } from '../../../src/log.js';
import type { ReadMark } from '../../delivery/read-marks.js';
import { type Address, type Feed, Feeds } from './feeds.js';
import { type History, parseWatermark } from './history.js';

export interface SocketHub {
  /** Sends everything after `watermark` through the socket, and goes on as the conversation does. */
  attach(socket: WebSocket, conversationId: string, watermark: number, address: Address): void;
  /** The conversation has new activities. */
  wake(conversationId: string): void;
  /**
   * Closes every socket with 1001 (going away): clients come back to the process that follows. One that has not
   * answered within `closeMs` is cut off.
   */
  close(): Promise<void>;
}

export interface SocketHubDeps {
  readonly history: History;
  readonly read: ReadMark;
  readonly clock: Clock;
  readonly log: Log;
  /** Other processes commit without telling us, so sockets look by themselves, in milliseconds. */
  readonly pollMs: number;
  /** A socket that has not answered the last ping by the next is dead, in milliseconds. */
  readonly heartbeatMs: number;
  /** Longest wait for a client's side of the closing handshake, in milliseconds. */
  readonly closeMs: number;
}

const GOING_AWAY = 1001;
const TRY_AGAIN = 1013;
/** A client that reads slower than this many waiting bytes is left to come back by its watermark. */
const MOST_BUFFERED = 4 * 1024 * 1024;

/** The open sockets of this process. Where each one stands is only a cursor: the transcript is in storage. */
export function createSocketHub(deps: SocketHubDeps): SocketHub {
  const feeds = new Feeds();
  const stop = new AbortController();
  const loops = [
    every(deps.clock, deps.pollMs, stop.signal, () => poll(deps, feeds)),
    every(deps.clock, deps.heartbeatMs, stop.signal, async () => {
      for (const feed of feeds.all()) beat(feed);
    }),
  ];
  return {
    attach(socket, conversationId, watermark, address) {
      const state = { watermark, reading: false, again: false, alive: true };
      const feed: Feed = { socket, conversationId, address, ...state };
      socket.on('error', (error) => deps.log.debug({ error }, 'socket failed'));
      if (stop.signal.aborted) return void leave(deps, feed);
      feeds.add(feed);
      // It comes back with what it had before.
      void deps.read(conversationId, watermark);
      socket.on('pong', (data: Buffer) => {
        feed.alive = true;
        const through = readThrough(data, feed);
        if (through !== null) void deps.read(conversationId, through);
      });
      // The client's own pings ("") and whatever else it writes are no messages: those are posted.
      socket.on('message', () => {
        feed.alive = true;
      });
      socket.on('close', () => feeds.remove(feed));
      void drain(deps, feed);
    },
    wake(conversationId) {
      for (const feed of feeds.of(conversationId)) void drain(deps, feed);
    },
    async close() {
      stop.abort();
      await Promise.all([...feeds.all().map((feed) => leave(deps, feed)), ...loops]);
    },
  };
}

/** Reads only where something was added: a quiet conversation costs its share of one query. */
async function poll(deps: SocketHubDeps, feeds: Feeds): Promise<void> {
  try {
    const ends = await deps.history.ends(feeds.conversationIds());
    for (const [conversationId, end] of ends) {
      for (const feed of feeds.of(conversationId)) if (feed.watermark < end) void drain(deps, feed);
    }
  } catch (error) {
    // The next look finds what this one missed.
    deps.log.warn({ error }, 'could not look for new messages');
  }
}

async function leave({ clock, closeMs }: SocketHubDeps, { socket }: Feed): Promise<void> {
  const over = new AbortController();
  socket.once('close', () => over.abort());
  if (socket.readyState === socket.CLOSED) return;
  socket.close(GOING_AWAY);
  await clock.wait(closeMs, over.signal);
  socket.terminate();
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
  // Frames keep their order, so whoever answers this has what was sent before it.
  feed.socket.ping(set.watermark);
  feed.again = true;
  if (feed.socket.bufferedAmount > MOST_BUFFERED) feed.socket.close(TRY_AGAIN);
}

/** How far a client has read, by its answer to the ping after a frame; null for the answer to a heartbeat. */
function readThrough(data: Buffer, { watermark }: Feed): number | null {
  const through = parseWatermark(data.toString());
  return through === null || through === 0 ? null : Math.min(through, watermark);
}

function beat(feed: Feed): void {
  if (feed.alive) feed.socket.ping();
  else feed.socket.terminate();
  feed.alive = false;
}

async function every(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    await clock.wait(ms, signal);
    if (!signal.aborted) await work();
  }
}
