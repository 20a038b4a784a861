import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { provinceCode } from '../src/region/names.js';
import { answerOnce } from './evaluation/answer-once.js';
import { type EvalItem, itemText, parseItems } from './evaluation/items.js';
import { type Measured, measure } from './evaluation/measures.js';
import { reportText } from './evaluation/report.js';
import { openConsultation } from './open-consultation.js';
import { startProblem } from './start-problem.js';
import { commandTexts } from './texts.js';

/** `eval FILE.jsonl [--json]`: exit 0 measured, 1 an item threw, 2 usage. */
async function main(): Promise<number> {
  const usage = readUsage(process.argv.slice(2));
  if (usage === null) {
    process.stderr.write(`${commandTexts.evalUsage}\n`);
    return 2;
  }
  const items = await readItems(usage.file);
  if (items === null) return 2;
  const consultation = await openConsultation(process.env);
  try {
    // One question before the clock counts: the model and the caches are warm, as in service.
    await answerOnce(consultation.dialog, { text: commandTexts.warmUp, role: 'enterprise', province: null });
    const turns: Measured[] = [];
    for (const item of items) turns.push({ item, result: await askItem(consultation, item) });
    const report = measure(turns);
    process.stdout.write(`${usage.json ? JSON.stringify(report) : reportText(report, turns)}\n`);
    return 0;
  } finally {
    await consultation.close();
  }
}

type Consultation = Awaited<ReturnType<typeof openConsultation>>;

async function askItem({ dialog }: Consultation, item: EvalItem) {
  try {
    const province = item.province === undefined ? null : provinceCode(item.province);
    return await answerOnce(dialog, { text: itemText(item), role: item.role ?? 'enterprise', province });
  } catch (cause) {
    throw new Error(`item ${item.id}`, { cause });
  }
}

function readUsage(args: string[]): { file: string; json: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' } },
    });
    const [file] = positionals;
    return file === undefined || positionals.length > 1 ? null : { file, json: values.json ?? false };
  } catch {
    return null;
  }
}

async function readItems(file: string): Promise<EvalItem[] | null> {
  try {
    const items = parseItems(await readFile(file, 'utf8'));
    const lost = items.find(({ province }) => province !== undefined && provinceCode(province) === null);
    if (lost === undefined) return items;
    process.stderr.write(`${commandTexts.badFile(file, `${lost.id}: ${lost.province}`)}\n`);
    return null;
  } catch (error) {
    process.stderr.write(
      `${commandTexts.badFile(file, error instanceof Error ? error.message : String(error))}\n`,
    );
    return null;
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${startProblem(error)}\n`);
    process.exitCode = 1;
  },
);
