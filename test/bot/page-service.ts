import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createDirectLineChannel } from '../../bot/channels/directline/channel.js';
import type { Dialog } from '../../bot/dialogs/dialog.js';
import { createMainDialog } from '../../bot/dialogs/main.js';
import { createMetrics } from '../../bot/metrics/metrics.js';
import { createServer } from '../../bot/server.js';
import { createEngine, type Engine } from '../../bot/turn/engine.js';
import type { Advisor } from '../../knowledge/advisor.js';
import { openAdvisor } from '../../knowledge/open-advisor.js';
import { createWorkingCalendar } from '../../src/calendar/working-calendar.js';
import { type Clock, systemClock } from '../../src/clock.js';
import { randomIdentifiers } from '../../src/identifiers.js';
import { createLog } from '../../src/log.js';
import { openStorage, type Storage } from '../../src/storage/storage.js';
import { sampleDialog, samplePages } from './sample-knowledge.js';

/** What stands in for a configured address: as in development, each visitor reaches us by the address he uses. */
export const PUBLIC_URL = 'http://localhost:3978';
export const SECRET = 'vK3nU8xQ2pL7sW4yB9mD6tF1hJ5gC0zR';

export interface ServiceOptions {
  readonly dataDir: string;
  readonly port?: number;
  /** A Postgres URL instead of the embedded database. */
  readonly databaseUrl?: string;
  readonly clock?: Clock;
  readonly publicUrl?: string;
  readonly dialog?: Dialog;
  readonly page?: Advisor['page'];
  /** Lines of the log. */
  readonly logged?: string[];
  readonly trustProxy?: number;
  readonly metricsToken?: string | null;
  readonly mode?: 'test' | 'production';
}

export interface TestService {
  readonly url: string;
  readonly port: number;
  readonly storage: Storage;
  readonly engine: Engine;
  close(): Promise<void>;
}

interface Knowledge {
  readonly dialog: Dialog;
  readonly page: Advisor['page'];
  readonly close?: () => Promise<void>;
}

/** The service with its own storage, engine and server; only the knowledge is a sample. */
export async function startSampleService(options: ServiceOptions): Promise<TestService> {
  const publicUrl = options.publicUrl ?? PUBLIC_URL;
  return startService(options, async () => ({
    dialog: options.dialog ?? sampleDialog(publicUrl),
    page: options.page ?? samplePages(),
  }));
}

/** The same over the real knowledge; `dataDir` holds an imported index. */
export async function startRealService(options: ServiceOptions): Promise<TestService> {
  return startService(options, async (storage, clock) => {
    const { dataDir, publicUrl = PUBLIC_URL } = options;
    const advisor = await openAdvisor({ storage, dataDir, publicUrl, clock, random: () => 0.5 });
    const { page, close } = advisor;
    return { dialog: createMainDialog({ advisor }), page, close };
  });
}

async function startService(
  options: ServiceOptions,
  openKnowledge: (storage: Storage, clock: Clock) => Promise<Knowledge>,
): Promise<TestService> {
  const { dataDir, clock = systemClock(), publicUrl = PUBLIC_URL, logged = [] } = options;
  const identifiers = randomIdentifiers();
  const destination = { write: (line: string) => void logged.push(line) };
  const log = createLog({ level: 'info', destination, secrets: [SECRET] });
  const storage = await openStorage({ databaseUrl: options.databaseUrl ?? null, dataDir, clock });
  const knowledge = await openKnowledge(storage, clock);
  const metrics = createMetrics();
  const channel = createDirectLineChannel();
  const engine = createEngine({
    storage,
    clock,
    identifiers,
    log,
    channels: new Map([[channel.name, channel]]),
    dialog: knowledge.dialog,
    calendar: createWorkingCalendar(),
    secret: SECRET,
    demo: options.mode !== 'production',
    manifest: () => 'test',
    config: { leaseSeconds: 30, turnAttempts: 1, pollMs: 200 },
    observer: metrics.observer,
  });
  engine.start();
  const { trustProxy = 0, metricsToken = null } = options;
  const config = { publicUrl, dataDir, trustProxy, metricsToken, mode: options.mode ?? 'test' } as const;
  const advisor = { page: knowledge.page };
  const server = await createServer({
    config,
    storage,
    engine,
    advisor,
    clock,
    identifiers,
    log,
    secret: SECRET,
    metrics,
  });
  const { port } = await server.listen(options.port ?? 0, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    storage,
    engine,
    async close() {
      await server.close();
      await engine.stop();
      await knowledge.close?.();
      await storage.close();
    },
  };
}

/** A folder that is gone after the test. */
export function temporaryDataDir(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'yishi-page-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

/** A sample service for one test. */
export async function openSampleService(options: Partial<ServiceOptions> = {}): Promise<TestService> {
  const service = await startSampleService({ ...options, dataDir: options.dataDir ?? temporaryDataDir() });
  onTestFinished(() => service.close());
  return service;
}
