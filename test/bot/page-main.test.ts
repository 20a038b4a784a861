import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { serverTexts } from '../../bot/texts.js';
import { copyOfStarterIndex } from '../starter-index.js';
import { DirectLineClient } from './directline-client.js';
import { temporaryDataDir } from './page-service.js';

/** Compiled by the build that `npm test` does first. */
const ENTRY = join(process.cwd(), 'dist/bot/main.js');

/** The service as its own process. */
class Main {
  readonly #child: ChildProcess;
  readonly ended: Promise<number | null>;
  output = '';
  #spoke: () => void = () => {};

  constructor(env: Record<string, string>) {
    const { PATH = '' } = process.env;
    this.#child = spawn(process.execPath, [ENTRY], { env: { PATH, NODE_ENV: 'production', ...env } });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
        this.#spoke();
      });
    }
    this.ended = new Promise((resolve) => this.#child.on('exit', resolve));
    onTestFinished(() => {
      this.#child.kill('SIGKILL');
    });
  }

  /** What the process says that matches, waiting for it; throws when it ends first. */
  async says(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(this.output);
      if (match !== null) return match[0];
      const over = await Promise.race([
        this.ended.then(() => true),
        new Promise<false>((resolve) => {
          this.#spoke = () => resolve(false);
        }),
      ]);
      if (over && !pattern.test(this.output)) throw new Error(`ended without ${pattern}: ${this.output}`);
    }
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }
}

describe('the service as a process', () => {
  test('says where it is, answers, and ends with 0 on a signal', async () => {
    const dataDir = await copyOfStarterIndex();
    onTestFinished(() => rmSync(dataDir, { recursive: true }));
    const main = new Main({ YISHI_DATA_DIR: dataDir, PORT: '0' });
    const url = await main.says(/http:\/\/localhost:\d+(?=\/\n)/);
    const client = new DirectLineClient(url);
    const opened = await client.open();
    await client.say(opened, '电镀含铬废水怎么处理');
    const [, answer] = await client.collect(opened, 2);
    expect(JSON.stringify(answer)).toContain(`${url}/records/`);
    main.signal('SIGTERM');
    expect(await main.ended).toBe(0);
    expect(main.output).toContain(serverTexts.stopped);
  });

  test('ends with 1 on an error that nobody caught, and logs it without what is private', async () => {
    const dataDir = await copyOfStarterIndex();
    onTestFinished(() => rmSync(dataDir, { recursive: true }));
    // The number in pieces: the stack names this code.
    const fault = `process.on('SIGUSR2', () => { throw new Error('no one caught ' + '138' + '00138000'); });`;
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(fault)}`;
    const main = new Main({ YISHI_DATA_DIR: dataDir, PORT: '0', NODE_OPTIONS });
    await main.says(/http:\/\/localhost:\d+(?=\/\n)/);
    main.signal('SIGUSR2');
    expect(await main.ended).toBe(1);
    expect(main.output).toContain('an error that nobody caught');
    expect(main.output).toContain('no one caught');
    expect(main.output).not.toContain('13800138000');
  });

  test('names PORT when the port is in use, and ends with 1', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const dataDir = await copyOfStarterIndex();
    onTestFinished(() => rmSync(dataDir, { recursive: true }));
    const main = new Main({ YISHI_DATA_DIR: dataDir, PORT: String(port) });
    expect(await main.ended).toBe(1);
    expect(main.output.trim()).toBe(serverTexts.portTaken(port));
  });

  test('says what to do when there is no index, or a variable is wrong, and ends with 1', async () => {
    const bare = new Main({ YISHI_DATA_DIR: temporaryDataDir(), PORT: '0' });
    expect(await bare.ended).toBe(1);
    expect(bare.output.trim()).toBe(serverTexts.noIndex);
    const wrong = new Main({ YISHI_DATA_DIR: temporaryDataDir(), PORT: 'abc' });
    expect(await wrong.ended).toBe(1);
    expect(wrong.output).toContain('PORT');
  });
});
