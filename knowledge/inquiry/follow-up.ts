import type { Quantity } from '../../src/quantity/quantity.js';
import { ruling } from './constraints.js';
import type { Entities } from './entities.js';
import type { Inquiry, Intent } from './inquiry.js';

const OPENING =
  /^\s*(?:那|那么|如果|要是|假如|换成|改成|改为|还有|另外|再|补充|哦|对了?|嗯|是的?|就是|大概|不是|应该是)/;
const CLOSING = /(?:呢|的话|的)\s*[?？。！!]*\s*$/;
const FILLER =
  /[的是约为在有了吧啊呀哦嗯呢那么和与及或，,。.；;：:、！!？?~\s]|大概|大约|左右|浓度|我们|这边|厂|公司|企业|行业|主要|就是|差不多|一般|平均|最大|最高|目前|现在|换成|改成|改为|如果|要是|补充|另外|还有|第[一二三]个/g;
const LONGEST_FOLLOW_UP = 60;
/** Characters that are kept of the texts of one issue: the question that opened it and what was said last. */
const LONGEST_TEXT = 2000;

/** Whether the text only adds or changes facts of the issue before, rather than opening a new one. */
export function isFollowUp(
  text: string,
  entities: Entities,
  quantities: readonly Quantity[],
  previous: Inquiry,
): boolean {
  if (text.length > LONGEST_FOLLOW_UP) return false;
  const gives = entities.matches.length > 0 || quantities.length > 0;
  if (!gives) return OPENING.test(text) || text.length <= 8;
  if (residue(text, entities, quantities) <= 2) return true;
  const otherMedium =
    entities.media.length > 0 && !entities.media.some((one) => previous.media.includes(one));
  if (otherMedium && previous.media.length > 0) return false;
  if (entities.unwanted.length > 0 && !namesAnother(entities, previous)) return true;
  return OPENING.test(text) || (CLOSING.test(text) && text.length <= 24);
}

const ASKS_ITSELF = /[?？]|怎么|怎样|如何|什么|多少|吗\s*$/;
const ANSWERS: readonly Intent[] = ['consult', 'standard', 'policy', 'cases', 'referral'];

/**
 * Whether a text goes on with a wish for an expert. Where, when and how are no names of the vocabulary, so that an
 * answer is known by the question before it (`answering`); unasked, only a short addition counts.
 */
export function answersReferral(
  now: Inquiry,
  entities: Entities,
  previous: Inquiry,
  answering: boolean,
): boolean {
  if (previous.intent !== 'referral' || !ANSWERS.includes(now.intent)) return false;
  if (now.offTopic || now.otherMode !== null || now.text.length > LONGEST_FOLLOW_UP) return false;
  if (ASKS_ITSELF.test(now.text)) return false;
  const namesSubject =
    entities.industries.length + entities.pollutants.length + entities.processes.length > 0;
  if (now.intent === 'referral') return !namesSubject;
  return answering || isFollowUp(now.text, entities, now.quantities, previous);
}

/** Whether a text names a trade or a process that the issue before does not have: another stream. */
function namesAnother(entities: Entities, previous: Inquiry): boolean {
  const known = new Set([...previous.industries, ...previous.processes]);
  return [...entities.industries, ...entities.processes].some((entry) => !known.has(entry.name));
}

/** Characters left when names, figures and fillers are taken out. */
function residue(text: string, entities: Entities, quantities: readonly Quantity[]): number {
  let rest = text;
  for (const match of entities.matches) rest = rest.replace(match.text, '');
  for (const quantity of quantities) rest = rest.replace(quantity.raw, '');
  return rest.replace(FILLER, '').length;
}

/** The issue so far with the new facts: an industry replaces, a figure replaces its parameter, the rest adds. */
export function merge(previous: Inquiry, now: Inquiry): Inquiry {
  const replaced = new Set(now.quantities.map((one) => `${one.param}${one.role ?? ''}`));
  const kept = previous.quantities.filter(
    (one) => one.param === null || !replaced.has(`${one.param}${one.role ?? ''}`),
  );
  // Inquiries stored before there was such a list have none.
  const ruledOut: readonly string[] | undefined = previous.unwanted;
  const asked = now.intent === 'consult' ? previous.intent : now.intent;
  return {
    ...now,
    text: joined(previous.text, now.text),
    intent: asked,
    domain: previous.domain ?? now.domain,
    media: union(previous.media, now.media),
    pollutants: union(now.pollutants, previous.pollutants),
    industries: now.industries.length > 0 ? now.industries : previous.industries,
    processes: now.industries.length > 0 ? now.processes : union(now.processes, previous.processes),
    techniques: union(now.techniques, without(previous.techniques, now.unwanted)),
    unwanted: union(now.unwanted, without(ruledOut ?? [], now.techniques)),
    traits: union(now.traits, previous.traits),
    region: now.region ?? previous.region,
    quantities: [...kept, ...now.quantities],
    constraints: union(now.constraints, without(previous.constraints, now.techniques.map(ruling))),
    standardNumbers: union(now.standardNumbers, previous.standardNumbers),
    offTopic: false,
  };
}

/** Both texts; of too long a one the middle is cut, so that the question that opened it stays. */
function joined(before: string, now: string): string {
  const characters = [...`${before}；${now}`];
  if (characters.length <= LONGEST_TEXT) return characters.join('');
  const half = LONGEST_TEXT / 2;
  return `${characters.slice(0, half).join('')}…${characters.slice(1 - half).join('')}`;
}

function without(list: readonly string[], taken: readonly string[]): string[] {
  return list.filter((one) => !taken.includes(one));
}

function union(first: readonly string[], second: readonly string[]): string[] {
  return [...new Set([...first, ...second])];
}
