import type { DomainCode } from '../../src/domains.js';
import type { Quantity } from '../../src/quantity/quantity.js';

export type Intent =
  | 'consult'
  | 'standard'
  | 'policy'
  | 'referral'
  | 'cases'
  | 'compare'
  | 'my_demands'
  | 'file_demand'
  | 'confirm'
  | 'reject'
  | 'cancel'
  | 'withdraw'
  | 'bind'
  | 'complaint'
  | 'emergency'
  | 'events'
  | 'help'
  | 'smalltalk';

/** What one text asks, read by rules and vocabulary. Names are canonical entries of the vocabulary. */
export interface Inquiry {
  readonly text: string;
  readonly intent: Intent;
  readonly domain: DomainCode | null;
  readonly media: readonly string[];
  readonly pollutants: readonly string[];
  readonly industries: readonly string[];
  /** Steps of production that make the pollution: 喷漆, 电镀, 屠宰… */
  readonly processes: readonly string[];
  /** Treatment techniques the asker names: RTO, 催化燃烧, 离子交换, UV光氧… */
  readonly techniques: readonly string[];
  /** Treatment techniques the asker rules out (不想用RTO); never also among `techniques`. */
  readonly unwanted: readonly string[];
  /** Properties of the stream in words, against which exclusions are matched: 含有机硅, 高湿, 氯代烃… */
  readonly traits: readonly string[];
  /** GB/T 2260 code of the finest region named, or null. */
  readonly region: string | null;
  readonly quantities: readonly Quantity[];
  /** What is wanted, in words: 不外排, 降到30以内, 回收… */
  readonly constraints: readonly string[];
  /** Standard numbers written in the text, in canonical form (GB 18918-2002). */
  readonly standardNumbers: readonly string[];
  /** One of the other four modes (一市一策, 一难一攻, 一镇一员, 一题一训) that the text asks for, or null. */
  readonly otherMode: string | null;
  /** Words that made it a complaint or an emergency, or `BY_MEANING`; empty otherwise. */
  readonly signals: { readonly complaint: readonly string[]; readonly emergency: readonly string[] };
  /** True when the text is outside the environment altogether (weather, recipes, investment…). */
  readonly offTopic: boolean;
  /** Canonical parameters whose absence matters most for an answer, most important first. */
  readonly missing: readonly string[];
}
