import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, shownOrder } from '../../knowledge/answer/shown-order.js';

interface Traits {
  score: number;
  grade: 'A' | 'B' | 'C';
  verdict: 'applies' | 'unknown' | 'does_not_apply';
  sameIndustry: boolean;
  samePollutant: boolean;
  discouraged: boolean;
  unwanted: boolean;
}

function candidate(
  { score, grade, verdict, sameIndustry, samePollutant, discouraged, unwanted }: Traits,
  index: number,
): Candidate {
  const source = { grade } as Candidate['stored']['record']['source'];
  const record = { id: `T${index}`, source } as Candidate['stored']['record'];
  return {
    stored: { record, edition: '1' },
    hit: { id: record.id, kind: 'technology', score, parts: {} },
    fit: { verdict, lines: [], missing: [] },
    sameIndustry,
    samePollutant,
    discouraged,
    unwanted,
  };
}

const candidates = fc
  .array(
    fc.record<Traits>({
      score: fc.double({ min: 0.01, max: 1, noNaN: true }),
      grade: fc.constantFrom('A', 'B', 'C'),
      verdict: fc.constantFrom('applies', 'unknown', 'does_not_apply'),
      sameIndustry: fc.boolean(),
      samePollutant: fc.boolean(),
      discouraged: fc.boolean(),
      unwanted: fc.boolean(),
    }),
    { maxLength: 30 },
  )
  .map((traits) => traits.sort((a, b) => b.score - a.score).map(candidate));

const forAll = (check: (list: Candidate[]) => void) =>
  fc.assert(fc.property(candidates, check), { seed: 20261124, numRuns: 500 });

describe('shown order', () => {
  it('shows at most three, never what does not apply or is discouraged', () => {
    forAll((list) => {
      const shown = shownOrder(list);
      expect(shown.length).toBeLessThanOrEqual(3);
      expect(
        shown.some((one) => one.fit.verdict === 'does_not_apply' || one.discouraged || one.unwanted),
      ).toBe(false);
    });
  });

  it('never puts a vendor before an A or B record of the same coverage', () => {
    forAll((list) => {
      const shown = shownOrder(list);
      const pairs = shown.flatMap((one, index) =>
        shown.slice(index + 1).map((later) => [one, later] as const),
      );
      for (const [one, later] of pairs) {
        const vendorAhead =
          one.stored.record.source.grade === 'C' && later.stored.record.source.grade !== 'C';
        expect(vendorAhead && one.sameIndustry === later.sameIndustry).toBe(false);
      }
    });
  });

  it('puts a vendor first only where no A or B record of that industry is usable', () => {
    forAll((list) => {
      const [first] = shownOrder(list);
      if (first === undefined || first.stored.record.source.grade !== 'C' || !first.sameIndustry) return;
      const better = list.filter(
        (one) =>
          one.stored.record.source.grade !== 'C' &&
          one.sameIndustry &&
          one.samePollutant === first.samePollutant &&
          one.fit.verdict !== 'does_not_apply' &&
          !one.discouraged &&
          !one.unwanted,
      );
      expect(better).toEqual([]);
    });
  });

  it('shows only what treats the named pollutant where anything usable does', () => {
    forAll((list) => {
      const usable = list.filter(
        (one) => one.fit.verdict !== 'does_not_apply' && !one.discouraged && !one.unwanted,
      );
      const shown = shownOrder(list);
      expect(shown.every((one) => one.samePollutant)).toBe(
        usable.some((one) => one.samePollutant) || shown.length === 0,
      );
    });
  });

  it('suggests something whenever something usable was found', () => {
    forAll((list) => {
      const usable = list.some(
        (one) => one.fit.verdict !== 'does_not_apply' && !one.discouraged && !one.unwanted,
      );
      expect(shownOrder(list).length > 0).toBe(usable);
    });
  });
});
