import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPolicyText } from '../../knowledge/records/policy-text.js';
import { parseRecord, replacedRows } from '../../knowledge/records/schema.js';
import { readJsonLines, readStarter } from './starter-files.js';

const CORPUS = '../shared/corpus';
const absent = !existsSync(CORPUS);
const why = absent ? ' (skipped: ../shared/corpus is not there)' : '';

type Row = Record<string, unknown>;
type TechnologyRow = Row & { id: string; applicability: Row; source: Row };
type StandardRow = Row & { id: string; limits: object[]; source: Row };
type ReferringRow = Row & { technologies?: string[]; order?: { ids: string[] }[] };

function recordsOf(rows: readonly unknown[]): unknown[] {
  return rows.map((row) => {
    const parsed = parseRecord(row);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.record;
  });
}

const corpusFile = (name: string) => readJsonLines(`${CORPUS}/${name}.jsonl`);
const starterOf = (kind: string) => readStarter().filter((row) => row.kind === kind);

describe.skipIf(absent)(`the shipped knowledge beside the corpus${why}`, () => {
  it('has all 286 technologies, field for field', () => {
    const corpus = corpusFile('technologies');
    const shipped = new Map(starterOf('technology').map((row) => [row.id, row]));
    expect(corpus).toHaveLength(286);
    expect(shipped.size).toBe(286);
    for (const row of corpus as TechnologyRow[]) {
      expect(shipped.get(row.id)).toMatchObject({
        title: row.name,
        domain: row.domain,
        medium: row.medium,
        pollutants: row.pollutants,
        industries: row.industries,
        processRoute: row.process_route,
        indicators: row.indicators,
        features: row.features ?? null,
        maturity: row.maturity,
        applicability: {
          text: row.applicability.text,
          ranges: row.applicability.ranges,
          notApplicable: row.applicability.not_applicable ?? null,
        },
        source: {
          title: row.source.title,
          issuer: row.source.issuer,
          number: row.source.number || null,
          date: row.source.date || null,
          edition: row.source.edition || null,
          clause: row.source.clause,
          url: row.source.url,
          kind: row.source.kind,
          grade: row.source.grade,
          excerptComplete: row.source.excerpt_complete,
        },
      });
    }
  });

  it('has every limit of both files and none of the replaced rows', () => {
    const rows = [...corpusFile('standards'), ...corpusFile('standards2')] as StandardRow[];
    const replaced = new Set(rows.flatMap(replacedRows));
    expect([...replaced].sort()).toEqual(['S055', 'S056', 'S057', 'S058', 'S059', 'S060']);
    const shipped = new Map(starterOf('standard').map((row) => [row.id, row]));
    expect(shipped.size).toBe(60 + 108 - 6);
    for (const row of rows) {
      const record = shipped.get(row.id);
      if (replaced.has(row.id)) {
        expect(record).toBeUndefined();
        continue;
      }
      expect(record?.limits).toEqual(row.limits.map((limit: object) => ({ condition: null, ...limit })));
      expect(record).toMatchObject({
        number: row.number,
        title: row.title,
        standing: row.standing ?? null,
        source: {
          verified: row.source.verified,
          clause: row.clause || null,
          url: row.source.url,
          grade: 'A',
        },
      });
    }
    expect(rows.flatMap((row) => row.limits)).toHaveLength(107 + 2160);
  });

  it.each([
    ['case', 'cases'],
    ['unit', 'units'],
    ['standing', 'standing'],
    ['standard_order', 'standards-order'],
    ['technology', 'technologies'],
  ])('is what the reader of %s rows makes of %s.jsonl', (kind, file) => {
    expect(starterOf(kind)).toEqual(recordsOf(corpusFile(file)));
  });

  it('has every section of the plan, word for word', () => {
    const markdown = readFileSync(`${CORPUS}/policy-plan.md`, 'utf8');
    const sections = readPolicyText(markdown, 'policy-plan') ?? [];
    expect(starterOf('policy')).toEqual(sections.map(({ record }) => record));
    const kept = sections.map(({ record }) => record.text).join('\n');
    const body = markdown.split('\n').filter((line) => line.trim() !== '' && !/^[#>]/.test(line));
    for (const line of body) expect(kept).toContain(line);
  });

  it('keeps what a standard or a case says about its own limits of use', () => {
    const starter = new Map(readStarter().map((row) => [row.id, row]));
    expect(starter.get('S014')).toMatchObject({ level: 'local', region: '440000' });
    expect(starter.get('C0011')?.evidence).toContain('含反面结论');
    expect(starter.get('ST001')).toMatchObject({
      source: { grade: 'draft', stage: expect.stringContaining('征求意见稿') },
    });
    expect(starter.get('policy-plan-R')).toMatchObject({ source: { excerptComplete: false } });
  });

  it('holds no question of the development sets', () => {
    const everything = JSON.stringify(readStarter());
    const questions = [...corpusFile('questions-dev'), ...corpusFile('retrieval-dev')] as Record<
      string,
      unknown
    >[];
    expect(questions).toHaveLength(80);
    for (const { query, text, question } of questions) {
      const asked = query ?? text ?? question;
      expect(typeof asked).toBe('string');
      expect(everything).not.toContain(asked);
    }
  });

  it('refers to records that exist', () => {
    const starter: ReferringRow[] = readStarter();
    const ids = new Set(starter.map((row) => row.id));
    expect(ids.size).toBe(starter.length);
    const named = starter.flatMap((row) => [
      ...(row.technologies ?? []),
      ...(row.order ?? []).flatMap((step) => step.ids),
    ]);
    expect(named.length).toBeGreaterThan(150);
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });
});
