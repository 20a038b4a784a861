import { halfWidth } from '../../src/quantity/half-width.js';
import type { Entry } from './entry.js';

/** A spelling found in a text; positions are those of the text as written, end exclusive. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Every entry of this spelling, of different kinds (COD is a pollutant and a parameter). */
  readonly entries: readonly Entry[];
}

interface Node {
  readonly next: Map<string, Node>;
  readonly words: { readonly spelling: string; readonly sensitive: boolean; readonly entry: Entry | null }[];
}

/** Finds the longest spelling at each place, left to right, without overlap. */
export type Matcher = (text: string) => Match[];

/**
 * A trie over all spellings. `silent` words are found and dropped, so that 无锡 is no tin and 盐城 no salt.
 * Time is the length of the text times the longest spelling at worst.
 */
export function createMatcher(entries: readonly Entry[], silent: readonly string[]): Matcher {
  const root: Node = { next: new Map(), words: [] };
  for (const entry of entries) for (const alias of entry.aliases) insert(root, alias, entry);
  for (const word of silent) insert(root, word, null);
  return (text) => {
    const plain = halfWidth(text);
    const matches: Match[] = [];
    for (let at = 0; at < plain.length; ) {
      const found = longestAt(root, plain, at);
      if (found !== null && found.entries.length > 0) {
        matches.push({ ...found, start: at, text: text.slice(at, found.end) });
      }
      at = found === null ? at + 1 : found.end;
    }
    return matches;
  };
}

function insert(root: Node, alias: string, entry: Entry | null): void {
  const sensitive = alias.startsWith('^');
  const spelling = halfWidth(sensitive ? alias.slice(1) : alias);
  let node = root;
  for (const char of spelling.toLowerCase()) {
    const next = node.next.get(char) ?? { next: new Map(), words: [] };
    node.next.set(char, next);
    node = next;
  }
  node.words.push({ spelling, sensitive, entry });
}

function longestAt(root: Node, plain: string, at: number): { end: number; entries: Entry[] } | null {
  let node: Node | undefined = root;
  let best: { end: number; entries: Entry[] } | null = null;
  for (let end = at; end < plain.length; ) {
    const char: string = (plain[end] ?? '').toLowerCase();
    node = node.next.get(char);
    if (node === undefined) break;
    end++;
    if (node.words.length === 0 || !bounded(plain, at, end)) continue;
    const written = plain.slice(at, end);
    const words = node.words.filter((word) => !word.sensitive || word.spelling === written);
    if (words.length > 0)
      best = { end, entries: words.flatMap((word) => (word.entry === null ? [] : [word.entry])) };
  }
  return best;
}

/** A Latin spelling must not be part of a longer Latin word; CO is not in COD, PM10 not in PM100. */
function bounded(plain: string, start: number, end: number): boolean {
  return (
    !runsOn(plain[start - 1], plain[start], /[A-Za-z]/) &&
    !runsOn(plain[end - 1], plain[end], /[A-Za-z]/) &&
    (!runsOn(plain[end - 1], plain[end], /\d/) || isFormula(plain, start, end))
  );
}

function runsOn(left: string | undefined, right: string | undefined, kind: RegExp): boolean {
  return left !== undefined && right !== undefined && kind.test(left) && kind.test(right);
}

/** A formula with one digit may be followed by a figure without a space: SO22800 is SO2 at 2800. */
function isFormula(plain: string, start: number, end: number): boolean {
  return /^[A-Za-z]{1,3}\d$/.test(plain.slice(start, end)) && /^\d{2}/.test(plain.slice(end, end + 2));
}
