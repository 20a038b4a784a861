import { classWords } from '../inquiry/class-words.js';
import type { StoredRecord } from '../library.js';
import type { StandardRecord } from '../records/record.js';
import { isSuperseded } from './badge.js';
import { askBack, sharpen } from './clarify.js';
import type { AnswerContext } from './context.js';
import { type Draft, fact, lines, say } from './draft.js';
import { nearestSection, nextSection } from './no-answer.js';
import { shownOf } from './related.js';
import { askedLimits, isPast, sharedClasses, standardItem } from './standard-item.js';
import { type Applicable, applicableStandards, numberedStandards, provinceOf } from './standard-lookup.js';
import { ASK_INDUSTRY, LOCAL_STANDARDS, NOTICE, noAnswer, SECTION, standards as texts } from './texts.js';

const ROWS_AT_MOST = 4;

/** Answers what limits apply: by number where one is written, else by industry, medium and place in the legal order. */
export async function answerStandard(context: AnswerContext): Promise<Draft> {
  const all = await context.library.all('standard');
  const [number] = context.inquiry.standardNumbers;
  if (number !== undefined) {
    const rows = numberedStandards(context, number, all);
    if (rows.length === 0) return withoutText(context, noAnswer.numberAbsent(number), []);
    return answerRows(context, { rows, order: null }, number, all);
  }
  const applicable = await applicableStandards(context, all);
  if (applicable.rows.length > 0) return answerRows(context, applicable, null, all);
  const { inquiry } = context;
  const askable =
    inquiry.industries.length === 0 && (inquiry.region !== null || inquiry.pollutants.length > 0);
  const asked = askable && context.question.rounds === 0 ? askBack(context, []) : null;
  if (asked !== null) return { ...asked, conclusion: say(texts.unclear) };
  return withoutText(context, noAnswer.noText, applicable.near);
}

function answerRows(
  context: AnswerContext,
  { rows, order }: Applicable,
  number: string | null,
  all: readonly StoredRecord<StandardRecord>[],
): Draft {
  const [first] = rows.filter(({ record }) => record.limits.length > 0);
  if (first === undefined) {
    return withoutText(
      context,
      noAnswer.numberOnly(number ?? rows[0]?.record.number ?? ''),
      rows.slice(0, 2),
    );
  }
  const shown = [first, ...rows.filter((row) => row !== first)].slice(0, ROWS_AT_MOST);
  const items = shown.map((row) => ({ row, key: context.book.cite(row) }));
  const orderLines = order === null ? [] : orderSection(context, order);
  const local = localNote(context, shown, all);
  const province = provinceOf(context);
  const open = number === null && context.inquiry.industries.length === 0;
  const questions = [
    ...(open ? [ASK_INDUSTRY] : []),
    ...(local !== null && province === null ? [{ param: 'region', text: texts.askProvince }] : []),
  ];
  return {
    action: 'answer',
    conclusion: conclusionOf(context, first, rows.length),
    sections: [
      {
        title: SECTION.standards,
        tone: 'good',
        items: items.map(({ row, key }) => standardItem(context, row, key)),
      },
      ...orderLines,
      ...(local === null ? [] : [lines(null, 'warning', [say(local)])]),
      ...sharpen(questions),
    ],
    notice: NOTICE,
    questions,
    shown: { standards: items.map(({ row, key }) => shownOf(row, key)) },
  };
}

/** What to say beside national limits; null when a local one is shown or none is national. */
function localNote(
  context: AnswerContext,
  shown: readonly StoredRecord<StandardRecord>[],
  all: readonly StoredRecord<StandardRecord>[],
): string | null {
  if (shown.some(({ record }) => record.level === 'local')) return null;
  const province = provinceOf(context);
  if (province === null) return LOCAL_STANDARDS.unknown;
  const stored = all.some(({ record }) => record.level === 'local' && record.region === province);
  return stored ? LOCAL_STANDARDS.notFound : LOCAL_STANDARDS.absent;
}

/** The figure itself comes first where the asker named the pollutant; otherwise which standard it is. */
function conclusionOf(context: AnswerContext, first: StoredRecord<StandardRecord>, count: number) {
  const { record } = first;
  const key = context.book.cite(first);
  const asked = headline(context, record);
  const figures = asked
    .map((limit) => texts.limit(limit.item, limit.value, limit.unit, limit.condition))
    .join('；');
  const head =
    figures === ''
      ? texts.found(record.number, record.title)
      : texts.figure(record.number, record.subject, figures);
  const history = isSuperseded(record) ? texts.superseded : '';
  return fact(null, `${head}${history}${count > 1 ? texts.seeBelow : ''}`, key);
}

const HEADLINE_AT_MOST = 3;

/** The limits that answer a question about a pollutant or a class: those of the asked class alone where there are any. */
function headline(context: AnswerContext, record: StandardRecord) {
  const classes = classWords(context.inquiry.text);
  const all = askedLimits(context, record);
  const current = all.filter((limit) => !isPast(limit, context.today));
  const limits = current.length > 0 ? current : all;
  const most = Math.max(0, ...limits.map((limit) => sharedClasses(limit, classes)));
  if (most > 0)
    return limits.filter((limit) => sharedClasses(limit, classes) === most).slice(0, HEADLINE_AT_MOST);
  return context.inquiry.pollutants.length > 0 ? limits.slice(0, 2) : [];
}

function orderSection(context: AnswerContext, order: NonNullable<Applicable['order']>) {
  const key = context.book.cite(order);
  const { record } = order;
  const ranks = record.order.map((entry) =>
    fact(null, texts.rank(entry.rank, entry.number, entry.covers, entry.why), key),
  );
  const absent = record.absent.map((entry) => fact(null, texts.absent(entry.what, entry.why), key));
  const caution = record.caution === null ? [] : [fact(null, record.caution, key)];
  return [
    lines(SECTION.order, 'plain', ranks),
    ...(absent.length + caution.length === 0
      ? []
      : [lines(SECTION.careful, 'warning', [...caution, ...absent])]),
  ];
}

function withoutText(context: AnswerContext, text: string, near: readonly StoredRecord[]): Draft {
  return {
    action: 'no_answer',
    reason: 'no_verified_text',
    offers: ['escalate'],
    conclusion: say(text),
    sections: [nearestSection(context, near.slice(0, 2)), nextSection(false)],
  };
}
