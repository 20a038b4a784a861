import { createWorkingCalendar } from '../../src/calendar/working-calendar.js';
import { type Clock, isoNow } from '../../src/clock.js';
import { type ActOutcome, act } from '../../src/demand/act.js';
import type { Demand } from '../../src/demand/demand.js';
import type { DemandEvent } from '../../src/demand/events.js';
import { demandProfile } from '../../src/demand/profile.js';
import type { Actor, Role } from '../../src/directory/authorize.js';
import { makeCode } from '../../src/directory/binding-codes.js';
import { bindChat } from '../../src/directory/chat-binding.js';
import { SERVICE_ACTOR } from '../../src/directory/demand-parts.js';
import { actorOfPerson, grantRole } from '../../src/directory/memberships.js';
import { codeDigest, readableCode } from '../../src/directory/one-time-code.js';
import { createPerson } from '../../src/directory/people.js';
import { randomIdentifiers } from '../../src/identifiers.js';
import * as demands from '../../src/storage/demands.js';
import { ManualClock } from './manual-clock.js';
import { openSampleService, SECRET, type ServiceOptions, type TestService } from './page-service.js';

export const ZHEJIANG = '330000';
export const GUANGDONG = '440000';
export const PHONE = '13812345678';
const PROFILE = {
  problem: `喷漆废气治理后仍有异味，联系电话${PHONE}，我们是湖州市长兴县华美家具有限公司`,
  time: '希望年底前解决',
  place: '湖州市长兴县虹星桥镇工业路8号',
  subject: '家具厂，风量 20000 m³/h，VOCs 300 mg/m³',
  region: '330522',
  domain: 'D2',
  industries: ['家具制造'],
  figures: ['风量 20000 m³/h', 'VOCs 300 mg/m³'],
  unknown: ['measure'],
  offered: [{ recordId: 'T1', edition: '1', title: '家具喷漆废气吸附浓缩+RCO' }],
  shortfall: '没有说明异味从哪里来',
} as const;

const identifiers = randomIdentifiers();
const calendar = createWorkingCalendar();

/** A browser on the chat page: the session's cookie and who speaks. */
export class Phone {
  cookie = '';
  conversationId = '';
  userId = '';

  constructor(readonly url: string) {}

  async arrive(): Promise<this> {
    const response = await fetch(`${this.url}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: this.cookie },
      body: '{}',
    });
    this.cookie = response.headers.get('set-cookie')!.split(';')[0]!;
    Object.assign(this, await response.json());
    return this;
  }

  get(path: string): Promise<Response> {
    return fetch(this.url + path, {
      headers: { cookie: this.cookie, accept: 'text/html' },
      redirect: 'manual',
    });
  }

  async page(path: string): Promise<string> {
    return (await this.get(path)).text();
  }

  /** Sends the form of `page` whose address ends with `event`, with its hidden fields. */
  async send(page: string, event: string, fields: Fields = {}, files: readonly Upload[] = []): Promise<Sent> {
    const form = formOf(page, event);
    const body = new FormData();
    for (const [name, value] of [...form.hidden, ...Object.entries(fields)])
      for (const each of typeof value === 'string' ? [value] : value) body.append(name, each);
    for (const { name, content } of files)
      body.append('file', new Blob([content as Uint8Array<ArrayBuffer>]), name);
    return this.post(form.action, form.multipart ? body : new URLSearchParams(entries(body)));
  }

  async post(
    path: string,
    body: FormData | URLSearchParams,
    headers: Record<string, string> = {},
  ): Promise<Sent> {
    const response = await fetch(this.url + path, {
      method: 'POST',
      headers: { cookie: this.cookie, accept: 'text/html', ...headers },
      body,
      redirect: 'manual',
    });
    return {
      status: response.status,
      location: response.headers.get('location') ?? '',
      text: await response.text(),
    };
  }
}

type Fields = Readonly<Record<string, string | readonly string[]>>;

export interface Upload {
  readonly name: string;
  readonly content: Buffer;
}

export interface Sent {
  readonly status: number;
  readonly location: string;
  readonly text: string;
}

function entries(body: FormData): [string, string][] {
  return [...body].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
}

/** What a browser would send of a form without anybody touching it, but for ticked boxes and texts. */
export function formOf(page: string, event: string) {
  const [, attributes = '', action = '', content = ''] =
    new RegExp(`<form([^>]* action="([^"]*/${event})"[^>]*)>([\\s\\S]*?)</form>`).exec(page) ?? [];
  if (action === '') throw new Error(`no form for ${event}`);
  const hidden = [...content.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(
    ([, name, value]): [string, string] => [name!, value!],
  );
  return { action, content, hidden, multipart: attributes.includes('multipart/form-data') };
}

export interface Stage {
  readonly service: TestService;
  readonly clock: ManualClock;
  readonly expert: Phone;
  readonly asker: Phone;
  /** A phone whose chat is bound to a new person with these roles. */
  bound(id: string, roles: readonly (readonly [Role, string])[]): Promise<Phone>;
  say(actor: Actor, event: DemandEvent, data?: object, id?: string): Promise<ActOutcome>;
  demand(id?: string): Promise<Demand>;
  readonly coordinator: Actor;
  readonly askerActor: Actor;
}

/** Demand d1 of a stranger in 浙江, given to the person `expert`, in the morning of Tuesday, 24 November 2026. */
export async function openStage(options: Partial<ServiceOptions> = {}): Promise<Stage> {
  const clock = (options.clock as ManualClock | undefined) ?? new ManualClock();
  const service = await openSampleService({ ...options, clock });
  const stage = stageOn(service, clock);
  const expert = await stage.bound('expert', [['expert', ZHEJIANG]]);
  const asker = await new Phone(service.url).arrive();
  await addPerson(service, clock, 'coordinator', [['coordinator', ZHEJIANG]]);
  const coordinator = await actorOfPerson(service.storage.db, 'coordinator');
  const askerActor: Actor = { id: asker.userId, conversationId: asker.conversationId, grants: [] };
  const whole = { ...stage, service, clock, expert, asker, coordinator, askerActor };
  await file(whole, 'd1');
  return whole;
}

/** A further demand of the same asker, dispatched to `assigneeId`. */
export async function file(
  stage: Stage,
  id: string,
  assigneeId = 'expert',
  kind: 'demand' | 'emergency' = 'demand',
) {
  const { asker, askerActor, coordinator, say } = stage;
  const origin = {
    kind,
    consultationId: null,
    conversationId: asker.conversationId,
    asker: asker.userId,
    personId: null,
  };
  await must(
    command(
      stage,
      askerActor,
      'draft',
      { profile: demandProfile.parse(PROFILE), province: ZHEJIANG },
      id,
      origin,
    ),
  );
  await must(say(askerActor, 'file', { phone: PHONE, phoneShared: true, consent: '2026-11' }, id));
  await must(say(coordinator, 'accept', {}, id));
  await must(say(coordinator, 'dispatch', { assigneeId, reason: '内部理由：离得近' }, id));
}

export async function must(outcome: Promise<ActOutcome>): Promise<void> {
  const it = await outcome;
  if (!it.ok) throw new Error(`refused: ${JSON.stringify(it)}`);
}

export const SERVICE = SERVICE_ACTOR;

function stageOn(service: TestService, clock: Clock): Pick<Stage, 'bound' | 'say' | 'demand'> {
  return {
    async bound(id, roles) {
      await addPerson(service, clock, id, roles);
      const phone = await new Phone(service.url).arrive();
      await bind(service, clock, phone, id);
      return phone;
    },
    say: (actor, event, data = {}, id = 'd1') => command({ service, clock }, actor, event, data, id),
    async demand(id = 'd1') {
      return (await demands.find(service.storage.db, id))!;
    },
  };
}

function command(
  { service, clock }: { readonly service: TestService; readonly clock: Clock },
  actor: Actor,
  event: DemandEvent,
  data: object,
  demandId: string,
  origin?: Parameters<typeof act>[3]['origin'],
): Promise<ActOutcome> {
  const said = { demandId, event, data, version: null, key: null, ...(origin ? { origin } : {}) };
  return service.storage.write((tx) => act(tx, { identifiers, calendar }, actor, said, isoNow(clock)));
}

async function addPerson(
  { storage }: TestService,
  clock: Clock,
  id: string,
  roles: readonly (readonly [Role, string])[],
): Promise<void> {
  const deed = { by: 'service', now: isoNow(clock) };
  await storage.write(async (tx) => {
    await createPerson(tx, { id, name: `姓名${id}`, ...deed });
    for (const [role, region] of roles)
      await grantRole(tx, { id: `${id}-${role}-${region}`, personId: id, role, region, ...deed });
  });
}

async function bind({ storage }: TestService, clock: Clock, phone: Phone, personId: string): Promise<void> {
  const code = readableCode();
  const now = isoNow(clock);
  const row = await storage.db
    .selectFrom('chat_identities')
    .select('id')
    .where('vendor_user_id', '=', phone.userId)
    .executeTakeFirstOrThrow();
  const digest = codeDigest(SECRET, code);
  await storage.write(async (tx) => {
    await makeCode(tx, { id: identifiers.next(), digest, purpose: 'bind', personId, by: personId, now });
    const binding = await bindChat(tx, { code, chatIdentityId: row.id, secret: SECRET, now });
    if (binding.kind !== 'bound') throw new Error(binding.kind);
  });
}
