import { z } from 'zod';
import { CORPUS_SHAPES } from './corpus-row.js';
import type { KnowledgeRecord } from './record.js';
import { RECORD_SCHEMAS } from './shapes.js';
import { RECORD_TEXTS } from './texts.js';

/** `path` is the field as the file spells it (source.grade, applicability.ranges[0].min), '' for the whole row. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

export type ParsedRecord =
  | { readonly ok: true; readonly record: KnowledgeRecord }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const KINDS = Object.keys(RECORD_SCHEMAS);
const replacingRow = z.looseObject({ replaces_row: z.array(z.string()) });
const anyRow = z.record(z.string(), z.unknown());
const ownRow = z.looseObject({
  kind: z.enum(['technology', 'standard', 'standard_order', 'standing', 'case', 'unit', 'policy', 'expert']),
});

/**
 * Reads one record from JSON in our own shape (with `kind`) or in a corpus row's shape. Nothing is
 * repaired: a row either is a record or comes back with every problem in Chinese.
 */
export function parseRecord(json: unknown): ParsedRecord {
  const row = anyRow.safeParse(json);
  if (!row.success) return rejected('', RECORD_TEXTS.notAnObject);
  const schema = schemaOf(row.data);
  if (schema === null) return rejected('kind', unknownKind(row.data.kind));
  const parsed = schema.safeParse(row.data, { error: messageOf });
  if (parsed.success) return { ok: true, record: parsed.data };
  return {
    ok: false,
    problems: parsed.error.issues.map((issue) => ({ path: pathOf(issue.path), message: issue.message })),
  };
}

/** Ids of rows that this row says it replaces; they are not to be imported beside it. */
export function replacedRows(json: unknown): readonly string[] {
  const row = replacingRow.safeParse(json);
  return row.success ? row.data.replaces_row : [];
}

function schemaOf(row: Record<string, unknown>): z.ZodType<KnowledgeRecord> | null {
  const own = ownRow.safeParse(row);
  if (own.success) return RECORD_SCHEMAS[own.data.kind];
  return CORPUS_SHAPES.find(({ marks }) => marks.every((mark) => Object.hasOwn(row, mark)))?.schema ?? null;
}

function unknownKind(kind: unknown): string {
  return typeof kind === 'string' ? RECORD_TEXTS.unknownKind(kind, KINDS) : RECORD_TEXTS.unrecognised(KINDS);
}

function rejected(path: string, message: string): ParsedRecord {
  return { ok: false, problems: [{ path, message }] };
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((before, part) => {
    if (typeof part === 'number') return `${before}[${part}]`;
    return before === '' ? String(part) : `${before}.${String(part)}`;
  }, '');
}

const TYPE_NAMES: Readonly<Record<string, string>> = RECORD_TEXTS.types;

/** Chinese for what zod found; messages that a schema states itself are kept by zod. */
function messageOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? RECORD_TEXTS.missing
        : RECORD_TEXTS.wrongType(TYPE_NAMES[issue.expected] ?? issue.expected);
    case 'invalid_value':
      return issue.input === undefined
        ? RECORD_TEXTS.missing
        : RECORD_TEXTS.notAllowed(issue.values.map(String));
    case 'unrecognized_keys':
      return RECORD_TEXTS.unknownFields(issue.keys);
    case 'too_big':
      return RECORD_TEXTS.tooLong(Number(issue.maximum));
    case 'too_small':
      return RECORD_TEXTS.blank;
    default:
      return RECORD_TEXTS.invalid;
  }
}
