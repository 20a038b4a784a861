import { setImmediate } from 'node:timers/promises';
import { verify } from '../audit/audit.js';
import { YishiError } from '../errors.js';
import type { Dialect } from '../storage/dialect.js';
import { lockSchema, migrate, migrationsUpTo } from '../storage/migration.js';
import { BUILT_IN_TABLES, TABLE_KEYS } from '../storage/table-keys.js';
import type { WriteExecutor } from '../storage/tables.js';
import { dropTable, insertRows, isEmptyTable, tableNames } from '../storage/whole-tables.js';
import { rowsOf } from './row-lines.js';
import { texts } from './texts.js';

const BATCH_ROWS = 200;
const BATCH_SUBJECTS = 100;
/** Subjects of broken chains that are named. */
const NAMED = 5;

interface Place {
  readonly dialect: Dialect;
  readonly now: string;
}

/** Throws YishiError('backup_refused') unless the database holds nothing but what opening it puts there. */
export async function requireEmpty(tx: WriteExecutor, dialect: Dialect): Promise<void> {
  await lockSchema(tx, dialect);
  const present = await tableNames(tx, dialect);
  const filled: string[] = [];
  for (const table of Object.keys(TABLE_KEYS)) {
    if (BUILT_IN_TABLES.has(table) || !present.has(table)) continue;
    if (!(await isEmptyTable(tx, table))) filled.push(table);
  }
  if (filled.length > 0) throw new YishiError('backup_refused', texts.notEmpty(filled.slice(0, NAMED)));
}

/** Makes the schema anew as it was at `version`, empty: rows of that version do not fit another. */
export async function makeSchema(tx: WriteExecutor, place: Place, version: number): Promise<void> {
  for (const table of Object.keys(TABLE_KEYS).reverse()) await dropTable(tx, table);
  await dropTable(tx, 'schema_migrations');
  await migrate(tx, { ...place, migrations: migrationsUpTo(version) });
}

/** Fills one table. */
export async function loadTable(
  tx: WriteExecutor,
  table: string,
  content: AsyncIterable<Buffer>,
): Promise<number> {
  let count = 0;
  for await (const rows of rowsOf(content, BATCH_ROWS)) {
    await insertRows(tx, table, rows);
    count += rows.length;
  }
  return count;
}

export interface Chains {
  readonly count: number;
  /** Subjects whose chain does not verify. */
  readonly broken: readonly string[];
}

/** Verifies every audit chain there is. */
export async function verifyChains(
  tx: WriteExecutor,
  signal: AbortSignal,
  onProgress: (done: number, total: number) => void,
): Promise<Chains> {
  const heads = await tx.selectFrom('audit_heads').select('subject').orderBy('subject').execute();
  const events = await tx.selectFrom('audit_events').select('subject').distinct().execute();
  // A chain whose head is gone would else not be looked at.
  const subjects = [...new Set([...heads, ...events].map(({ subject }) => subject))];
  const broken: string[] = [];
  for (const [index, subject] of subjects.entries()) {
    onProgress(index + 1, subjects.length);
    if (index % BATCH_SUBJECTS === 0) {
      // SQLite answers without the event loop, which would hear of no Ctrl-C until the end.
      await setImmediate();
      signal.throwIfAborted();
    }
    if ((await verify(tx, subject)).kind !== 'intact') broken.push(subject);
  }
  return { count: subjects.length, broken };
}

/** Throws YishiError('backup_refused') when a chain is broken and nobody has said that it may be. */
export function requireIntact({ broken }: Chains, acceptBroken: boolean): void {
  if (broken.length === 0 || acceptBroken) return;
  throw new YishiError('backup_refused', texts.brokenChains(broken.slice(0, NAMED), broken.length));
}
