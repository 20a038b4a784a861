import { describe, expect, test } from 'vitest';
import { EXPERT_ROUTES } from '../../bot/expert/routes.js';
import { expertTexts as texts } from '../../bot/expert/texts.js';
import { endRole } from '../../src/directory/memberships.js';
import * as demandEvents from '../../src/storage/demand-events.js';
import { formOf, GUANGDONG, must, openStage, Phone, type Sent, ZHEJIANG } from './expert-stage.js';

const D1 = '/expert/demands/d1';

/** Every route on a demand, with d1's id in its address. */
const ON_DEMAND = EXPERT_ROUTES.filter(({ path }) => path.includes(':id')).map(
  ({ method, path, action }) => ({
    method,
    action,
    path: `/expert${path.replace(':id', 'd1').replace(':file', 'f1')}`,
  }),
);

/** What a stranger with a form of their own would send. */
async function probe(
  phone: Phone,
  { method, path }: (typeof ON_DEMAND)[number],
  token: string,
): Promise<Sent> {
  if (method === 'get') {
    const response = await phone.get(path);
    return { status: response.status, location: '', text: await response.text() };
  }
  const fields = { token, version: '4', key: crypto.randomUUID(), text: '我写的', reason: '不是我的专业' };
  return phone.post(path, new URLSearchParams(fields));
}

async function tokenOf(phone: Phone): Promise<string> {
  const page = await phone.page('/expert');
  return page.includes(texts.availability.title)
    ? new Map(formOf(page, 'availability').hidden).get('token')!
    : '';
}

describe('a demand', () => {
  test('has a rule of its own for each route', () => {
    expect(EXPERT_ROUTES.map(({ method, path, action }) => `${method} ${path} ${action}`)).toEqual([
      'get / account.own',
      'post /availability account.own',
      'get /availability account.own',
      'get /demands/:id demand.read',
      'get /demands/:id/files/:file file.read',
      'post /demands/:id/take demand.act',
      'post /demands/:id/decline demand.act',
      'post /demands/:id/ask_back demand.act',
      'post /demands/:id/reply demand.act',
      'get /demands/:id/take demand.read',
      'get /demands/:id/decline demand.read',
      'get /demands/:id/ask_back demand.read',
      'get /demands/:id/reply demand.read',
    ]);
  });

  test('does not exist for anybody but its assignee, by any route, and answers as one that was never there', async () => {
    const stage = await openStage();
    const { url } = stage.service;
    const strangers = {
      'another expert': await stage.bound('colleague', [['expert', ZHEJIANG]]),
      'an expert of another province': await stage.bound('far', [['expert', GUANGDONG]]),
      'a unit': await stage.bound('unit', [['unit_staff', ZHEJIANG]]),
      'the coordinator, who works in the console': await stage.bound('keeper', [['coordinator', ZHEJIANG]]),
      'a coordinator who is an expert too': await stage.bound('both', [
        ['coordinator', ZHEJIANG],
        ['expert', ZHEJIANG],
      ]),
      'somebody bound without a role': await stage.bound('plain', []),
      'the asker': stage.asker,
      'a chat that is not bound': await new Phone(url).arrive(),
      'nobody at all': new Phone(url),
    };
    const before = await stage.demand();
    for (const [who, phone] of Object.entries(strangers)) {
      const token = await tokenOf(phone);
      for (const route of ON_DEMAND) {
        const there = await probe(phone, route, token);
        const never = await probe(phone, { ...route, path: route.path.replace('d1', 'd0') }, token);
        expect(there.status, `${who}: ${route.path}`).toBe(404);
        expect(there, `${who}: ${route.path}`).toEqual(never);
        expect(there.text).not.toContain('浙-2026');
      }
    }
    expect(await stage.demand()).toEqual(before);
    expect(await stage.expert.page('/expert')).toContain('浙-2026-00001');
    for (const phone of [strangers['another expert'], strangers['a coordinator who is an expert too']])
      expect(await phone.page('/expert')).not.toContain('浙-2026-00001');
  });

  test('is gone for who was replaced, who gets back what they had typed', async () => {
    const stage = await openStage();
    const colleague = await stage.bound('colleague', [['unit_staff', ZHEJIANG]]);
    await stage.expert.send(await stage.expert.page(D1), 'take');
    const page = await stage.expert.page(D1);
    await must(stage.say(stage.coordinator, 'dispatch', { assigneeId: 'colleague', reason: '改派' }));
    const gone = await stage.expert.send(page, 'reply', { text: '写了很久的答复' });
    expect(gone.status).toBe(404);
    for (const each of [texts.gone.title, texts.gone.typed, '写了很久的答复</textarea>'])
      expect(gone.text).toContain(each);
    expect((await stage.expert.get(D1)).status).toBe(404);
    const mine = await colleague.page(D1);
    expect(mine).toContain(texts.take.button);
    // Their own round: what the one before them did is not in it.
    expect(mine.match(new RegExp(texts.timeline.events.take!, 'g'))).toBeNull();
  });

  test('is closed to who is an expert no more', async () => {
    const stage = await openStage();
    const deed = { by: 'service', now: '2026-11-24T02:00:00.000Z' };
    await stage.service.storage.write((tx) =>
      endRole(tx, { id: `expert-expert-${ZHEJIANG}`, reason: '离职', ...deed }),
    );
    expect((await stage.expert.get(D1)).status).toBe(404);
    expect(await stage.expert.page('/expert')).toContain(texts.bind.title);
  });

  test('is acted on as the assignee alone, by who has other roles too', async () => {
    const stage = await openStage();
    const both = await stage.bound('both', [
      ['coordinator', ZHEJIANG],
      ['expert', ZHEJIANG],
    ]);
    await must(stage.say(stage.coordinator, 'dispatch', { assigneeId: 'both', reason: '改派' }));
    await both.send(await both.page(D1), 'take');
    const events = await demandEvents.list(stage.service.storage.db, 'd1');
    expect(events.at(-1)).toMatchObject({ event: 'take', actor: 'both', actorRole: 'assignee' });
  });
});
