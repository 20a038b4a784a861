import { describe, expect, test } from 'vitest';
import { nextReceipt } from '../../../src/storage/receipts.js';
import { at, range } from './rows.js';
import type { Stage } from './stage.js';

export function receiptContract(stage: () => Stage): void {
  describe('receipt numbers', () => {
    test('have no gaps over writers that run at once and writers that fail', async () => {
      const { storage, other } = stage();
      const outcomes = await Promise.allSettled(
        range(1, 40).map((index) =>
          (index % 2 === 0 ? storage : other).write(async (tx) => {
            const receipt = await nextReceipt(tx, '440000', at(0));
            if (index % 4 === 0) throw new Error('rolled back');
            return receipt.number;
          }),
        ),
      );
      const numbers = outcomes.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      expect(numbers.sort((a, b) => a - b)).toEqual(range(1, 30));
    });

    test('begin at one in every province, and in every year of Beijing', async () => {
      const { storage } = stage();
      const next = (province: string, now: string) => storage.write((tx) => nextReceipt(tx, province, now));
      expect(await next('440000', '2026-12-31T15:59:59.999Z')).toEqual({ year: 2026, number: 1 });
      expect(await next('440000', '2026-12-31T16:00:00.000Z')).toEqual({ year: 2027, number: 1 });
      expect(await next('440000', '2026-12-31T15:59:59.999Z')).toEqual({ year: 2026, number: 2 });
      expect(await next('660000', '2026-12-31T16:00:00.000Z')).toEqual({ year: 2027, number: 1 });
    });
  });
}
