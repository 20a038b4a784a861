import type { Campaign } from './campaign.js';
import { once, quiet, replies } from './checks/deliveries.js';
import { accounted, chains, clock, leftovers, timelines } from './checks/demands.js';
import { type Facts, type Finding, readFacts } from './checks/facts.js';
import { figures } from './checks/figures.js';
import { reportTexts as texts } from './texts.js';

/** Everything that is checked at the end, in the order in which it is told. */
const CHECKS: readonly ((facts: Facts) => Finding | Promise<Finding>)[] = [
  accounted,
  timelines,
  clock,
  figures,
  chains,
  leftovers,
  replies,
  quiet,
  once,
  // Last, since the checks go over the front doors too.
  surprises,
];

const MOST_SHOWN = 12;

export interface Outcome {
  readonly findings: readonly Finding[];
  /** How often each event happened: the same for the same seed. */
  readonly counts: Readonly<Record<string, number>>;
}

export async function check(campaign: Campaign): Promise<Outcome> {
  const facts = await readFacts(campaign);
  const findings: Finding[] = [];
  for (const each of CHECKS) findings.push(await each(facts));
  const counts: Record<string, number> = {};
  for (const { lines } of facts.matters)
    for (const { event } of lines) counts[event] = (counts[event] ?? 0) + 1;
  for (const { kind } of campaign.world.journal.filed)
    counts[`kind.${kind}`] = (counts[`kind.${kind}`] ?? 0) + 1;
  const sent = campaign.world.gateway.sent.length;
  const tasks = await facts.db.selectFrom('call_tasks').select('id').execute();
  return { findings, counts: { ...counts, text_message: sent, call_task: tasks.length } };
}

/** The steps of the actors that did not get the answer that they had to get. Errors in the log count as such. */
function surprises({ world }: Facts): Finding {
  const { surprises: found, log } = world.journal;
  const errors = log.filter((line) => line.includes('"level":50')).map((line) => `${texts.log}: ${line}`);
  return { name: texts.names.surprises, count: world.http.count, faults: [...found, ...errors] };
}

export function linesOf({ findings, counts }: Outcome): readonly string[] {
  const told = Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
  const isGood = findings.every(({ faults }) => faults.length === 0);
  return [
    `${texts.counts}：${told.map(([name, count]) => `${name} ${count}`).join('，')}`,
    `${texts.checks}：`,
    ...findings.flatMap(findingLines),
    isGood ? texts.good : texts.bad,
  ];
}

function findingLines({ name, count, faults }: Finding): readonly string[] {
  if (faults.length === 0) return [texts.passed(name, count)];
  const rest = faults.length - MOST_SHOWN;
  return [
    texts.failed(name, faults.length),
    ...faults.slice(0, MOST_SHOWN).map((fault) => `  ${fault}`),
    ...(rest > 0 ? [texts.more(rest)] : []),
  ];
}
