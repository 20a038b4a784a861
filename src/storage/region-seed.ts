import { createHash } from 'node:crypto';
import { parseRegions, type Region, readRegionsFile } from '../region/region.js';
import type { WriteExecutor } from './tables.js';

const NAME = 'regions';
/** Rows per statement: five values each, well under every database's limit of parameters. */
const BATCH = 500;

/** Brings the regions table to the shipped data; one look-up when it is there already. */
export async function seedRegions(tx: WriteExecutor): Promise<void> {
  const text = readRegionsFile();
  const hash = createHash('sha256').update(text).digest('hex');
  const known = await tx
    .selectFrom('data_versions')
    .select('hash')
    .where('name', '=', NAME)
    .executeTakeFirst();
  if (known?.hash === hash) return;
  const rows = parseRegions(text);
  for (let from = 0; from < rows.length; from += BATCH) await upsert(tx, rows.slice(from, from + BATCH));
  await tx
    .insertInto('data_versions')
    .values({ name: NAME, hash })
    .onConflict((oc) => oc.column('name').doUpdateSet({ hash }))
    .execute();
}

async function upsert(tx: WriteExecutor, rows: readonly Region[]): Promise<void> {
  await tx
    .insertInto('regions')
    .values(
      rows.map((region) => ({
        code: region.code,
        name: region.name,
        short_name: region.shortName,
        level: region.level,
        parent_code: region.parent,
      })),
    )
    .onConflict((oc) =>
      oc.column('code').doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        short_name: eb.ref('excluded.short_name'),
        level: eb.ref('excluded.level'),
        parent_code: eb.ref('excluded.parent_code'),
      })),
    )
    .execute();
}
