import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeRow, rowsOf } from '../../src/backup/row-lines.js';
import type { WholeRow } from '../../src/storage/whole-tables.js';

const column = fc.constantFrom('id', 'state', 'created_at', 'position', 'activity');
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\n', '\u2028', '"\\', '行\r\n', ''));
const row: fc.Arbitrary<WholeRow> = fc.dictionary(
  column,
  fc.oneof(text, fc.maxSafeInteger(), fc.constant(null)),
);

async function* inPieces(content: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < content.length; from += size) yield content.subarray(from, from + size);
}

async function read(content: Buffer, size: number, most: number): Promise<WholeRow[]> {
  const rows: WholeRow[] = [];
  for await (const batch of rowsOf(inPieces(content, size), most)) {
    expect(batch.length).toBeLessThanOrEqual(most);
    rows.push(...batch);
  }
  return rows;
}

test('rows come back from their lines, wherever the stream is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 20 }),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 7 }),
      async (rows, size, most) => {
        const content = Buffer.from(rows.map(encodeRow).join(''));
        expect(await read(content, size, most)).toEqual(rows.map((each) => ({ ...each })));
      },
    ),
    { seed: 20_261_124 },
  );
});

test('the same row is the same line, however its columns came', () => {
  expect(encodeRow({ b: 1, a: '甲' })).toBe(encodeRow({ a: '甲', b: 1 }));
});

test.each(['[1]\n', '{"a":{}}\n', '{"a":true}\n', '{"a":1}', 'x\n'])(
  '%j is no line of ours',
  async (line) => {
    await expect(read(Buffer.from(line), 5, 5)).rejects.toThrow();
  },
);
