import { regions } from '../../src/region/region.js';
import { Chat } from './chat.js';
import { Console, PASSWORD } from './console.js';
import type { World } from './world.js';

const EXPERTS = 3;
const NATION = '100000';
const MINUTE_MS = 60_000;

export interface Person {
  readonly personId: string;
  readonly name: string;
  readonly chat: Chat;
}

export interface Province {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly coordinator: Console;
  readonly editor: Console;
  readonly experts: readonly Person[];
  readonly official: Person;
}

/** The country as its administrator sets it up in the console: people, accounts, and chats bound by one-time codes. */
export async function hire(world: World): Promise<{ admin: Console; provinces: readonly Province[] }> {
  const admin = new Console(world, 'root-admin');
  const code = await world.service.setUpCode();
  await admin.must('POST', '/set-up', { code, name: '全国管理员', login: 'root-admin', password: PASSWORD });
  await admin.takeToken();
  // One who sees the whole country's figures.
  const me = await admin.must('GET', '/me');
  await admin.must('POST', `/people/${me.person.id}/memberships`, { role: 'auditor', region: NATION });
  const provinces = [];
  const all = regions().all.filter(({ level, code: each }) => level === 'province' && each !== '660000');
  for (const region of all.slice(0, world.options.provinces)) {
    const { code: province, name, shortName } = region;
    const coordinator = await addAccount(admin, 'coordinator', province);
    const editor = await addAccount(admin, 'editor', province);
    const experts = [];
    for (let index = 1; index <= EXPERTS; index += 1) {
      const role = index === EXPERTS ? 'unit_staff' : 'expert';
      experts.push(await addChat(admin, role, province, `${shortName}专家${index}`));
    }
    const official = await addChat(admin, 'official', province, `${shortName}公务员`);
    provinces.push({ code: province, name, shortName, coordinator, editor, experts, official });
    // Guesses at codes and passwords are limited by the minute.
    await world.pass(MINUTE_MS);
  }
  return { admin, provinces };
}

async function addPerson(admin: Console, role: string, region: string, name: string): Promise<string> {
  const person = await admin.must('POST', '/people', { name, role, region });
  return person?.id ?? '';
}

/** A person who sets a password by the link that the administrator hands over. */
async function addAccount(admin: Console, role: string, region: string): Promise<Console> {
  const login = `${role}-${region}`;
  const id = await addPerson(admin, role, region, `${role} ${region}`);
  const link = await admin.must('POST', `/people/${id}/password-links`, {});
  const visitor = new Console(admin.world, login);
  const code = String(link?.url ?? '').split('#')[1] ?? '';
  await visitor.must('POST', '/password-link', { code, login, password: PASSWORD });
  await visitor.takeToken();
  return visitor;
}

/** A person who binds the chat of their phone. */
async function addChat(admin: Console, role: string, region: string, name: string): Promise<Person> {
  const personId = await addPerson(admin, role, region, name);
  const made = await admin.must('POST', `/people/${personId}/binding-codes`, {});
  const chat = new Chat(admin.world, personId);
  await chat.arrive();
  const { text } = await chat.say(`绑定 ${made?.code ?? ''}`);
  if (!text.includes('绑定成功')) admin.world.surprise(`${name}: ${text.slice(0, 40)}`);
  return { personId, name, chat };
}
