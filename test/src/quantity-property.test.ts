import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findFigures } from '../../src/quantity/figure.js';
import { convert, unitSpellings } from '../../src/quantity/units.js';

const SEED = 20261124;
const UNITS = [...unitSpellings()].filter(([spelling]) => !/^[元度人]$/.test(spelling));
const value = fc.oneof(
  fc.integer({ min: 1, max: 99_999 }),
  fc.integer({ min: 1, max: 9999 }).map((n) => n / 100),
);

describe('every unit', () => {
  it('is read back with its value, from value and spelling', () => {
    const written = fc.tuple(value, fc.constantFrom(...UNITS));
    fc.assert(
      fc.property(written, ([number, [spelling, unit]]) => {
        const [figure] = findFigures(`${number}${spelling}`);
        expect(figure?.unit?.id).toBe(unit.id);
        expect(figure?.min).toBe(number);
        expect(figure?.raw).toBe(`${number}${spelling}`);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  it('converts to every other of its dimension and back', () => {
    const pair = fc.tuple(value, fc.constantFrom(...UNITS), fc.constantFrom(...UNITS));
    fc.assert(
      fc.property(pair, ([number, [, from], [, to]]) => {
        const there = convert(number, from.id, to.id);
        if (from.dimension !== to.dimension) {
          expect(there).toBeNull();
          return;
        }
        const back = convert(there ?? Number.NaN, to.id, from.id) ?? Number.NaN;
        expect(Math.abs(back - number) / number).toBeLessThan(1e-6);
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});

describe('any text', () => {
  const pieces = [
    '1',
    '2.5',
    '万',
    '千',
    '几',
    '-',
    '～',
    '到',
    'mg',
    '/L',
    '方',
    '多',
    '以下',
    '一',
    '10^',
    '，',
    ' ',
    'x',
    '₂',
    '³',
  ];
  const odd = fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(''));

  it('gives figures that lie in it, in order, apart, with ordered finite bounds', () => {
    fc.assert(
      fc.property(fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 200 })), (text) => {
        let end = 0;
        for (const figure of findFigures(text)) {
          expect(figure.start).toBeGreaterThanOrEqual(end === 0 ? 0 : end - figure.raw.length);
          expect(figure.raw).toBe(text.slice(figure.start, figure.end));
          expect(figure.end).toBeGreaterThan(end);
          for (const bound of [figure.min, figure.max])
            expect(bound === null || Number.isFinite(bound)).toBe(true);
          if (figure.min !== null && figure.max !== null) expect(figure.min).toBeLessThanOrEqual(figure.max);
          end = figure.end;
        }
      }),
      { seed: SEED, numRuns: 3000 },
    );
  });
});
