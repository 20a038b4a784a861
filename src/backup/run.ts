import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import { type ErrorCode, YishiError } from '../errors.js';
import { createBlobFolder } from '../files/blob-folder.js';
import type { Identifiers } from '../identifiers.js';
import { createProgressBar, type Screen } from '../progress.js';
import { openAsItIs } from '../storage/storage.js';
import { type BackupDeps, backUp } from './backup.js';
import type { Manifest } from './manifest.js';
import { checkBackup, restore } from './restore.js';
import { texts } from './texts.js';

export interface CommandWorld {
  readonly config: Pick<Config, 'databaseUrl' | 'dataDir'>;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly stdout: Screen;
  readonly stderr: Screen;
  /** Aborted by Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
}

/** Errors whose message is a sentence for the user. */
const TOLD: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['backup_refused', 'schema_newer']);

/** Backs up to `file`: the report to stdout, progress and refusals to stderr. Returns the exit code, 0 or 1. */
export async function runBackup(world: CommandWorld, file: string): Promise<number> {
  const path = resolve(file);
  return told(world, async (onProgress) => {
    requireNewFile(path);
    requireDatabase(world.config);
    const manifest = await withDatabase(world, onProgress, (deps) => backUp(deps, path));
    return [
      texts.backedUp(path, statSync(path).size),
      ...countsOf(manifest),
      texts.personalData,
      texts.notIncluded,
    ];
  });
}

export interface RestoreOptions {
  readonly file: string;
  /** Restores even what has an audit chain that does not verify, as it was backed up. */
  readonly acceptBrokenAudit: boolean;
}

/** Restores from `file` into an empty database; otherwise like `runBackup`. */
export async function runRestore(world: CommandWorld, options: RestoreOptions): Promise<number> {
  const path = resolve(options.file);
  return told(world, async (onProgress) => {
    const backup = await checkBackup({ signal: world.signal, onProgress }, path);
    const { count, broken } = await withDatabase(world, onProgress, (deps) =>
      restore(deps, backup, options.acceptBrokenAudit),
    );
    return [
      texts.restored(path, backup.manifest.madeAt),
      ...countsOf(backup.manifest),
      texts.chains(count, broken.length),
      texts.next,
    ];
  });
}

type OnProgress = BackupDeps['onProgress'];

async function told(
  { stdout, stderr, signal }: CommandWorld,
  work: (onProgress: OnProgress) => Promise<string[]>,
): Promise<number> {
  const progress = createProgressBar(stderr, texts.progress);
  try {
    const lines = await work(progress.update).finally(progress.end);
    stdout.write(lines.map((line) => `${line}\n`).join(''));
    return 0;
  } catch (error) {
    if (signal.aborted) stderr.write(`${texts.interrupted}\n`);
    else if (error instanceof YishiError && TOLD.has(error.code)) stderr.write(`${error.message}\n`);
    else throw error;
    return 1;
  }
}

/** The database as it is: a backup does not change it, and a restore looks before it makes it anew. */
async function withDatabase<T>(
  { config, clock, identifiers, signal }: CommandWorld,
  onProgress: OnProgress,
  work: (deps: BackupDeps) => Promise<T>,
): Promise<T> {
  const storage = await openAsItIs({ ...config, clock });
  const blobs = createBlobFolder({ folder: join(config.dataDir, 'files'), clock, identifiers });
  return work({ storage, blobs, clock, signal, onProgress }).finally(storage.close);
}

function requireNewFile(path: string): void {
  if (existsSync(path)) throw new YishiError('backup_refused', texts.fileExists(path));
  const folder = dirname(path);
  if (!existsSync(folder)) throw new YishiError('backup_refused', texts.noFolder(folder));
}

/** Opening would make the embedded one. */
function requireDatabase({ databaseUrl, dataDir }: CommandWorld['config']): void {
  if (databaseUrl !== null || existsSync(join(dataDir, 'yishi.sqlite'))) return;
  throw new YishiError('backup_refused', texts.noDatabase(dataDir));
}

function countsOf({ tables, files, missing }: Manifest): string[] {
  const counts = texts.counts(new Map(tables.map(({ name, rows }) => [name, rows])), files.length);
  return missing.length > 0 ? [counts, texts.missingFiles(missing.length)] : [counts];
}
