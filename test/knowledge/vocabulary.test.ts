import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EntryKind } from '../../knowledge/vocabulary/entry.js';
import { createVocabulary } from '../../knowledge/vocabulary/vocabulary.js';
import { projectRoot } from '../../src/project.js';

const vocabulary = createVocabulary();
const CORPUS = join(projectRoot(), '../shared/corpus');

interface Row {
  readonly medium?: string;
  readonly pollutants?: readonly string[];
  readonly industries?: readonly string[];
  readonly applicability?: { readonly ranges: readonly { readonly param: string; readonly role: string }[] };
}

function rows(file: string): Row[] {
  const text = readFileSync(join(CORPUS, file), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line): Row => JSON.parse(line));
}

describe('the tables', () => {
  const spellings = vocabulary.entries.flatMap((entry) =>
    [entry.name, ...entry.exact, ...entry.aliases].map((word) => ({
      entry,
      word: word.replace('^', '').toLowerCase(),
    })),
  );

  it('give no spelling to two entries of one kind', () => {
    const owners = new Map<string, string>();
    const shared = spellings.filter(({ entry, word }) => {
      const key = `${entry.kind} ${word}`;
      const owner = owners.get(key) ?? entry.name;
      owners.set(key, owner);
      return owner !== entry.name;
    });
    expect(shared.map(({ entry, word }) => `${entry.kind} ${word}`)).toEqual([]);
  });

  it('name only entries that there are', () => {
    const named = (kind: EntryKind, names: readonly string[]) =>
      names.filter((name) => vocabulary.find(kind, name)?.name !== name);
    const unknown = vocabulary.entries.flatMap((entry) => [
      ...named(entry.kind, entry.broader),
      ...named('medium', entry.media),
      ...named('industry', entry.industries),
      ...named('trait', entry.traits),
      ...named('pollutant', entry.emits),
      ...named('param', entry.param === null ? [] : [entry.param]),
    ]);
    expect(unknown).toEqual([]);
  });

  it('have a hash of their content, the same each time', () => {
    expect(vocabulary.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(createVocabulary().hash).toBe(vocabulary.hash);
  });
});

describe.skipIf(!existsSync(CORPUS))('the corpus (needs ../shared/corpus)', () => {
  it('has no pollutant, industry, medium or inlet parameter without an entry', () => {
    const unknown = rows('technologies.jsonl').flatMap((row) => [
      ...(row.pollutants ?? []).filter((name) => vocabulary.pollutant(name) === null),
      ...(row.industries ?? []).filter((name) => vocabulary.industry(name) === null),
      ...[row.medium ?? ''].filter((name) => vocabulary.medium(name) === null),
      ...(row.applicability?.ranges ?? [])
        .filter((range) => range.role === 'inlet' && vocabulary.param(range.param) === null)
        .map((range) => range.param),
    ]);
    expect(unknown).toEqual([]);
  });

  it('has no industry of a standard without an entry', () => {
    const names = rows('standards2.jsonl').flatMap((row) => row.industries ?? []);
    expect(names.filter((name) => vocabulary.industry(name) === null)).toEqual([]);
  });
});

describe('the matcher', () => {
  const names = (text: string, kind: EntryKind) =>
    vocabulary
      .match(text)
      .flatMap((match) => match.entries.filter((one) => one.kind === kind).map((one) => one.name));

  it('takes the longest spelling, and a Latin one only as a whole word', () => {
    expect(names('COD和六价铬', 'pollutant')).toEqual(['COD', '六价铬']);
    expect(names('CO2减排', 'pollutant')).toEqual(['CO2']);
    expect(names('RTOX', 'technique')).toEqual([]);
    expect(names('上rto', 'technique')).toEqual(['RTO']);
  });

  it('reads full-width letters and subscripts, and leaves place names alone', () => {
    expect(names('ＳＯ₂超标', 'pollutant')).toEqual(['SO2']);
    expect(names('无锡的盐酸银行', 'pollutant')).toEqual([]);
  });

  it('gives positions of the text as written', () => {
    const text = '😀家具厂的ＶＯＣｓ';
    for (const match of vocabulary.match(text)) expect(text.slice(match.start, match.end)).toBe(match.text);
    expect(names(text, 'industry')).toEqual(['家具制造']);
  });

  it('knows slang of the trade', () => {
    const slang: [string, EntryKind, string][] = [
      ['烟包', 'industry', '包装印刷'],
      ['翻砂厂', 'industry', '铸造'],
      ['电路板', 'industry', '印制电路板'],
      ['打磨粉尘', 'pollutant', '颗粒物'],
      ['次钠', 'technique', '折点加氯'],
      ['转轮', 'technique', '沸石转轮'],
      ['待宰圈', 'process', '待宰'],
      ['湿气重', 'trait', '高湿'],
    ];
    for (const [word, kind, name] of slang) expect(vocabulary.find(kind, word)?.name, word).toBe(name);
  });
});

describe('relations', () => {
  const relation = (kind: EntryKind, from: string, to: string) => {
    const [first, second] = [vocabulary.find(kind, from), vocabulary.find(kind, to)];
    return first === null || second === null ? 'unknown name' : vocabulary.relation(first, second);
  };

  it('tell broader from narrower and near', () => {
    expect(relation('industry', '软包装', '包装印刷')).toBe('narrower');
    expect(relation('industry', '家具制造', '金属家具')).toBe('broader');
    expect(relation('industry', '软包装', '印铁制罐')).toBe('near');
    expect(relation('industry', '软包装', '电镀')).toBeNull();
    expect(relation('technique', 'CO炉', '催化燃烧')).toBe('same');
  });

  it('split a bracket off a parameter', () => {
    expect(vocabulary.param('VOCs浓度(回收)')?.name).toBe('VOCs浓度');
    expect(vocabulary.param('总氰(窑尾投加)')?.name).toBe('固体总氰');
    expect(vocabulary.param('入口温度')?.name).toBe(vocabulary.param('烟温')?.name);
  });

  it('give a word splitter Chinese words of two characters and more', () => {
    const words = vocabulary.userWords();
    expect(words).toContain('沸石转轮');
    expect(words.every((word) => /^[\u4e00-\u9fff]{2,}$/.test(word))).toBe(true);
  });
});
