import { type ChildProcess, fork } from 'node:child_process';
import { YishiError } from '../../src/errors.js';

interface Waiting {
  resolve(reply: unknown): void;
  reject(error: YishiError): void;
}

interface Running {
  readonly child: ChildProcess;
  readonly waiting: Map<number, Waiting>;
}

/** Of what the process wrote to its standard error, so much is kept as the cause of its end. */
const STDERR_KEPT = 2_000;

function failure(message: string, cause?: unknown): YishiError {
  return new YishiError('internal', message, { retryable: true, cause });
}

function field(message: unknown, name: string): unknown {
  return typeof message === 'object' && message !== null ? Reflect.get(message, name) : undefined;
}

/**
 * One child process that announces { ready: true } and then answers { id, … } requests with { id, … } or { id, error }.
 * A process that ends on its own fails everything that waits for it with a retryable YishiError; the next request
 * starts a new one.
 */
export class ProcessLine {
  readonly #file: string;
  readonly #settings: object;
  #running: Promise<Running> | null = null;
  #nextId = 0;
  #closed = false;

  /** `file`: absolute path of a JavaScript module. `settings`: its only argument, as JSON. */
  constructor(file: string, settings: object) {
    this.#file = file;
    this.#settings = settings;
  }

  /** Resolves when the process is ready; otherwise the first `request` starts it. */
  async start(): Promise<void> {
    await this.#process();
  }

  /** The process's reply to `body`, as it came. */
  async request(body: object): Promise<unknown> {
    const { child, waiting } = await this.#process();
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      child.send({ ...body, id }, (error) => {
        if (error === null) return;
        waiting.delete(id);
        reject(failure('the process cannot be reached', error));
      });
    });
  }

  /** Ends the process and waits for its end; whatever still waits is rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    const running = await this.#running?.catch(() => null);
    if (!running) return;
    const ended = new Promise((resolve) => running.child.once('exit', resolve));
    running.child.kill('SIGKILL');
    await ended;
  }

  #process(): Promise<Running> {
    if (this.#closed) return Promise.reject(failure('the process is closed'));
    this.#running ??= this.#spawn();
    return this.#running;
  }

  #spawn(): Promise<Running> {
    const child = fork(this.#file, [JSON.stringify(this.#settings)], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const waiting = new Map<number, Waiting>();
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-STDERR_KEPT);
    });
    return new Promise((resolve, reject) => {
      let ended = false;
      const end = (error: YishiError) => {
        if (ended) return;
        ended = true;
        this.#running = null;
        reject(error);
        for (const one of waiting.values()) one.reject(error);
        waiting.clear();
      };
      child.on('message', (message: unknown) => {
        if (field(message, 'ready') === true) resolve({ child, waiting });
        else settle(waiting, message);
      });
      child.on('error', (error) => end(failure('the process cannot be started', error)));
      child.on('close', (code, signal) => {
        end(failure(`the process ended (${signal ?? `code ${code}`})`, stderr.trim() || undefined));
      });
    });
  }
}

function settle(waiting: Map<number, Waiting>, message: unknown): void {
  const id = field(message, 'id');
  const one = typeof id === 'number' ? waiting.get(id) : undefined;
  if (one === undefined || typeof id !== 'number') return;
  waiting.delete(id);
  const error = field(message, 'error');
  if (error === undefined) one.resolve(message);
  else one.reject(failure(`the process failed on a request: ${String(error)}`));
}
