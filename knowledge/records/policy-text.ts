import type { PolicyRecord, Source } from './record.js';

/** One section of a policy text, with the line on which its heading stands. */
export interface PolicySection {
  readonly line: number;
  readonly record: PolicyRecord;
}

const HEADING = /^(?<marks>#{2,3}) \[(?<section>[0-9A-Z.]+)\] (?<heading>.+)$/;
/** `> 文号：…；发文：…；成文 2021-06-29` under the title. */
const IMPRINT = /文号：(?<number>[^；]+)；发文：(?<issuer>[^；]+)；成文 (?<date>\d{4}-\d{2}-\d{2})/;

interface OpenSection {
  readonly line: number;
  readonly section: string;
  readonly heading: string;
  readonly parent: string | null;
  readonly body: string[];
}

/**
 * Splits a policy kept as Markdown (`# title`, `> 文号：…；发文：…；成文 …`, `## [3] 三、…`, `### [3.2] (二)…`)
 * into one record per section, with the ids
 * `idPrefix-section`. A heading with nothing under it is no record: it lives on in the titles of
 * its subsections. Null when title or imprint is missing: then the text is not of this form.
 */
export function readPolicyText(markdown: string, idPrefix: string): PolicySection[] | null {
  const lines = markdown.replace(/^\uFEFF/, '').split(/\r?\n/);
  const title = lines.find((line) => line.startsWith('# '))?.slice(2);
  const imprint = lines.map((line) => IMPRINT.exec(line)?.groups).find((found) => found !== undefined);
  if (title === undefined || imprint === undefined) return null;
  const head = {
    title,
    number: imprint.number ?? null,
    issuer: imprint.issuer ?? null,
    date: imprint.date ?? null,
  };
  return sectionsOf(lines)
    .filter(({ body }) => body.join('').trim() !== '')
    .map((section) => ({ line: section.line, record: recordOf(section, head, idPrefix) }));
}

function sectionsOf(lines: readonly string[]): OpenSection[] {
  const sections: OpenSection[] = [];
  let chapter: string | null = null;
  lines.forEach((line, index) => {
    const { marks, section, heading } = HEADING.exec(line)?.groups ?? {};
    if (section === undefined || heading === undefined) {
      sections.at(-1)?.body.push(line);
      return;
    }
    if (marks === '##') chapter = heading;
    sections.push({ line: index + 1, section, heading, parent: marks === '##' ? null : chapter, body: [] });
  });
  return sections;
}

function recordOf(
  open: OpenSection,
  head: Pick<Source, 'title' | 'number' | 'issuer' | 'date'>,
  idPrefix: string,
): PolicyRecord {
  const heading = open.heading.replace(/（仅题名，正文未收录）$/, '');
  return {
    id: `${idPrefix}-${open.section}`,
    kind: 'policy',
    title: open.parent === null ? open.heading : `${open.parent} ${open.heading}`,
    section: open.section,
    text: open.body.join('\n').trim(),
    source: {
      ...head,
      edition: null,
      clause: open.parent === null ? heading : `${open.parent}${open.heading}`,
      page: null,
      url: null,
      kind: '政策文件',
      grade: 'A',
      stage: null,
      verified: null,
      // A heading may say itself that only titles were taken over.
      excerptComplete: heading === open.heading,
    },
  };
}
