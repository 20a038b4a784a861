import type { Entities } from './entities.js';
import type { Intent } from './inquiry.js';
import {
  ABOUT_MODE,
  ASKS,
  COMMANDS,
  ELSEWHERE,
  MODES,
  POLICY_ASKED,
  type Signal,
  SMALL,
  STANDARD_ASKED,
} from './signals.js';
import type { Voice } from './voice.js';

export interface Reading {
  readonly intent: Intent;
  readonly otherMode: string | null;
  readonly offTopic: boolean;
}

export interface Seen {
  readonly text: string;
  readonly voice: Voice;
  readonly entities: Entities;
  readonly standardNumbers: readonly string[];
  readonly complaint: readonly string[];
  readonly emergency: readonly string[];
}

/** A technique, a process or equipment is wanted, however the standard or the permit is mentioned beside it. */
const METHOD_ASKED =
  /用(?:什么|啥|哪种|哪些)|上(?:什么|啥|哪)|什么(?:工艺|技术|设备|装置|方法)|哪(?:种|些)(?:工艺|技术|设备)|(?:怎么|怎样|如何|咋)(?:治理|治|除|脱|去除|净化|降|减|改(?!名)|整改|处理|达标|提标|做到|控制)|有(?:什么|哪些|没有|啥)[^，。；]{0,6}(?:技术|工艺|办法|方案|做法)|工艺(?:选择|路线|推荐)|技术路线|推荐[^，。；]{0,6}(?:工艺|技术|设备|方案)|提标改造|治理方案|处理方案/;
/** A question about a rule, whatever nuisance is told beside it. */
const RULES =
  /多少|几类|几级|标准|限值|环评|手续|许可|备案|规定|政策|法规|公示|合格|距离|要不要|是否|需要|调查|能查|资金|补贴|办法|依据/;
const CHOICE = /还是|或者?|和|与|跟|、|哪/;

/** What the text wants. Order is priority: danger, complaint, commands, modes, the kinds of question, consultation. */
export function readIntent(seen: Seen): Reading {
  const { text } = seen;
  const none = { otherMode: null, offTopic: false };
  if (seen.emergency.length > 0) return { intent: 'emergency', ...none };
  const command = first(COMMANDS, text);
  if (command !== null && seen.complaint.length === 0) return { intent: command, ...none };
  if (seen.complaint.length > 0 && !asksForRules(seen)) return { intent: 'complaint', ...none };
  const bare = !namesAnything(seen);
  const small = bare ? first(SMALL, text) : null;
  if (small !== null) return { intent: small, ...none };
  if (bare && ELSEWHERE.test(text)) return { intent: 'smalltalk', otherMode: null, offTopic: true };
  const mode = MODES.find((row) => row.pattern.test(text))?.mode ?? null;
  if (mode !== null && ABOUT_MODE.test(text)) return { intent: 'policy', ...none };
  const asked = first(ASKS, text);
  if (mode !== null)
    return { intent: asked === 'events' ? 'events' : 'consult', otherMode: mode, offTopic: false };
  return { intent: questionOf(seen, asked), ...none };
}

function first(signals: readonly Signal[], text: string): Intent | null {
  const row = signals.find(
    (signal) => text.length <= (signal.longest ?? text.length) && signal.pattern.test(text),
  );
  return row?.intent ?? null;
}

/** A weak complaint that asks for rules (要不要公示, 批了没有) is answered by the rules. */
function asksForRules(seen: Seen): boolean {
  const outright = /举报|投诉|查处|没人管|反对|抗议|质疑|偷排|扰民|无证|没有证|请处理|曝光/.test(seen.text);
  if (outright) return false;
  if (/(?:标准|限值)\s*[?？。]*$/.test(seen.text)) return true;
  if (/多少/.test(seen.text) && STANDARD_ASKED.test(seen.text)) return true;
  const asked = /[?？]|吗|么|哪里|是否|要不要|多少|怎么|哪个|哪些/.test(seen.text);
  return (
    asked && (POLICY_ASKED.test(seen.text) || /标准|限值|超标|达标/.test(seen.text)) && RULES.test(seen.text)
  );
}

/** Whether a text names a thing of the environment at all. */
export function namesAnything(seen: Seen): boolean {
  return (
    seen.standardNumbers.length > 0 ||
    seen.entities.matches.length > 0 ||
    /环保|环境|污染|排放|治理|生态|排污|节能|绿色/.test(seen.text)
  );
}

function questionOf(seen: Seen, asked: Intent | null): Intent {
  const { text, entities } = seen;
  if (asked === 'events' || asked === 'referral') return asked;
  const techniques = entities.techniques.length + entities.unwanted.length;
  if (asked === 'compare' && techniques >= 1) return 'compare';
  if (techniques >= 2 && /还是|哪个|哪种|哪一种|选哪/.test(text) && CHOICE.test(text)) return 'compare';
  if (asked === 'cases') return 'cases';
  const failing = /不达标|达不到|没达到|未达到|超标(?!准)/.test(text) && /怎么|咋|如何|办法/.test(text);
  const method = failing || METHOD_ASKED.test(text);
  if (method) return 'consult';
  if (STANDARD_ASKED.test(text) || seen.standardNumbers.length > 0) return 'standard';
  if (POLICY_ASKED.test(text)) return 'policy';
  return 'consult';
}
