import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../src/clock.js';
import { isoNow } from '../src/clock.js';
import { type Config, parseConfig } from '../src/config.js';
import { YishiError } from '../src/errors.js';
import type { Identifiers } from '../src/identifiers.js';
import { openStorage, type Storage } from '../src/storage/storage.js';
import { type Command, parseArguments } from './arguments.js';
import { IMPORT_LEASE_SECONDS } from './import-lease.js';
import { runImport } from './import-run.js';
import type { IndexVocabulary } from './index-refresh.js';
import { type Input, readInputs, starterInputs } from './input.js';
import { planImport } from './plan.js';
import { createProgress } from './progress.js';
import { NOTHING_READ, type Reading, readRecords, withoutDemo } from './reading.js';
import { checkReport, importReport, type Report, statusReport } from './report.js';
import { readStatus } from './status.js';
import { INGEST_TEXTS } from './texts.js';

interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Everything from outside. */
export interface IngestWorld {
  readonly env: Record<string, string | undefined>;
  readonly stdout: Screen;
  readonly stderr: Screen;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly createVocabulary: () => IndexVocabulary;
  readonly root: string;
  /** Threads of the embedding model. */
  readonly threads: number;
}

/** Runs one command: the report to stdout, progress and failures to stderr. Returns the exit code (0, 1 or 2). */
export async function runIngest(argv: readonly string[], world: IngestWorld): Promise<number> {
  const parsed = parseArguments(argv);
  if (!parsed.ok) {
    world.stderr.write(`${parsed.message}\n\n${INGEST_TEXTS.usage}`);
    return 2;
  }
  const { command } = parsed;
  if (command.name === 'help') {
    world.stdout.write(INGEST_TEXTS.usage);
    return 0;
  }
  try {
    const { report, clean } = await execute(command, world);
    const { lines, json } = report;
    world.stdout.write(
      command.json ? `${JSON.stringify(json)}\n` : lines.map((line) => `${line}\n`).join(''),
    );
    return clean ? 0 : 1;
  } catch (error) {
    world.stderr.write(`${failureText(error, world.signal)}\n`);
    return 1;
  }
}

interface Done {
  readonly report: Report;
  /** False when something was rejected. */
  readonly clean: boolean;
}

type Work = Exclude<Command, { name: 'help' }>;

async function execute(command: Work, world: IngestWorld): Promise<Done> {
  const config = parseConfig(world.env);
  if (command.name === 'status') return status(config, world);
  // An import of nothing: it waits for others and brings the index up to date where it is not.
  if (command.name === 'reindex')
    return importReading(0, NOTHING_READ, { ...world, config, ifMissing: true });
  const inputs = command.starter
    ? await starterInputs(world.root)
    : command.files.map((path): Input => ({ path, name: path }));
  const read = await readRecords(readInputs(inputs));
  const reading = command.starter && config.mode === 'production' ? withoutDemo(read) : read;
  return command.name === 'check'
    ? check(inputs.length, reading, config, world)
    : importReading(inputs.length, reading, { ...world, config, ifMissing: command.ifMissing });
}

async function status(config: Config, world: IngestWorld): Promise<Done> {
  const { dataDir } = config;
  const vocabulary = world.createVocabulary();
  return withStorage(hasDatabase(config) ? await open(config, world) : null, async (storage) => ({
    report: statusReport(await readStatus(storage, { clock: world.clock, dataDir, vocabulary })),
    clean: true,
  }));
}

async function check(files: number, reading: Reading, config: Config, world: IngestWorld): Promise<Done> {
  return withStorage(hasDatabase(config) ? await open(config, world) : null, async (storage) => {
    const plan = await planImport(storage?.db ?? null, reading, {
      now: isoNow(world.clock),
      isForeign: () => false,
    });
    return { report: checkReport(files, reading, plan), clean: reading.rejects.length === 0 };
  });
}

async function importReading(
  files: number,
  reading: Reading,
  world: IngestWorld & { readonly config: Config; readonly ifMissing: boolean },
): Promise<Done> {
  const { config, ifMissing } = world;
  return withStorage(await open(config, world), async (storage) => {
    const deps = {
      ...world,
      storage,
      vocabulary: world.createVocabulary(),
      dataDir: config.dataDir,
      progress: createProgress(world.stderr),
      onWait: () => world.stderr.write(`${INGEST_TEXTS.waiting}\n`),
    };
    const outcome = await runImport(deps, reading, ifMissing);
    return { report: importReport(files, reading, outcome), clean: reading.rejects.length === 0 };
  });
}

async function withStorage<S extends Storage | null>(
  storage: S,
  work: (storage: S) => Promise<Done>,
): Promise<Done> {
  try {
    return await work(storage);
  } finally {
    await storage?.close();
  }
}

function open({ databaseUrl, dataDir }: Config, { clock }: IngestWorld): Promise<Storage> {
  return openStorage({ databaseUrl, dataDir, clock });
}

/** Opening makes the embedded database; commands that change nothing look first. */
function hasDatabase({ databaseUrl, dataDir }: Config): boolean {
  return databaseUrl !== null || existsSync(join(dataDir, 'yishi.sqlite'));
}

function failureText(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return INGEST_TEXTS.interrupted;
  if (error instanceof YishiError) {
    if (error.code === 'busy') return INGEST_TEXTS.busy(IMPORT_LEASE_SECONDS);
    if (error.code === 'lease_lost') return INGEST_TEXTS.leaseLost;
  }
  return INGEST_TEXTS.failed(error instanceof Error ? error.message : String(error));
}
