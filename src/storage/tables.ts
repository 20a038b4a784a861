import type { Kysely, Transaction } from 'kysely';
import type { ConversationTables } from './conversation-tables.js';
import type { DemandTables } from './demand-tables.js';
import type { DirectoryTables } from './directory-tables.js';
import type { RecordTables } from './record-tables.js';

/** Every table as the query layer sees it; the types of columns are the same on SQLite and Postgres. */
export interface Tables extends DirectoryTables, ConversationTables, DemandTables, RecordTables {}

/** What a repository function reads from; a transaction is one too. */
export type Executor = Kysely<Tables>;

/** What a repository function that writes asks for: see `Storage.write`. */
export type WriteExecutor = Transaction<Tables>;
