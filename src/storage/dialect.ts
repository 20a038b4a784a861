export type Dialect = 'sqlite' | 'postgres';

/** Words of SQL that differ between the databases; everything else in a migration is the same text. */
export interface DialectWords {
  /** Column type of text: compared byte by byte on both. */
  readonly text: string;
  /** What stands after a table's closing bracket: SQLite enforces column types only when told to. */
  readonly tableOptions: string;
}

export const DIALECT_WORDS: Record<Dialect, DialectWords> = {
  sqlite: { text: 'text', tableOptions: ' strict' },
  postgres: { text: 'text collate "C"', tableOptions: '' },
};

/** One step of the schema; once released it is never edited, a change is a new step. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  statements(words: DialectWords): readonly string[];
}
