import { YishiError } from '../errors.js';
import type { WriteExecutor } from './tables.js';

/** Years of receipts begin at midnight in Beijing, whatever the server's zone. */
const YEAR_IN_CHINA = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Shanghai', year: 'numeric' });

/**
 * The next receipt of a province (GB/T 2260 code) in the year of `now`: 1, 2, 3… The counter's row stays locked
 * until the commit, and goes back with a rollback, so there are no gaps.
 */
export async function nextReceipt(
  tx: WriteExecutor,
  province: string,
  now: string,
): Promise<{ year: number; number: number }> {
  const instant = Date.parse(now);
  if (Number.isNaN(instant)) throw new YishiError('internal', 'not a time');
  const year = Number(YEAR_IN_CHINA.format(instant));
  const row = await tx
    .insertInto('receipts')
    .values({ province, year, next_number: 2 })
    .onConflict((oc) =>
      oc
        .columns(['province', 'year'])
        .doUpdateSet((eb) => ({ next_number: eb('receipts.next_number', '+', 1) })),
    )
    .returning('next_number')
    .executeTakeFirstOrThrow();
  return { year, number: row.next_number - 1 };
}
