import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express, { type Express } from 'express';
import type { Advisor } from '../knowledge/advisor.js';
import { createWorkingCalendar } from '../src/calendar/working-calendar.js';
import type { Clock } from '../src/clock.js';
import type { Config } from '../src/config.js';
import { takenExtensions } from '../src/files/file-type.js';
import { sweepFiles } from '../src/files/kept-files.js';
import { FILE_LIMITS } from '../src/files/limits.js';
import { mayReadFile } from '../src/files/may-read-file.js';
import type { Identifiers } from '../src/identifiers.js';
import type { Log } from '../src/log.js';
import { regions } from '../src/region/region.js';
import { find } from '../src/storage/conversations.js';
import type { Storage } from '../src/storage/storage.js';
import { createSocketHub, type SocketHub } from './channels/directline/client.js';
import { type Conversations, createConversations } from './channels/directline/conversations.js';
import { createHistory } from './channels/directline/history.js';
import { createStream } from './channels/directline/stream.js';
import { createDirectLineRoutes, DIRECT_LINE, type DirectLineDeps } from './channels/directline/webhook.js';
import { createDemandWatch } from './console/demand-watch.js';
import { createEventHub, type EventHub } from './console/events.js';
import { consoleMayRead } from './console/file-reader.js';
import { CONSOLE, createConsoleRoutes } from './console/routes.js';
import { createReadMarks } from './delivery/read-marks.js';
import { EXPERT } from './expert/parts.js';
import { createExpertRoutes } from './expert/routes.js';
import { failed, notFound } from './failure.js';
import { type Files, openFiles } from './files/open-files.js';
import { createFileRoutes, type FileRoutesDeps } from './files/routes.js';
import { createHealthRoutes } from './health.js';
import type { Metrics } from './metrics/metrics.js';
import { publishAssets } from './page/assets.js';
import { createDemoSwitch } from './page/demo-switch.js';
import type { Site } from './page/layout.js';
import { createPageRoutes } from './page/routes.js';
import { createVisits, type Visits } from './page/visit.js';
import { createRecordRoutes } from './records/routes.js';
import { securityHeaders } from './security.js';
import type { Engine } from './turn/engine.js';
import { LONGEST_TEXT } from './turn/texts.js';

export interface ServerDeps {
  readonly config: Pick<Config, 'publicUrl' | 'dataDir' | 'trustProxy' | 'metricsToken'> &
    Partial<Pick<Config, 'mode'>>;
  readonly storage: Storage;
  readonly engine: Pick<Engine, 'receive' | 'onActivity'>;
  readonly advisor: Pick<Advisor, 'page'>;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly log: Log;
  readonly secret: string;
  readonly metrics: Metrics;
  /** Where changes are told to the console's open pages; one of the server's own when nobody else publishes. */
  readonly events?: EventHub;
}

export interface WebServer {
  /** Starts listening; port 0 takes a free one. Rejects with the system's error, such as EADDRINUSE. */
  listen(port: number, host?: string): Promise<AddressInfo>;
  /** Takes no new connection, closes sockets with 1001, lets running requests end. */
  close(): Promise<void>;
}

/** Under which whole routers stand: what is counted by path (bot/metrics) knows no others. */
const MOUNTS = [DIRECT_LINE, '/assets', CONSOLE, `${CONSOLE}/api`, EXPERT];
const SOCKET_POLL_MS = 1000;
const HEARTBEAT_MS = 25_000;
/** Requests that still run after so many milliseconds are cut off. */
const CLOSE_MS = 5000;
/** A browser answers the closing handshake in one round trip; one that is gone never does. */
const SOCKET_CLOSE_MS = 1000;

/** The front door over HTTP: the page, Direct Line, the record pages and the health checks. */
export async function createServer(deps: ServerDeps): Promise<WebServer> {
  const { storage, engine, clock, log, events = createEventHub(deps.clock) } = deps;
  const conversations = createConversations(deps);
  await conversations.prepare();
  const files = openFiles({ ...deps, dataDir: deps.config.dataDir });
  const history = createHistory(storage);
  const read = createReadMarks({ ...deps, calendar: createWorkingCalendar() });
  const hub = createSocketHub({
    history,
    read,
    clock,
    log,
    pollMs: SOCKET_POLL_MS,
    heartbeatMs: HEARTBEAT_MS,
    closeMs: SOCKET_CLOSE_MS,
  });
  const directLine: DirectLineDeps = {
    ...deps,
    publicUrl: deps.config.publicUrl,
    conversations,
    history,
    read,
    files: files.receiver,
    receive: engine.receive,
  };
  const watch = createDemandWatch({ storage, clock, events, log });
  const app = await createApp({ ...deps, events }, conversations, directLine, files);
  const swept = sweepFiles({ storage, clock, blobs: files.blobs }).catch((error: unknown) => {
    log.warn({ error }, 'could not sweep the files; the next start does');
  });
  const server = createHttpServer(app);
  server.on('upgrade', createStream(directLine, hub));
  const forget = engine.onActivity((conversationId) => hub.wake(conversationId));
  return {
    listen: (port, host) => {
      watch.start();
      return listen(server, port, host);
    },
    close: async () => {
      forget();
      events.close();
      await watch.stop();
      await Promise.all([close(server, hub, clock), swept]);
    },
  };
}

async function createApp(
  deps: ServerDeps & { readonly events: EventHub },
  conversations: Conversations,
  directLine: DirectLineDeps,
  files: Files,
): Promise<Express> {
  const { config, storage, advisor, log, clock, secret, metrics } = deps;
  const assets = await publishAssets(join(config.dataDir, 'cache'));
  const base = new URL(config.publicUrl).pathname.replace(/\/$/, '');
  const site: Site = { base, asset: (name) => `${base}/assets/${assets.name(name)}` };
  const secure = config.publicUrl.startsWith('https:');
  const visits = createVisits({ ...deps, conversations, secure });
  const { fileBytes, filesPerMessage } = FILE_LIMITS;
  const limits = { characters: LONGEST_TEXT, fileBytes, filesPerMessage, extensions: takenExtensions() };
  const app = express();
  app.set('trust proxy', config.trustProxy);
  app.disable('x-powered-by');
  app.use(metrics.countRequests(MOUNTS));
  app.use(securityHeaders(config.publicUrl));
  app.use(createHealthRoutes({ check: () => checkStorage(storage) }, log));
  app.use(metrics.createRoutes({ storage, clock, log }, config));
  app.use(DIRECT_LINE, createDirectLineRoutes(directLine));
  app.use(
    createPageRoutes({
      site,
      assetFolder: assets.folder,
      limits,
      visits,
      conversations,
      secret,
      clock,
      demo: isDemo(config) ? createDemoSwitch(deps) : null,
    }),
  );
  const visitorMay = byVisit(storage, visits);
  const staffMay = consoleMayRead(storage, clock, secure);
  const mayRead: FileRoutesDeps['mayRead'] = async (request, file) =>
    (await visitorMay(request, file)) || staffMay(request, file);
  app.use(createFileRoutes({ storage, blobs: files.blobs, log, mayRead }));
  app.use(createRecordRoutes({ site, page: advisor.page, regionName }));
  app.use(EXPERT, createExpertRoutes({ ...deps, site, visits, files, calendar: createWorkingCalendar() }));
  app.use(CONSOLE, createConsoleRoutes({ ...deps, site, files, publicUrl: config.publicUrl }));
  const failure = { ...deps, site };
  app.use(notFound(failure));
  app.use(failed(failure));
  return app;
}

/** The chat's own asker, known by the browser's cookie, may have the files of the conversation. */
function byVisit({ db }: Storage, visits: Visits): FileRoutesDeps['mayRead'] {
  return async ({ headers }, file) => {
    const visit = await visits.find(headers.cookie);
    if (visit === null) return false;
    const { userId, conversationId } = visit;
    return mayReadFile(db, { id: userId, conversationId, grants: [] }, file);
  };
}

/** Only where the mode is known not to be production. */
function isDemo({ mode }: ServerDeps['config']): boolean {
  return mode !== undefined && mode !== 'production';
}

/** One read that needs the migrated tables. The advisor is open: without it there is no server. */
async function checkStorage(storage: Storage): Promise<void> {
  await find(storage.db, '');
}

function regionName(code: string): string {
  return regions().byCode(code)?.name ?? '';
}

function listen(server: Server, port: number, host?: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address);
    });
  });
}

async function close(server: Server, hub: SocketHub, clock: Clock): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const over = new AbortController();
  server.closeIdleConnections();
  const limit = clock.wait(CLOSE_MS, over.signal).then(() => {
    if (!over.signal.aborted) server.closeAllConnections();
  });
  await Promise.all([hub.close(), closed]);
  over.abort();
  await limit;
}
