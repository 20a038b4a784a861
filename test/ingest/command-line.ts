import { spawn } from 'node:child_process';
import { projectRoot } from '../../src/project.js';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly finished: Promise<Finished>;
  /** Resolves once stderr holds the text; rejects when the process ends without it. */
  saw(text: string): Promise<void>;
  interrupt(): void;
}

/** Starts the compiled command as a user would, with its data in `dataDir`. */
export function startIngest(dataDir: string, ...argv: string[]): Running {
  return startIngestWith({}, dataDir, ...argv);
}

/** The same with variables of its own. */
export function startIngestWith(
  variables: Readonly<Record<string, string>>,
  dataDir: string,
  ...argv: string[]
): Running {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ['dist/ingest/main.js', ...argv], {
    cwd: projectRoot(),
    env: { ...inherited, YISHI_DATA_DIR: dataDir, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  }
  const finished = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve({ code, ...said }));
  });
  return {
    finished,
    saw: (text) =>
      new Promise((resolve, reject) => {
        const look = () => said.stderr.includes(text) && resolve();
        child.stderr.on('data', look);
        look();
        finished.then(() => reject(new Error(`ended without ${text}: ${said.stderr}`)), reject);
      }),
    interrupt: () => child.kill('SIGINT'),
  };
}

export function ingest(dataDir: string, ...argv: string[]): Promise<Finished> {
  return startIngest(dataDir, ...argv).finished;
}
