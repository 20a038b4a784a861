import { isAccepted } from './accepted.js';
import { itemText } from './items.js';
import { type EvalReport, type Measured, misfits, recallAt } from './measures.js';

/** A table for people; `--json` prints the report itself. */
export function reportText(report: EvalReport, turns: readonly Measured[]): string {
  const share = (value: number | null) => (value === null ? '—' : value.toFixed(3));
  return [
    `items ${report.items}`,
    `recall@1 ${share(report.recallAt1)}  @3 ${share(report.recallAt3)}  @5 ${share(report.recallAt5)}  mrr ${share(report.mrr)}`,
    `misfitViolations ${report.misfitViolations}  citationCoverage ${share(report.citationCoverage)}`,
    `actionAccuracy ${share(report.actionAccuracy)}`,
    ...Object.entries(report.perLabel).map(
      ([label, { n, recall }]) => `  ${label} n=${n} recall ${share(recall)}`,
    ),
    `ms p50 ${report.msP50 ?? '—'}  p99 ${report.msP99 ?? '—'}`,
    ...turns.filter(isWrong).map(wrongLine),
  ].join('\n');
}

function isWrong(turn: Measured): boolean {
  const missed = (turn.item.gold?.length ?? 0) > 0 && recallAt(turn, 5) < 1;
  return missed || misfits(turn).length > 0 || isAccepted(turn.item, turn.result) === false;
}

function wrongLine({ item, result }: Measured): string {
  const action = [result.action, result.redirect ?? result.reason].filter((part) => part !== null).join(':');
  const wanted =
    item.acceptable_actions ?? item.acceptable_labels ?? (item.label === undefined ? [] : [item.label]);
  const gold = item.gold === undefined || item.gold.length === 0 ? '' : ` gold ${item.gold.join(',')}`;
  const ranked = gold === '' ? '' : ` ranked ${result.ranked.slice(0, 5).join(',')}`;
  const shown = result.technologies.map(({ id }) => id).join(',');
  return `✗ ${item.id} ${itemText(item)} | ${action} [${result.inquiry.intent}] want ${wanted.join('|')}${gold}${ranked} shown ${shown}`;
}
