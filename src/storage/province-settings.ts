import { type ProvinceSettings, provinceSettings } from '../demand/settings.js';
import { objectFromJson, toJson } from './json.js';
import type { Executor, WriteExecutor } from './tables.js';

export interface StoredSettings {
  readonly province: string;
  readonly settings: ProvinceSettings;
  /** 0 while the province set nothing. */
  readonly version: number;
  readonly updatedBy: string | null;
  readonly updatedAt: string | null;
}

/** A province's settings with their version; what it did not set has the default. */
export async function find(db: Executor, province: string): Promise<StoredSettings> {
  const row = await db
    .selectFrom('province_settings')
    .select(['settings', 'version', 'updated_by as updatedBy', 'updated_at as updatedAt'])
    .where('province', '=', province)
    .executeTakeFirst();
  const none = { version: 0, updatedBy: null, updatedAt: null };
  if (row === undefined) return { province, settings: provinceSettings.parse({}), ...none };
  return { ...row, province, settings: provinceSettings.parse(objectFromJson(row.settings)) };
}

interface SaveSettings {
  readonly province: string;
  readonly settings: ProvinceSettings;
  /** The version that the change was made on. */
  readonly version: number;
  readonly by: string;
  readonly now: string;
}

/** Saves and gives the new version; null when somebody else saved meanwhile. */
export async function save(tx: WriteExecutor, change: SaveSettings): Promise<number | null> {
  const { province, version } = change;
  const fields = {
    settings: toJson(change.settings),
    version: version + 1,
    updated_by: change.by,
    updated_at: change.now,
  };
  const row = await tx
    .insertInto('province_settings')
    .values({ province, ...fields })
    .onConflict((oc) =>
      oc.column('province').doUpdateSet(fields).where('province_settings.version', '=', version),
    )
    .returning('version')
    .executeTakeFirst();
  return row?.version ?? null;
}
