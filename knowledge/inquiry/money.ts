import type { Figure } from '../../src/quantity/figure.js';
import { unitOf } from '../../src/quantity/units.js';

/** Money is what the figure after these is about, with at most a few words between. */
const MONEY_BEFORE =
  /(?:(?:预算|投资|资金|费用|成本|造价)([^，。；,;、！!？?\n\d]{0,8})|(?<![棉开烟火鲜])花(?:费|掉)?了?个?(?:不到|大概|大约|差不多|最多|至少|上)?)$/;
/** 投资建设年产50万片: goods. */
const GOODS_BETWEEN = /[年月日]产|产能|[量度]/;
const GOODS_AFTER = /^\s?(?:多|余|来)?[片件台套个支根双箱瓶盒条辆枚张]/;
const SCALED = /[千万亿wW]/;
const TEN_THOUSAND = 10_000;
const REACH = 18;

/**
 * 预算50万 without 元: an amount in yuan where money is spoken of, so that it is 50 万元 and not 500 000. A small bare figure
 * (预算50) stays as it is; what a budget is given in then completes it. Null where the figure is no such amount.
 */
export function asMoney(text: string, figure: Figure): Figure | null {
  const { unit, start, end, min, max, raw } = figure;
  if (unit !== null || !(SCALED.test(raw) || (max ?? min ?? 0) >= TEN_THOUSAND)) return null;
  const before = MONEY_BEFORE.exec(text.slice(Math.max(0, start - REACH), start));
  if (before === null || GOODS_BETWEEN.test(before[1] ?? '') || GOODS_AFTER.test(text.slice(end, end + 3)))
    return null;
  return { ...figure, unit: unitOf('元') };
}
