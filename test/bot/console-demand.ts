import { createWorkingCalendar } from '../../src/calendar/working-calendar.js';
import { act } from '../../src/demand/act.js';
import type { Demand } from '../../src/demand/demand.js';
import type { DemandEvent } from '../../src/demand/events.js';
import { demandProfile } from '../../src/demand/profile.js';
import type { Actor } from '../../src/directory/authorize.js';
import { SERVICE_ACTOR } from '../../src/directory/demand-parts.js';
import { actorOfPerson, grantRole } from '../../src/directory/memberships.js';
import { createPerson } from '../../src/directory/people.js';
import { saveEdition } from '../../src/storage/records.js';
import type { Storage } from '../../src/storage/storage.js';
import { prepare } from '../src/contract/rows.js';

let ids = 0;
const identifiers = { next: () => `made-${String(++ids).padStart(6, '0')}` };
const calendar = createWorkingCalendar();

export const PHONE = '13912345678';
export const PROBLEM = '喷漆车间活性炭吸附后仍有异味，周边居民反映';

const ASKER: Actor = { id: 'asker-1', conversationId: 'c1', personId: null, grants: [] };

/** Conversation c1 with somebody who asks in it. */
export async function openTalk(storage: Storage): Promise<void> {
  await prepare(storage, 'c1');
}

/** One event on a demand by the asker, a person (by id) or the service; throws when it is refused. */
export async function happen(
  storage: Storage,
  demandId: string,
  who: 'asker' | 'service' | { readonly person: string },
  event: DemandEvent,
  data: object = {},
  now = new Date().toISOString(),
): Promise<Demand> {
  const actor =
    who === 'asker' ? ASKER : who === 'service' ? SERVICE_ACTOR : await actorOfPerson(storage.db, who.person);
  const outcome = await storage.write((tx) =>
    act(tx, { identifiers, calendar }, actor, { demandId, event, data, version: null, key: null }, now),
  );
  if (!outcome.ok) throw new Error(`${event} was refused: ${JSON.stringify(outcome)}`);
  return outcome.demand;
}

/** A demand of the asker, filed in a province. */
export async function fileDemand(
  storage: Storage,
  id: string,
  changes: {
    readonly province?: string;
    readonly kind?: Demand['kind'];
    readonly problem?: string;
    readonly now?: string;
  } = {},
): Promise<Demand> {
  const { province = '330000', kind = 'demand', problem = PROBLEM, now = new Date().toISOString() } = changes;
  const profile = demandProfile.parse({
    problem,
    time: '去年十月起',
    place: '杭州市萧山区某镇',
    subject: '家具厂，风量 20000 m³/h，联系人：张小明，电话 13712345678',
    measure: '想知道换什么工艺',
    unknown: [],
    region: '330100',
    domain: 'D2',
    industries: ['家具制造'],
    pollutants: ['VOCs'],
    processes: ['喷漆'],
    figures: ['风量 20000 m³/h'],
    offered: [{ recordId: 'T0001', edition: '1', title: '沸石转轮吸附浓缩' }],
    shortfall: '没有回答异味从哪里来',
  });
  const origin = { kind, consultationId: null, conversationId: 'c1', asker: 'asker-1', personId: null };
  await storage.write((tx) =>
    act(
      tx,
      { identifiers, calendar },
      ASKER,
      { demandId: id, event: 'draft', data: { profile, province }, version: null, key: null, origin },
      now,
    ),
  );
  return happen(storage, id, 'asker', 'file', { phone: PHONE, phoneShared: true, consent: '1' }, now);
}

const FACETS = {
  kind: 'expert',
  demo: true,
  unitType: '高校',
  professionalTitle: '教授',
  titleLevel: '正高',
  domains: ['D2'],
  processes: ['喷漆', '沸石转轮'],
  pollutants: ['VOCs'],
  achievements: ['示例成果：涂装废气治理'],
  serviceModes: ['online', 'onsite'],
  consentPublic: true,
  source: { title: '示例专家名录', grade: 'C' },
};

/** Three people with records of experts, one of whom has another field. */
export async function addExperts(storage: Storage): Promise<void> {
  const now = '2026-01-05T00:00:00.000Z';
  const deed = { by: 'service', now };
  const rows = [
    ['x1', '示例专家·周某', '330000', ['家具制造', '涂装'], 'D2'],
    ['x2', '示例专家·吴某', '440000', ['家具制造'], 'D2'],
    ['x3', '示例专家·郑某', '330000', ['纺织印染'], 'D6'],
  ] as const;
  await storage.write(async (tx) => {
    for (const [id, title, province, industries, domain] of rows) {
      const content = {
        ...FACETS,
        id: `R${id}`,
        title,
        province,
        industries,
        domains: [domain],
        unitName: '示例单位·环境学院',
      };
      const facets = domain === 'D6' ? { processes: ['土壤淋洗'], pollutants: ['重金属'] } : {};
      await saveEdition(tx, {
        id: `R${id}`,
        kind: 'expert',
        title,
        contentHash: id,
        status: 'published',
        visibility: 'public',
        region: province,
        content: { ...content, ...facets },
        sourceFile: 'test',
        importedAt: now,
        validUntil: null,
      });
      await createPerson(tx, { id, name: title, recordId: `R${id}`, ...deed });
      await grantRole(tx, { id: `m-${id}`, personId: id, role: 'expert', region: province, ...deed });
    }
  });
}
