import { setUpNotice } from '../../bot/console/set-up-link.js';
import type { MeShape } from '../../bot/console/shapes.js';
import { type Clock, isoNow, systemClock } from '../../src/clock.js';
import { setPassword } from '../../src/directory/accounts.js';
import type { Role } from '../../src/directory/authorize.js';
import { grantRole } from '../../src/directory/memberships.js';
import { hashPassword } from '../../src/directory/password.js';
import { createPerson } from '../../src/directory/people.js';
import { randomIdentifiers } from '../../src/identifiers.js';
import { SECRET, type TestService } from './page-service.js';

export const PASSWORD = '河长制2026第三季度';

export interface Answer {
  readonly status: number;
  // Each test knows the shape it asked for.
  readonly body: Record<string, unknown>;
}

/** A browser's part towards the console's API: keeps the cookie, sends the token. */
export class ConsoleClient {
  cookie = '';
  csrf = '';

  constructor(readonly url: string) {}

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.url}/console/api${path}`, {
      method,
      headers: {
        ...(this.cookie === '' ? {} : { cookie: this.cookie }),
        ...(this.csrf === '' ? {} : { 'x-csrf-token': this.csrf }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) this.cookie = set.split(';')[0] ?? '';
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
  }

  get(path: string): Promise<Answer> {
    return this.call('GET', path);
  }

  post(path: string, body: unknown = {}): Promise<Answer> {
    return this.call('POST', path, body);
  }

  /** Signs in and fetches the token. */
  async signIn(login: string, password = PASSWORD): Promise<Answer> {
    const answer = await this.post('/session', { login, password });
    if (answer.status === 200) await this.me();
    return answer;
  }

  async me(): Promise<MeShape> {
    const { body } = await this.get('/me');
    const me = body as unknown as MeShape;
    this.csrf = me.csrf;
    return me;
  }
}

let passwordHash: Promise<string> | undefined;

/** A person with roles, each as [role, region], and an account whose login is the id. */
export async function addMember(
  { storage }: Pick<TestService, 'storage'>,
  id: string,
  roles: readonly (readonly [Role, string])[],
  clock: Clock = systemClock(),
): Promise<void> {
  passwordHash ??= hashPassword(PASSWORD);
  const hash = await passwordHash;
  const deed = { by: 'service', now: isoNow(clock) };
  await storage.write(async (tx) => {
    await createPerson(tx, { id, name: `姓名${id}`, phone: '13800138000', ...deed });
    for (const [role, region] of roles) {
      await grantRole(tx, { id: `${id}-${role}-${region}`, personId: id, role, region, ...deed });
    }
    await setPassword(tx, { personId: id, login: id, passwordHash: hash, ...deed });
  });
}

/** A client that is signed in as a new person with these roles. */
export async function memberClient(
  service: TestService,
  id: string,
  roles: readonly (readonly [Role, string])[],
  clock?: Clock,
): Promise<ConsoleClient> {
  await addMember(service, id, roles, clock);
  const client = new ConsoleClient(service.url);
  await client.signIn(id);
  return client;
}

/** The code of the link that a start prints. */
export async function setUpCode(
  { storage, url }: TestService,
  clock: Clock = systemClock(),
): Promise<string> {
  const notice = await setUpNotice({ storage, clock, identifiers: randomIdentifiers(), secret: SECRET, url });
  return notice?.split('#')[1] ?? '';
}
