import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Answer, Command, LastWords, ServiceOptions } from './protocol.js';
import type { RowDeath } from './rows.js';

/** A running service; it may be dead at any moment, which every answer tells by being null. */
export class ServiceProcess {
  readonly #child: ChildProcess;
  readonly #asked = new Map<number, (answer: Answer | null) => void>();
  #refs = 0;
  #dead = false;
  #complaints = '';
  #diedAt: RowDeath | null = null;
  /** How it ended: the signal, or the exit code. */
  readonly ended: Promise<NodeJS.Signals | number | null>;
  readonly ready: Promise<void>;

  constructor(entry: string, options: ServiceOptions) {
    this.#child = spawn(process.execPath, [entry, JSON.stringify(options)], { stdio: 'pipe' });
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#complaints = (this.#complaints + chunk.toString()).slice(-4000);
    });
    // Writing to a process that has just died.
    this.#child.stdin?.on('error', () => {});
    this.ended = new Promise((resolve) => {
      this.#child.on('close', (code, signal) => {
        this.#dead = true;
        for (const answer of this.#asked.values()) answer(null);
        resolve(signal ?? code);
      });
    });
    this.ready = new Promise((resolve) => {
      void this.ended.then(() => resolve());
      const lines = createInterface({ input: this.#child.stdout! });
      lines.on('line', (line) => (line === 'ready' ? resolve() : this.#hear(line)));
    });
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** The row that it died at, once it has ended; null where it was killed for something else. */
  get diedAt(): RowDeath | null {
    return this.#diedAt;
  }

  /** The end of what it wrote to standard error. */
  get complaints(): string {
    return this.#complaints;
  }

  /** Null when the process died before it answered: whether it did what was asked is unknown. */
  ask(command: Command): Promise<Answer | null> {
    if (this.#dead) return Promise.resolve(null);
    const ref = ++this.#refs;
    return new Promise((resolve) => {
      this.#asked.set(ref, resolve);
      this.#child.stdin?.write(`${JSON.stringify({ ref, command })}\n`);
    });
  }

  /** Asks it to stop in good order. */
  stop(): void {
    this.#child.stdin?.end();
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #hear(line: string): void {
    const heard: { ref: number; answer: Answer } | LastWords = JSON.parse(line);
    if ('died' in heard) {
      this.#diedAt = heard.died;
      return;
    }
    const { ref, answer } = heard;
    this.#asked.get(ref)?.(answer);
    this.#asked.delete(ref);
  }
}
