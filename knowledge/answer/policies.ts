import type { StoredRecord } from '../library.js';
import type { PolicyRecord } from '../records/record.js';
import type { AnswerItem } from './answer.js';
import type { AnswerContext } from './context.js';
import { type Draft, fact, say } from './draft.js';
import { nextSection } from './no-answer.js';
import { shownOf } from './related.js';
import { sourceLine } from './source-line.js';
import { LABEL, NOTICE, noAnswer, policy, SECTION } from './texts.js';

/** Words of the plan itself; a question without any of them is about another law, which the knowledge does not hold. */
const PLAN_WORDS =
  /一事一议|一市一策|一河一策|一园一策|一难一攻|一镇一员|一题一训|百城千县|万名专家|科技特派员|成果转化|驻点跟踪|环科财|科技帮扶|帮扶(?:行动|计划|模式|内容|工作组)|(?:申请|专家|环保|环境|治污)[^，。；]{0,8}帮扶|帮扶[^，。；]{0,8}(?:专家|环保|环境|治污)/;
const SECTIONS_AT_MOST = 2;
const SENTENCES_AT_MOST = 3;

/** Answers from the sections of the policy plan, quoting the sentences that the question is about. */
export async function answerPolicy(context: AnswerContext): Promise<Draft> {
  const sections = await findSections(context);
  const [first] = sections;
  if (first === undefined || !PLAN_WORDS.test(context.inquiry.text)) return noPolicyText();
  return policyDraft(context, sections, policy.conclusion(first.record.title));
}

function noPolicyText(): Draft {
  return {
    action: 'no_answer',
    reason: 'no_verified_text',
    offers: ['escalate'],
    conclusion: say(noAnswer.noText),
    sections: [nextSection(false)],
  };
}

/** An answer made of policy sections; the conclusion cites the first. */
function policyDraft(
  context: AnswerContext,
  sections: readonly StoredRecord<PolicyRecord>[],
  text: string,
): Draft {
  const cited = sections.map((stored) => ({ stored, key: context.book.cite(stored) }));
  const [key] = cited.map((entry) => entry.key);
  return {
    action: 'answer',
    conclusion: key === undefined ? say(text) : fact(null, text, key),
    sections: [
      {
        title: SECTION.policies,
        tone: 'good',
        items: cited.map((entry) => policyItem(context, entry.stored, entry.key)),
      },
    ],
    notice: NOTICE,
    shown: { policies: cited.map((entry) => shownOf(entry.stored, entry.key)) },
  };
}

async function findSections(context: AnswerContext): Promise<StoredRecord<PolicyRecord>[]> {
  const { inquiry } = context;
  const hits = await context.search.find({
    text: inquiry.text,
    inquiry,
    kinds: ['policy'],
    limit: SECTIONS_AT_MOST,
  });
  const stored = await context.library.get(hits.map((hit) => hit.id));
  return hits.flatMap((hit) => {
    const found = stored.get(hit.id);
    return found !== undefined && isPolicy(found) ? [found] : [];
  });
}

function policyItem(context: AnswerContext, { record }: StoredRecord<PolicyRecord>, key: string): AnswerItem {
  return {
    recordId: record.id,
    title: record.title,
    badge: null,
    lines: [
      ...quotedSentences(record.text, context.inquiry.text).map((sentence) => fact(null, sentence, key)),
      fact(LABEL.source, sourceLine(record), key),
    ],
  };
}

/** The sentences that share most two-character pieces with the question, in the order of the text. */
export function quotedSentences(text: string, question: string): string[] {
  const asked = bigrams(question);
  return text
    .split(/(?<=[。;；])|\n/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
    .map((sentence, index) => ({ sentence, index, shared: shared(bigrams(sentence), asked) }))
    .filter(({ shared: pieces }) => pieces > 0)
    .sort((a, b) => b.shared - a.shared || a.index - b.index)
    .slice(0, SENTENCES_AT_MOST)
    .sort((a, b) => a.index - b.index)
    .map(({ sentence }) => sentence);
}

function bigrams(text: string): Set<string> {
  const pieces = new Set<string>();
  for (let index = 0; index + 2 <= text.length; index += 1) pieces.add(text.slice(index, index + 2));
  return pieces;
}

function shared(pieces: ReadonlySet<string>, asked: ReadonlySet<string>): number {
  return [...asked].filter((piece) => pieces.has(piece)).length;
}

function isPolicy(stored: StoredRecord): stored is StoredRecord<PolicyRecord> {
  return stored.record.kind === 'policy';
}
