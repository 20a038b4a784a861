import { PRECISION_SLOTS, type PrecisionSlot } from '../../src/demand/profile.js';
import { findRegion } from '../../src/region/mention.js';

/** 不知道 and the like: an answer, not a text to keep. */
const SKIP =
  /^(?:[我你]?们?(?:也|都|还|暂时|目前)?(?:不知道|不清楚|不太清楚|不了解|说不清楚?|说不准|不确定|没数|忘了)|(?:先|都)?(?:跳过|略过?|不填|不说|不用填|不留了?|不想留)|没有|没|无|暂无|下一(?:个|步|题))[了啊呢吧哦的嘛呀]*[。.!！~～ ]*$/;

export function isSkip(text: string): boolean {
  return SKIP.test(text.trim());
}

const YES =
  /^(?:可以|行|好|好的|是|是的|对|同意|愿意|能|嗯+|没问题|确认|确认提交|提交|确定|ok|yes|看吧|可以看|给看?)[了啊呢吧哦的嘛呀]*[。.!！~～ ]*$/i;
const NO =
  /^(?:不|不行|不可以|不用|不要|不能|不同意|不愿意|不给|不给看|不用给|否|别|no|算了|不方便)[了啊呢吧哦的嘛呀]*[。.!！~～ ]*$/i;

/** A plain yes or no; null for anything else. */
export function yesOrNo(text: string): boolean | null {
  if (NO.test(text.trim())) return false;
  return YES.test(text.trim()) ? true : null;
}

/** What tells to which slot a piece of an answer belongs. */
const MARKS: Readonly<Partial<Record<PrecisionSlot, RegExp>>> = {
  time: /(?:今|去|前|明|上|本|这|下)(?:年|个?月|周|星期)|[昨今前明后]天|\d{1,2}\s*[月号]|\d{4}\s*年|年[初底前内中]|月[初底前内中]|春节|[春夏秋冬]天|雨季|旺季|夜里|晚上|凌晨|白天|一直|长期|最近|近期|以来|开始|尽快|验收前|时间|什么时候/,
  place: /[省市区县镇乡村](?!面|场)|街道|开发区|工业园|园区|地方|地点|哪里/,
  subject:
    /行业|工序|车间|生产线|废水|废气|粉尘|噪声|污泥|固废|风量|水量|浓度|每小时|每天|\d\s*(?:mg|毫克|方|m3|m³|吨|t\/)/i,
  measure:
    /达标|降到|降至|以下|以内|低于|回用|减量|目标|效果|预算|费用|成本|便宜|万元|场地|占地|不想|不要|不外排|希望|想要|限制|要求/,
};

/** Whether a piece of text sounds as if it were about the slot. */
export function soundsLike(slot: PrecisionSlot, text: string): boolean {
  if (slot === 'place' && findRegion(text) !== null) return true;
  return MARKS[slot]?.test(text) ?? false;
}

export interface SharedOut {
  /** The pieces of the text by slot; together they are the whole text, but for what only says 不知道. */
  readonly said: Readonly<Partial<Record<PrecisionSlot, string>>>;
  readonly unknown: readonly PrecisionSlot[];
}

/** Numbered answers, as the questions were numbered: 1. … 2. … */
const NUMBERED = /^\s*[1１一①][.、．)）:：]\s*(.+?)[\s，,；;。]*[2２二②][.、．)）:：]\s*(.+)$/s;

/**
 * One message that answers the slots that were asked for. A single slot takes all of it; of several each takes the
 * pieces that sound like it, and what sounds like none goes to the first that has nothing yet, else to the last taken.
 */
export function shareOut(text: string, asked: readonly PrecisionSlot[]): SharedOut {
  const [only, second] = asked;
  if (only === undefined || isSkip(text)) return { said: {}, unknown: asked };
  if (second === undefined) return { said: { [only]: text }, unknown: [] };
  const numbered = NUMBERED.exec(text);
  if (numbered !== null) {
    const [, one = '', two = ''] = numbered;
    return collect([
      [only, one],
      [second, two],
    ]);
  }
  const pairs: [PrecisionSlot, string][] = [];
  for (const piece of piecesOf(text)) pairs.push([slotOf(piece, asked, pairs), piece]);
  return collect(pairs);
}

function slotOf(
  piece: string,
  asked: readonly PrecisionSlot[],
  before: readonly (readonly [PrecisionSlot, string])[],
): PrecisionSlot {
  const alike = asked.filter((slot) => soundsLike(slot, piece));
  const free = asked.find((slot) => !before.some(([taken]) => taken === slot));
  const [first] = alike.length === 1 ? alike : [];
  return first ?? free ?? before.at(-1)?.[0] ?? PRECISION_SLOTS[0];
}

/** Pieces with the signs that end them, so that putting them together gives the text again. */
function piecesOf(text: string): readonly string[] {
  return text.match(/[^，,。；;\n]*[，,。；;\n]*/g)?.filter((piece) => piece.trim() !== '') ?? [text];
}

function collect(pairs: readonly (readonly [PrecisionSlot, string])[]): SharedOut {
  const said: Partial<Record<PrecisionSlot, string>> = {};
  const unknown: PrecisionSlot[] = [];
  for (const [slot, piece] of pairs) {
    if (isSkip(piece.replace(/[，,。；;\s]+$/, ''))) unknown.push(slot);
    else said[slot] = (said[slot] ?? '') + piece;
  }
  const kept = Object.entries(said).map(([slot, words]) => [
    slot,
    words.replace(/[，,；;、\s]+$/, '').trim(),
  ]);
  return {
    said: Object.fromEntries(kept),
    unknown: unknown.filter((slot) => said[slot] === undefined),
  };
}
