import { createHash } from 'node:crypto';
import { halfWidth } from '../../src/quantity/half-width.js';
import { ENTRY_KINDS, type Entry, type EntryKind, parseTable } from './entry.js';
import { INDUSTRIES } from './industries.js';
import { createMatcher, type Match } from './matcher.js';
import { MEDIA } from './media.js';
import { PARAMS, QUALIFIED } from './params.js';
import { POLLUTANTS } from './pollutants.js';
import { PROCESSES } from './processes.js';
import { SILENT } from './silent.js';
import { TECHNIQUES } from './techniques.js';
import { TRAITS } from './traits.js';

const TABLES: Readonly<Record<EntryKind, string>> = {
  pollutant: POLLUTANTS,
  industry: INDUSTRIES,
  process: PROCESSES,
  technique: TECHNIQUES,
  medium: MEDIA,
  trait: TRAITS,
  param: PARAMS,
};

/** How two entries of one kind stand to each other, seen from the first. */
export type Relation = 'same' | 'broader' | 'narrower' | 'near';

/** Canonical names and everything people write for them. */
export interface Vocabulary {
  /** sha256 over all tables: an index built with another vocabulary is stale. */
  readonly hash: string;
  readonly entries: readonly Entry[];
  /** Longest spellings in running text, left to right, without overlap. Linear time. */
  match(text: string): Match[];
  /** Entry of a whole field (水, 总氰, VOCs浓度(回收)), or null. */
  find(kind: EntryKind, text: string): Entry | null;
  pollutant(text: string): Entry | null;
  industry(text: string): Entry | null;
  process(text: string): Entry | null;
  technique(text: string): Entry | null;
  medium(text: string): Entry | null;
  trait(text: string): Entry | null;
  param(text: string): Entry | null;
  /** Canonical names of the entry and of all that are broader: 软包装 → 软包装, 包装印刷, 印刷. */
  lineage(entry: Entry): string[];
  /** near: different branches under one broader entry. Null when they have nothing in common. */
  relation(from: Entry, to: Entry): Relation | null;
  /** Other spellings of the entry, canonical name first, for a query or an index. */
  expand(entry: Entry): string[];
  /** Chinese spellings of two characters and more, for the dictionary of a word splitter. */
  userWords(): string[];
}

/** Reads the tables once; the result is immutable and may be shared. */
export function createVocabulary(): Vocabulary {
  const entries = ENTRY_KINDS.flatMap((kind) => parseTable(kind, TABLES[kind]));
  const byKey = index(entries);
  const find = (kind: EntryKind, text: string): Entry | null => lookUp(byKey, kind, text);
  const lineage = (entry: Entry) => climb(entry, (name) => byKey.get(key(entry.kind, name)) ?? null);
  return {
    hash: createHash('sha256')
      .update(JSON.stringify([entries, SILENT]))
      .digest('hex'),
    entries,
    match: createMatcher(entries, SILENT),
    find,
    pollutant: (text) => find('pollutant', text),
    industry: (text) => find('industry', text),
    process: (text) => find('process', text),
    technique: (text) => find('technique', text),
    medium: (text) => find('medium', text),
    trait: (text) => find('trait', text),
    param: (text) => find('param', text),
    lineage,
    relation: (from, to) => relate(from, to, lineage),
    expand: (entry) => [...new Set([entry.name, ...entry.aliases.map(spelling)])],
    userWords: () => wordsOf(entries),
  };
}

function spelling(alias: string): string {
  return alias.startsWith('^') ? alias.slice(1) : alias;
}

function key(kind: EntryKind, text: string): string {
  return `${kind}\n${halfWidth(text).trim().toLowerCase()}`;
}

function index(entries: readonly Entry[]): Map<string, Entry> {
  const map = new Map<string, Entry>();
  for (const entry of entries) {
    for (const word of [entry.name, ...entry.exact, ...entry.aliases]) {
      const own = key(entry.kind, spelling(word));
      if (!map.has(own)) map.set(own, entry);
    }
  }
  return map;
}

/** A bracket after the name (COD(一级A/O)) is tried with, then without. */
function lookUp(byKey: ReadonlyMap<string, Entry>, kind: EntryKind, text: string): Entry | null {
  const qualified = kind === 'param' ? QUALIFIED[halfWidth(text)] : undefined;
  const whole = byKey.get(key(kind, qualified ?? text));
  if (whole !== undefined) return whole;
  const bare = text.replace(/[（(][^（()）]{1,40}[)）]\s*$/, '');
  return bare === text ? null : (byKey.get(key(kind, bare)) ?? null);
}

function climb(entry: Entry, find: (name: string) => Entry | null): string[] {
  const names = new Set([entry.name]);
  const queue = [...entry.broader];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    if (names.has(name)) continue;
    names.add(name);
    queue.push(...(find(name)?.broader ?? []));
  }
  return [...names];
}

function relate(from: Entry, to: Entry, lineage: (entry: Entry) => string[]): Relation | null {
  if (from.kind !== to.kind) return null;
  if (from.name === to.name) return 'same';
  const above = lineage(from);
  const other = lineage(to);
  if (other.includes(from.name)) return 'broader';
  if (above.includes(to.name)) return 'narrower';
  return above.some((name) => other.includes(name)) ? 'near' : null;
}

function wordsOf(entries: readonly Entry[]): string[] {
  const words = entries.flatMap((entry) => [entry.name, ...entry.exact, ...entry.aliases].map(spelling));
  return [...new Set(words)].filter((word) => /^[\u4e00-\u9fff]{2,}$/.test(word)).sort();
}
