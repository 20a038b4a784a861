import { rm } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { copyOfStarterIndex } from '../../starter-index.js';
import { openConsultations } from './consultation.js';
import { openEcho } from './echo.js';
import type { Cost, Load } from './load.js';
import { QUESTIONS } from './questions.js';
import { type Idle, measureService } from './service.js';

const ECHO: Load = { turns: 3_000, concurrency: 1 };
const TURNS: Load = { turns: 40 * QUESTIONS.length, concurrency: 1 };
const WARM: Load = { turns: 10 * QUESTIONS.length, concurrency: 4 };
const TOGETHER = 8;

interface Line {
  readonly title: string;
  readonly cost: Cost;
}

/** `bench turn`: a full consultation turn beside the least that botbuilder can do, in one run. */
export async function run(): Promise<number> {
  const dataDir = await copyOfStarterIndex();
  try {
    const lines = [...(await measureEcho()), ...(await measureConsultations(dataDir))];
    print(lines, await measureService(dataDir));
    return 0;
  } finally {
    await rm(dataDir, { recursive: true });
  }
}

async function measureEcho(): Promise<Line[]> {
  const echo = await openEcho();
  try {
    await echo.run({ turns: 500, concurrency: 1 });
    return [
      { title: 'echo, one after the other', cost: await echo.run(ECHO) },
      { title: `echo, ${TOGETHER} at once`, cost: await echo.run({ ...ECHO, concurrency: TOGETHER }) },
    ];
  } finally {
    echo.close();
  }
}

async function measureConsultations(dataDir: string): Promise<Line[]> {
  const consultations = await openConsultations(dataDir);
  const { run: ask } = consultations;
  try {
    await ask(WARM, { embedding: true });
    return [
      { title: 'consultation, one after the other', cost: await ask(TURNS, { embedding: true }) },
      {
        title: `consultation, ${TOGETHER} at once`,
        cost: await ask({ ...TURNS, concurrency: TOGETHER }, { embedding: true }),
      },
      { title: 'consultation without the embedding', cost: await ask(TURNS, { embedding: false }) },
      { title: 'the embedding alone', cost: await consultations.runEmbedding(TURNS) },
    ];
  } finally {
    await consultations.close();
  }
}

function print(lines: readonly Line[], idle: Idle): void {
  const say = (text: string) => process.stdout.write(`${text}\n`);
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
  const [echo, , , , bare] = lines;
  if (echo && bare)
    say(
      `\nCPU of a consultation turn without the embedding ÷ echo: ${(bare.cost.cpu / echo.cost.cpu).toFixed(1)}`,
    );
  const mb = (value: number | null) => (value === null ? '–' : `${value.toFixed(0)} MB`);
  say(
    `Start to ready: ${idle.startMs.toFixed(0)} ms. Idle: ${mb(idle.serviceMb)}, embedder ${mb(idle.childMb)}.`,
  );
}
