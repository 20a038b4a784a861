/** What a vocabulary entry is a name of. */
export const ENTRY_KINDS = [
  'pollutant',
  'industry',
  'process',
  'technique',
  'medium',
  'trait',
  'param',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** One canonical name with everything people write for it. */
export interface Entry {
  readonly kind: EntryKind;
  readonly name: string;
  /** Spellings found in running text. */
  readonly aliases: readonly string[];
  /** Spellings that only count when a whole field is looked up (水 as a medium). */
  readonly exact: readonly string[];
  /** Direct broader entries of the same kind: 包装印刷 → 印刷. */
  readonly broader: readonly string[];
  /** Medium (canonical) that the entry speaks for; null when it does not tell. */
  readonly media: readonly string[];
  /** process, pollutant: the industry that it gives away (鞣制 → 制革, 锰渣 → 电解锰). */
  readonly industries: readonly string[];
  /** process, industry: the pollutants that a figure without a name is taken for (喷漆 → VOCs). */
  readonly emits: readonly string[];
  /** pollutant: traits of a stream that holds it (氯苯 → 含卤). */
  readonly traits: readonly string[];
  /** pollutant: the parameter that its figure is given for (VOCs → VOCs浓度). */
  readonly param: string | null;
  /** param: canonical unit; '' = a bare number (pH). */
  readonly unit: string | null;
  /** True for words that name no particular thing (废水 as a pollutant): looked up, never reported. */
  readonly generic: boolean;
}

/**
 * One line of a table: `name | broader | spellings | facts`. A spelling with `=` before it counts only when a
 * whole field is looked up, one with `^` only in this very case; facts are `key=a,b`.
 */
export function parseTable(kind: EntryKind, table: string): Entry[] {
  return table
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => parseLine(kind, line));
}

function parseLine(kind: EntryKind, line: string): Entry {
  const [name = '', broader = '', spellings = '', facts = ''] = line.split('|').map((cell) => cell.trim());
  const fact = new Map(words(facts).map((pair): [string, string] => [before(pair), after(pair)]));
  const list = (key: string) => (fact.get(key) ?? '').split(',').filter((value) => value !== '');
  const written = words(spellings);
  const exact = written.filter((word) => word.startsWith('=')).map((word) => word.slice(1));
  const aliases = written.filter((word) => !word.startsWith('='));
  return {
    kind,
    name,
    aliases: exact.includes(name) || aliases.includes(`^${name}`) ? aliases : [name, ...aliases],
    exact,
    broader: words(broader),
    media: list('media'),
    industries: list('industries'),
    emits: list('emits'),
    traits: list('traits'),
    param: fact.get('param') ?? null,
    unit: fact.get('unit') ?? (kind === 'param' ? '' : null),
    generic: fact.has('generic'),
  };
}

function words(cell: string): string[] {
  return cell.split(/\s+/).filter((word) => word !== '');
}

function before(pair: string): string {
  return pair.split('=')[0] ?? pair;
}

function after(pair: string): string {
  return pair.slice(before(pair).length + 1);
}
