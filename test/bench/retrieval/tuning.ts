import type { Hit } from '../../../knowledge/search/hit.js';
import { weightedScore } from '../../../knowledge/search/ranking.js';
import { SEARCH_WEIGHTS, type SearchWeights } from '../../../knowledge/search/weights.js';
import { folds, mean, type Relevance, relevance } from './statistics.js';

/** A question with gold, and what the lists have found for it, without what does not apply. */
export interface Judged {
  readonly gold: readonly string[];
  readonly hits: readonly Hit[];
}

const GRID: { readonly [W in keyof SearchWeights]?: readonly number[] } = {
  k: [3, 5, 10, 20, 40],
  words: [0.25, 0.5, 1],
  bigrams: [0.25, 0.5, 1],
  industry: [0, 0.1, 0.2, 0.3, 0.4, 0.5],
  impliedIndustry: [0, 0.05, 0.1, 0.2],
  otherIndustry: [-0.5, -0.4, -0.3, -0.2, -0.1, 0],
  otherMedium: [-0.5, -0.3, -0.2, -0.1, 0],
  pollutant: [0, 0.05, 0.1, 0.2, 0.3],
  process: [0, 0.05, 0.1, 0.2, 0.3],
  technique: [0, 0.05, 0.1, 0.2, 0.3],
};

/** Ids in the order that these weights give. */
export function order({ hits }: Judged, weights: SearchWeights): string[] {
  const scored = hits.map((hit) => ({ id: hit.id, score: weightedScore(hit, weights) }));
  scored.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  return scored.map(({ id }) => id);
}

/** Mean of recall@3 and mrr: early enough to be shown, and the right one first. */
function objective(items: readonly Judged[], weights: SearchWeights): number {
  return mean(
    items.map((item) => {
      const { recallAt3, mrr } = relevance(order(item, weights), item.gold);
      return (recallAt3 + mrr) / 2;
    }),
  );
}

/** Better by less than this is noise, and the value in use stays. */
const WORTH_A_CHANGE = 0.002;

/** Coordinate search from the weights in use, two rounds over the grid. */
export function tune(items: readonly Judged[]): SearchWeights {
  let best = SEARCH_WEIGHTS;
  let reached = objective(items, best);
  for (let round = 0; round < 2; round++) {
    for (const name of Object.keys(GRID).filter(isWeight)) {
      for (const value of GRID[name] ?? []) {
        const tried = { ...best, [name]: value };
        const now = objective(items, tried);
        if (now > reached + WORTH_A_CHANGE) [best, reached] = [tried, now];
      }
    }
  }
  return best;
}

function isWeight(name: string): name is keyof SearchWeights {
  return Object.hasOwn(SEARCH_WEIGHTS, name);
}

/** Every item judged with weights that were tuned without it. */
export function crossValidate(items: readonly Judged[], count: number): Relevance[] {
  return folds(items.length, count).flatMap((held) => {
    const weights = tune(items.filter((_, i) => !held.includes(i)));
    return held.flatMap((i) => {
      const item = items[i];
      return item === undefined ? [] : [relevance(order(item, weights), item.gold)];
    });
  });
}
