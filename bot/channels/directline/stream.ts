import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { addressed, visitorUrl } from './address.js';
import type { SocketHub } from './client.js';
import { type Entry, enter } from './entry.js';
import { parseWatermark } from './history.js';
import { DIRECT_LINE, type DirectLineDeps, entryDeps } from './webhook.js';

/** The client only ever sends empty pings. */
const LONGEST_FRAME = 1024;
/** Only lets a path be read as an address. */
const BASE = 'http://localhost';
const STREAM = new RegExp(`^${DIRECT_LINE}/conversations/([^/]+)/stream$`);

export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Opens `streamUrl` as a WebSocket; anything else, or a wrong token, gets its HTTP status and is closed. */
export function createStream(deps: DirectLineDeps, hub: SocketHub): UpgradeHandler {
  const server = new WebSocketServer({ noServer: true, maxPayload: LONGEST_FRAME });
  return (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    open(deps, hub, server, { request, socket, head }).catch((error: unknown) => {
      deps.log.warn({ error }, 'could not open a stream');
      refuse(socket, 503);
    });
  };
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

async function open(
  deps: DirectLineDeps,
  hub: SocketHub,
  server: WebSocketServer,
  { request, socket, head }: Upgrade,
): Promise<void> {
  const path = request.url ?? '/';
  if (!URL.canParse(path, BASE)) return refuse(socket, 400);
  const url = new URL(path, BASE);
  const watermark = parseWatermark(url.searchParams.get('watermark') ?? undefined);
  const entry = await enterStream(deps, url);
  if (entry === null) return refuse(socket, 404);
  if (entry.kind === 'refused') return refuse(socket, entry.status);
  if (watermark === null) return refuse(socket, 400);
  const toVisitor = addressed(deps.publicUrl, visitorUrl(deps.publicUrl, request));
  server.handleUpgrade(request, socket, head, (webSocket) => {
    hub.attach(webSocket, entry.subject.conversationId, watermark, toVisitor);
  });
}

async function enterStream(deps: DirectLineDeps, url: URL): Promise<Entry | null> {
  const id = STREAM.exec(url.pathname)?.[1];
  // Our ids are safe in an address as they are.
  return id === undefined ? null : enter(entryDeps(deps), url.searchParams.get('t'), id);
}

function refuse(socket: Duplex, status: number): void {
  // A client that keeps its half open would otherwise keep the server from closing.
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
