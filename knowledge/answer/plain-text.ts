import type { AnswerItem, AnswerLine, AnswerSection } from './answer.js';
import { consult, LABEL } from './texts.js';
import type { Citation } from './turn-result.js';

/** The whole answer as plain text: conclusion, sections, sources, notice. No mark-up, so that any channel can carry it. */
export function plainText(
  conclusion: AnswerLine,
  sections: readonly AnswerSection[],
  notice: string | null,
  citations: readonly Citation[],
): string {
  const blocks = [withMarks(conclusion), ...sections.map(sectionText)];
  if (citations.length > 0) blocks.push([`${LABEL.source}：`, ...citations.map(sourceText)].join('\n'));
  if (notice !== null) blocks.push(notice);
  return blocks.join('\n\n');
}

function sectionText(section: AnswerSection): string {
  const items = section.items.map((item, index) => itemText(item, index + 1));
  return [...(section.title === null ? [] : [`【${section.title}】`]), ...items].join('\n');
}

function itemText(item: AnswerItem, number: number): string {
  if (item.title === null) return item.lines.map(lineText).join('\n');
  const badge = item.badge === null ? '' : `（${item.badge}）`;
  return [`${number}. ${item.title}${badge}`, ...item.lines.map((line) => `   ${lineText(line)}`)].join('\n');
}

function lineText(line: AnswerLine): string {
  return line.label === null ? withMarks(line) : `${line.label}：${withMarks(line)}`;
}

/** The line's text with its citation marks: 可优先考虑…[1][2] */
export function withMarks(line: AnswerLine): string {
  return line.text + line.citations.map((key) => `[${key}]`).join('');
}

function sourceText(citation: Citation): string {
  return `[${citation.key}] ${consult.sourceLine(citation.title, citation.number, citation.clause, citation.date)} ${citation.url}`;
}
