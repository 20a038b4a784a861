import type { TurnResult } from '../../knowledge/answer/turn-result.js';
import { isAccepted } from './accepted.js';
import { type EvalItem, LABELS, type Label } from './items.js';

export interface Measured {
  readonly item: EvalItem;
  readonly result: TurnResult;
}

/** Shares are 0–1, or null where nothing counts. Definitions: results.md, "eval". */
export interface EvalReport {
  items: number;
  recallAt1: number | null;
  recallAt3: number | null;
  recallAt5: number | null;
  mrr: number | null;
  /** Number of (item, id) pairs with a forbidden id among the suggestions. */
  misfitViolations: number;
  actionAccuracy: number | null;
  perLabel: Partial<Record<Label, { n: number; recall: number }>>;
  citationCoverage: number | null;
  /** Milliseconds, warm, nearest rank. */
  msP50: number | null;
  msP99: number | null;
}

const MRR_DEPTH = 10;

export function measure(turns: readonly Measured[]): EvalReport {
  const withGold = turns.filter(({ item }) => goldOf(item).length > 0);
  const judged = turns.flatMap((turn) => {
    const accepted = isAccepted(turn.item, turn.result);
    return accepted === null ? [] : [{ label: turn.item.label, accepted }];
  });
  const ms = turns.map(({ result }) => result.ms);
  return {
    items: turns.length,
    recallAt1: mean(withGold.map((turn) => recallAt(turn, 1))),
    recallAt3: mean(withGold.map((turn) => recallAt(turn, 3))),
    recallAt5: mean(withGold.map((turn) => recallAt(turn, 5))),
    mrr: mean(withGold.map(reciprocalRank)),
    misfitViolations: turns.reduce((sum, turn) => sum + misfits(turn).length, 0),
    actionAccuracy: mean(judged.map(({ accepted }) => Number(accepted))),
    perLabel: perLabel(judged),
    citationCoverage: mean(
      turns.flatMap(({ result }) => result.claims.map((claim) => Number(resolves(claim, result)))),
    ),
    msP50: nearestRank(ms, 0.5),
    msP99: nearestRank(ms, 0.99),
  };
}

/** Forbidden technologies that were suggested. */
export function misfits({ item, result }: Measured): string[] {
  const suggested = new Set(result.technologies.map(({ id }) => id));
  return (item.must_not_recommend ?? []).filter((id) => suggested.has(id));
}

/** |gold ∩ first K of ranked| ÷ min(K, |gold|) */
export function recallAt({ item, result }: Measured, k: number): number {
  const gold = goldOf(item);
  const first = new Set(result.ranked.slice(0, k));
  return gold.filter((id) => first.has(id)).length / Math.min(k, gold.length);
}

function reciprocalRank({ item, result }: Measured): number {
  const gold = new Set(goldOf(item));
  const rank = result.ranked.slice(0, MRR_DEPTH).findIndex((id) => gold.has(id)) + 1;
  return rank === 0 ? 0 : 1 / rank;
}

function goldOf(item: EvalItem): readonly string[] {
  return item.gold ?? [];
}

/** A claim counts as covered when it has keys and every one of them is a citation of the result. */
function resolves(claim: TurnResult['claims'][number], result: TurnResult): boolean {
  const known = new Set(result.citations.map(({ key }) => key));
  return claim.citations.length > 0 && claim.citations.every((key) => known.has(key));
}

function perLabel(
  judged: readonly { label: Label | undefined; accepted: boolean }[],
): EvalReport['perLabel'] {
  const report: EvalReport['perLabel'] = {};
  for (const label of LABELS) {
    const ofLabel = judged.filter((row) => row.label === label);
    const recall = mean(ofLabel.map(({ accepted }) => Number(accepted)));
    if (recall !== null) report[label] = { n: ofLabel.length, recall };
  }
  return report;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The value at the nearest rank of the given share; null for no values. */
export function nearestRank(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
