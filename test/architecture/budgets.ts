import ts from 'typescript';
import { BUDGETS } from './rules.js';
import { type Source, walk } from './sources.js';

/** What is over the budgets of size; a median and a percentile are of all the files together. */
export function budgetBreaches(sources: readonly Source[]): string[] {
  const tooLong = sources
    .filter(({ lines }) => lines > BUDGETS.fileLines)
    .map(({ path, lines }) => `file-lines: ${path} has ${lines}`);
  const median = percentile(
    sources.map(({ lines }) => lines),
    0.5,
  );
  const p90 = percentile(sources.flatMap(functionLines), 0.9);
  if (median > BUDGETS.medianFileLines) tooLong.push(`median-file-lines: ${median}`);
  if (p90 > BUDGETS.functionLinesP90) tooLong.push(`function-lines-p90: ${p90}`);
  return tooLong;
}

/** Lines of each function with a body of its own, the functions inside it included. */
function functionLines(source: Source): number[] {
  const lines: number[] = [];
  walk(source, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return;
    const lineOf = (position: number) => source.tree.getLineAndCharacterOfPosition(position).line;
    lines.push(lineOf(node.getEnd()) - lineOf(node.getStart()) + 1);
  });
  return lines;
}

/** Nearest rank. */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
