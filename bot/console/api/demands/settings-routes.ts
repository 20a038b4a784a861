import { z } from 'zod';
import * as audit from '../../../../src/audit/audit.js';
import { provinceSettings } from '../../../../src/demand/settings.js';
import { reach } from '../../../../src/directory/authorize.js';
import { provinceCode } from '../../../../src/directory/people-list.js';
import { regions } from '../../../../src/region/region.js';
import * as settings from '../../../../src/storage/province-settings.js';
import type { Executor } from '../../../../src/storage/storage.js';
import type { ProvincesShape, SettingsShape } from '../../desk-shapes.js';
import { regionField } from '../fields.js';
import { regionName } from '../names.js';
import { conflict, refuseFields } from '../problem.js';
import { type Route, readRoute, writeRoute } from '../route.js';
import { demandApiTexts } from './texts.js';

const provinceParams = z.object({ province: regionField });

const MOST_DAYS = 250;
const MOST_HOURS = 720;
const number = (most: number, words: string) => z.number(words).int(words).min(1, words).max(most, words);
const days = number(MOST_DAYS, demandApiTexts.settingsDays);

/** As `provinceSettings`, with what is said when a field will not do. */
const settingsBody = z.object({
  acceptDays: days,
  firstReplyDays: days,
  closeDays: days,
  takeDays: days,
  askerReminderDays: days,
  askerLapseDays: days,
  confirmLapseDays: days,
  draftLapseDays: days,
  undeliveredHours: number(MOST_HOURS, demandApiTexts.settingsHours),
});

/** The province-level region of an address; a city's code names no province's settings. */
function placeOf(_db: Executor, { params }: { readonly params: { readonly province: string } }) {
  return regions().byCode(params.province)?.level === 'province' ? { province: params.province } : null;
}

export const SETTINGS_ROUTES: readonly Route[] = [
  readRoute({
    method: 'get',
    path: '/settings',
    action: 'settings.manage',
    resource: (_db, { actor }) => {
      const mine = reach(actor, 'settings.manage');
      return { province: mine === 'nation' ? null : (mine[0] ?? null) };
    },
    read: (_db, { actor }): ProvincesShape => {
      const mine = reach(actor, 'settings.manage');
      const all = regions().all.filter(({ level }) => level === 'province');
      const own = all.filter(({ code }) => mine === 'nation' || mine.includes(code));
      return { provinces: own.map(({ code, name }) => ({ code, name })) };
    },
  }),
  readRoute({
    method: 'get',
    path: '/settings/:province',
    action: 'settings.manage',
    params: provinceParams,
    resource: placeOf,
    read: async (db, { params }): Promise<SettingsShape> => {
      const stored = await settings.find(db, params.province);
      const { dutyCoordinatorId, ...numbers } = stored.settings;
      return {
        province: params.province,
        provinceName: regionName(params.province),
        version: stored.version,
        settings: numbers,
        dutyCoordinatorId,
        coordinators: await coordinatorsOf(db, params.province),
      };
    },
  }),
  writeRoute({
    method: 'put',
    path: '/settings/:province',
    action: 'settings.manage',
    params: provinceParams,
    body: z.object({
      version: z.number().int(),
      settings: settingsBody,
      dutyCoordinatorId: z.string().nullable(),
    }),
    resource: placeOf,
    write: async (tx, { params, body, actor, now }) => {
      const { province } = params;
      const { dutyCoordinatorId } = body;
      const coordinators = await coordinatorsOf(tx, province);
      if (dutyCoordinatorId !== null && !coordinators.some(({ id }) => id === dutyCoordinatorId))
        return refuseFields({ dutyCoordinatorId: demandApiTexts.dutyWrong });
      const wanted = provinceSettings.parse({ ...body.settings, dutyCoordinatorId });
      const change = { province, settings: wanted, version: body.version, by: actor.id, now };
      const version = await settings.save(tx, change);
      if (version === null) return conflict();
      const entry = { actor: actor.id, action: 'settings.changed', payload: wanted, now };
      await audit.append(tx, { subject: `settings:${province}`, ...entry });
      return { version };
    },
  }),
];

async function coordinatorsOf(db: Executor, province: string): Promise<SettingsShape['coordinators']> {
  const rows = await db
    .selectFrom('memberships as m')
    .innerJoin('people as p', 'p.id', 'm.person_id')
    .select(['p.id', 'p.name', 'm.region'])
    .where('m.role', '=', 'coordinator')
    .where('m.ended_at', 'is', null)
    .where('p.erased_at', 'is', null)
    .orderBy('p.name')
    .execute();
  const own = rows.filter(({ region }) => provinceCode(region) === province);
  return [...new Map(own.map(({ id, name }) => [id, { id, name: name ?? '' }])).values()];
}
