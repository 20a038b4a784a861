import type { World } from './world.js';

export interface Answer {
  readonly status: number;
  // Each caller knows the shape that it asked for.
  // biome-ignore lint/suspicious/noExplicitAny: JSON of another process, as a client of the API gets it
  readonly body: any;
}

export const PASSWORD = '河长制模拟2026第三季度';
const MINUTE_MS = 60_000;
const IDLE_MS = 25 * MINUTE_MS;
const TOO_MANY = 429;

/** A browser signed in to the console: cookie and CSRF token as the app keeps them. */
export class Console {
  #cookie = '';
  #csrf = '';
  #lastSeen = Number.NEGATIVE_INFINITY;

  constructor(
    readonly world: World,
    readonly login: string,
  ) {}

  /** Signs in where nobody is, or no longer. */
  async arrive(): Promise<void> {
    if (this.world.now - this.#lastSeen < IDLE_MS) return;
    this.#cookie = '';
    let { status } = await this.#signIn();
    if (status === TOO_MANY) {
      // Everybody comes from one address, which may try so many passwords in a minute.
      await this.world.pass(MINUTE_MS);
      ({ status } = await this.#signIn());
    }
    if (status !== 200) return this.world.surprise(`${this.login}: sign-in ${status}`);
    await this.takeToken();
  }

  #signIn(): Promise<Answer> {
    return this.call('POST', '/session', { login: this.login, password: PASSWORD });
  }

  /** After whatever signed in: the token that goes with every change. */
  async takeToken(): Promise<void> {
    const me = await this.call('GET', '/me');
    this.#csrf = me.body.csrf ?? '';
  }

  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const { world } = this;
    const headers = {
      ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
      ...(this.#csrf === '' ? {} : { 'x-csrf-token': this.#csrf }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const text = body === undefined ? undefined : JSON.stringify(body);
    const reply = await world.http.send(`${world.url}/console/api${path}`, method, headers, text);
    if (reply.cookies[0] !== undefined) this.#cookie = reply.cookies[0];
    this.#lastSeen = world.now;
    return { status: reply.status, body: reply.text === '' ? {} : JSON.parse(reply.text) };
  }

  /** A call that must succeed; otherwise it is a surprise and null. */
  // biome-ignore lint/suspicious/noExplicitAny: see Answer
  async must(method: string, path: string, body?: unknown): Promise<any> {
    const answer = await this.call(method, path, body);
    if (answer.status < 300) return answer.body;
    const problem = JSON.stringify(answer.body).slice(0, 300);
    this.world.surprise(`${this.login}: ${method} ${path} ${answer.status} ${problem}`);
    return null;
  }
}
