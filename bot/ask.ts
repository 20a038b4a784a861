import { parseArgs } from 'node:util';
import { provinceCode } from '../src/region/names.js';
import { answerOnce, type SingleQuestion } from './evaluation/answer-once.js';
import { openConsultation } from './open-consultation.js';
import { startProblem } from './start-problem.js';
import { commandTexts } from './texts.js';

/** `ask "问题" [--json] [--role enterprise|official] [--province 浙江省]`: exit 0 answered, 1 failed, 2 usage. */
async function main(): Promise<number> {
  const usage = readUsage(process.argv.slice(2));
  if (usage === null) {
    process.stderr.write(`${commandTexts.askUsage}\n`);
    return 2;
  }
  const consultation = await openConsultation(process.env);
  try {
    const result = await answerOnce(consultation.dialog, usage.question);
    process.stdout.write(`${usage.json ? JSON.stringify(result) : result.text}\n`);
    return 0;
  } finally {
    await consultation.close();
  }
}

function readUsage(args: string[]): { question: SingleQuestion; json: boolean } | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' }, role: { type: 'string' }, province: { type: 'string' } },
    });
    const role = values.role ?? 'enterprise';
    const province = values.province === undefined ? null : provinceCode(values.province);
    const known = values.province === undefined || province !== null;
    const text = positionals.join(' ').trim();
    if (text === '' || !known || (role !== 'enterprise' && role !== 'official')) return null;
    return { question: { text, role, province }, json: values.json ?? false };
  } catch {
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
