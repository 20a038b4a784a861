import { rm } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { copyOfStarterIndex } from '../../starter-index.js';
import { openConsultations } from './consultation.js';
import { openEcho } from './echo.js';
import type { Cost, Load } from './load.js';
import { QUESTIONS } from './questions.js';
import { type Idle, measureService } from './service.js';

const TOGETHER = 8;
const ECHO = 'echo turn, one after the other';
const BARE = 'consultation turn without the embedding';

interface Line {
  readonly title: string;
  readonly cost: Cost;
}

/** What the run is asked to do: all at its full length, or a part of it for a quick look. */
interface Plan {
  readonly echo: Load;
  readonly turns: Load;
}

/**
 * `bench turn [SHARE]`: a full consultation turn beside the least that botbuilder can do, in one run.
 * SHARE (1 when absent) shortens it.
 */
export async function run([share = '1']: readonly string[]): Promise<number> {
  const part = (turns: number): Load => ({ turns: Math.ceil(turns * Number(share)), concurrency: 1 });
  const plan = { echo: part(3_000), turns: part(40 * QUESTIONS.length) };
  const dataDir = await copyOfStarterIndex();
  try {
    const lines = [...(await measureEcho(plan)), ...(await measureConsultations(dataDir, plan))];
    print(lines, await measureService(dataDir));
    return 0;
  } finally {
    await rm(dataDir, { recursive: true });
  }
}

/** CPU of one line ÷ CPU of another. */
function ratio(lines: readonly Line[], title: string, base: string): string {
  const cpuOf = (name: string) => lines.find((line) => line.title === name)?.cost.cpu ?? Number.NaN;
  return (cpuOf(title) / cpuOf(base)).toFixed(1);
}

async function measureEcho({ echo: load }: Plan): Promise<Line[]> {
  const echo = await openEcho();
  try {
    await echo.run({ ...load, turns: Math.ceil(load.turns / 4) });
    return [
      { title: ECHO, cost: await echo.run(load) },
      { title: `echo turn, ${TOGETHER} at once`, cost: await echo.run({ ...load, concurrency: TOGETHER }) },
    ];
  } finally {
    echo.close();
  }
}

async function measureConsultations(dataDir: string, { turns }: Plan): Promise<Line[]> {
  const of = await openConsultations(dataDir);
  try {
    await of.whole({ turns: Math.max(QUESTIONS.length, Math.ceil(turns.turns / 4)), concurrency: 1 });
    return [
      { title: 'consultation turn, one after the other', cost: await of.whole(turns) },
      {
        title: `consultation turn, ${TOGETHER} at once`,
        cost: await of.whole({ ...turns, concurrency: TOGETHER }),
      },
      { title: BARE, cost: await of.withoutEmbedding(turns) },
      { title: 'of that: the turn around a ready answer', cost: await of.turnAlone(turns) },
      { title: 'of that: the answer with no turn around it', cost: await of.answerAlone(turns) },
      { title: 'the embedding of a question', cost: await of.embeddingAlone(turns) },
    ];
  } finally {
    await of.close();
  }
}

function print(lines: readonly Line[], idle: Idle): void {
  const [cpu] = cpus();
  say(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${process.platform}-${process.arch}`,
  );
  say(`${cpus().length} × ${cpu?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB\n`);
  say('| | turns/s | p50 ms | p99 ms | CPU ms a turn | CPU ms a turn, embedder |');
  say('|---|---|---|---|---|---|');
  for (const { title, cost } of lines) {
    const numbers = [cost.p50, cost.p99, cost.cpu, cost.childCpu].map((value) => value?.toFixed(2) ?? '–');
    say(`| ${[title, cost.turnsPerSecond.toFixed(0), ...numbers].join(' | ')} |`);
  }
  say(`\nCPU of a turn without the embedding ÷ echo turn: ${ratio(lines, BARE, ECHO)}`);
  const mb = (value: number | null) => (value === null ? '–' : `${value.toFixed(0)} MB`);
  say(
    `Start to ready: ${idle.startMs.toFixed(0)} ms. Idle: ${mb(idle.serviceMb)}, embedder ${mb(idle.childMb)}.`,
  );
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
