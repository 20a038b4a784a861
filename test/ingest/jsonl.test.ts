import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Found } from '../../ingest/reject.js';
import { readJsonl } from '../../ingest/sources/jsonl.js';
import { LONGEST_LINE } from '../../ingest/sources/lines.js';

const SEED = 20261124;

async function* chunksOf(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const ordered = [...cuts].sort((a, b) => a - b);
  let from = 0;
  for (const to of [...ordered, bytes.length]) {
    yield bytes.subarray(from, to);
    from = to;
  }
}

async function read(content: string | Uint8Array, cuts: readonly number[] = []): Promise<Found[]> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const found: Found[] = [];
  for await (const item of readJsonl('甲.jsonl', chunksOf(bytes, cuts))) found.push(item);
  return found;
}

const rowsIn = (found: readonly Found[]) => found.flatMap((item) => (item.kind === 'row' ? [item.row] : []));
const rejectsIn = (found: readonly Found[]) =>
  found.flatMap((item) => (item.kind === 'reject' ? [item.reject] : []));

describe('readJsonl', () => {
  it('gives the same rows however the bytes are cut', async () => {
    const line = fc.oneof(
      fc.jsonValue().map((json) => JSON.stringify(json)),
      fc.constantFrom('', '  ', '{"a": ', '中文不是 JSON', '{"字":"値😀"}'),
    );
    const file = fc.record({
      lines: fc.array(line, { maxLength: 8 }),
      bom: fc.boolean(),
      ending: fc.constantFrom('\n', '\r\n'),
      last: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        file,
        fc.array(fc.nat(), { maxLength: 12 }),
        async ({ lines, bom, ending, last }, cuts) => {
          const text = (bom ? '\uFEFF' : '') + lines.join(ending) + (last ? ending : '');
          const size = Buffer.byteLength(text);
          const found = await read(
            text,
            cuts.map((cut) => cut % (size + 1)),
          );
          expect(found).toEqual(await read(text));
          expect(rowsIn(found)).toEqual(expectedRows(lines));
        },
      ),
      { seed: SEED, numRuns: 200 },
    );
  });

  function expectedRows(lines: readonly string[]) {
    return lines.flatMap((text, index) => {
      try {
        return [{ file: '甲.jsonl', line: index + 1, json: JSON.parse(text) }];
      } catch {
        return [];
      }
    });
  }

  it('names the line of what is no JSON and goes on', async () => {
    const found = await read('{"a":1}\n\n{"a":\n{"a":2}');
    expect(rowsIn(found).map(({ line }) => line)).toEqual([1, 4]);
    expect(rejectsIn(found)).toEqual([
      {
        file: '甲.jsonl',
        line: 3,
        id: null,
        field: null,
        reason: '不是合法的 JSON',
        advice: '请检查引号、逗号和括号；每行写一条完整的记录',
      },
    ]);
  });

  it('says once that a file is not UTF-8', async () => {
    const gb18030 = Uint8Array.from([0x7b, 0xd6, 0xd0, 0xce, 0xc4, 0x0a, 0xd6, 0xd0, 0x0a]);
    expect(rejectsIn(await read(gb18030))).toEqual([
      expect.objectContaining({ line: 1, advice: expect.stringContaining('UTF-8') }),
    ]);
  });

  it('refuses a line beyond the limit, keeps counting and reads the next', async () => {
    const found = await read(`"${'x'.repeat(LONGEST_LINE)}"\n{"a":1}`, [100, 5000]);
    expect(rejectsIn(found)).toEqual([expect.objectContaining({ line: 1, reason: '这一行超过 4 MB' })]);
    expect(rowsIn(found)).toEqual([{ file: '甲.jsonl', line: 2, json: { a: 1 } }]);
  });

  it('finds nothing in an empty file', async () => {
    expect(await read('')).toEqual([]);
    expect(await read('\uFEFF')).toEqual([]);
  });
});
