import { z } from 'zod';
import { objectFromJson } from '../storage/json.js';
import type { Executor } from '../storage/tables.js';

const MOST_DAYS = 250;
const MOST_HOURS = 720;
const days = z.number().int().min(1).max(MOST_DAYS);

/** What a province sets for its demands. Days are working days. */
export const provinceSettings = z.object({
  acceptDays: days.default(1),
  firstReplyDays: days.default(3),
  closeDays: days.default(15),
  /** The assignee has not answered to the dispatch. */
  takeDays: days.default(1),
  /** The asker owes something (补正, 待补充) or has not said whether the reply helped. */
  askerReminderDays: days.default(3),
  askerLapseDays: days.default(10),
  confirmLapseDays: days.default(7),
  draftLapseDays: days.default(30),
  /** After so many hours an undelivered message takes another way. */
  undeliveredHours: z.number().int().min(1).max(MOST_HOURS).default(24),
  /** Person id of who is rung first in an emergency; null tells every coordinator. */
  dutyCoordinatorId: z.string().nullable().default(null),
});

export type ProvinceSettings = z.infer<typeof provinceSettings>;

export const DEFAULT_SETTINGS: ProvinceSettings = provinceSettings.parse({});

/** A province's settings; what it did not set has the default. */
export async function settingsOf(db: Executor, province: string | null): Promise<ProvinceSettings> {
  if (province === null) return DEFAULT_SETTINGS;
  const row = await db
    .selectFrom('province_settings')
    .select('settings')
    .where('province', '=', province)
    .executeTakeFirst();
  return row === undefined ? DEFAULT_SETTINGS : provinceSettings.parse(objectFromJson(row.settings));
}
