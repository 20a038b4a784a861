import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAccepted } from '../../bot/evaluation/accepted.js';
import { parseItems } from '../../bot/evaluation/items.js';
import { measure, nearestRank } from '../../bot/evaluation/measures.js';
import { turnResult } from '../knowledge/turn-result-fixture.js';

const item = (fields: object) => ({ id: 'x', query: '问', ...fields });

describe('eval measures', () => {
  it('counts recall against the smaller of K and the gold list', () => {
    const result = turnResult({ ranked: ['a', 'b', 'c', 'd', 'e', 'f'] });
    const report = measure([{ item: item({ gold: ['b', 'f'] }), result }]);
    expect(report).toMatchObject({ recallAt1: 0, recallAt3: 0.5, recallAt5: 0.5, mrr: 0.5 });
    expect(measure([{ item: item({ gold: ['a', 'b'] }), result }]).recallAt1).toBe(1);
  });

  it('leaves items without gold out of recall and says null where nothing counts', () => {
    const report = measure([{ item: item({ gold: [] }), result: turnResult({}) }]);
    expect(report).toMatchObject({
      items: 1,
      recallAt5: null,
      mrr: null,
      actionAccuracy: null,
      citationCoverage: null,
    });
  });

  it('counts each forbidden suggestion, not what is only ranked', () => {
    const shown = {
      edition: '1',
      title: '',
      citations: [],
      fit: 'unknown',
      grade: 'A',
      because: [],
      score: 1,
      scoreParts: {},
    };
    const result = turnResult({ technologies: [{ id: 'a', ...shown } as never], ranked: ['a', 'b'] });
    expect(measure([{ item: item({ must_not_recommend: ['a', 'b'] }), result }]).misfitViolations).toBe(1);
  });

  it('covers a claim only when every key is a citation', () => {
    const citation = {
      key: '1',
      recordId: 'T1',
      edition: '1',
      title: '',
      number: null,
      clause: null,
      page: null,
      date: null,
      grade: 'A',
      url: '',
    };
    const claims = [
      { text: 'a', citations: ['1'] },
      { text: 'b', citations: ['1', '2'] },
      { text: 'c', citations: [] },
      { text: 'd', citations: ['1'] },
    ];
    const result = turnResult({ claims, citations: [citation as never] });
    expect(measure([{ item: item({}), result }]).citationCoverage).toBe(0.5);
  });

  it.each([
    [{ label: 'ask_for_missing_slots' }, { action: 'clarify' }, true],
    [{ label: 'answer_from_technology' }, { action: 'answer' }, false],
    [{ label: 'answer_from_standard_or_policy' }, { action: 'no_answer', reason: 'no_verified_text' }, true],
    [{ label: 'answer_from_standard_or_policy' }, { action: 'no_answer', reason: 'weak_evidence' }, false],
    [{ label: 'escalate_demand' }, { action: 'no_answer', offers: ['escalate'] }, true],
    [{ label: 'escalate_demand' }, { action: 'no_answer' }, false],
    [{ label: 'out_of_scope' }, { action: 'redirect', redirect: 'complaint' }, true],
    [{ label: 'out_of_scope' }, { action: 'redirect', redirect: 'emergency' }, false],
    [{ label: 'emergency' }, { action: 'redirect', redirect: 'emergency' }, true],
    [
      { label: 'emergency', acceptable_actions: ['redirect:complaint'] },
      { action: 'redirect', redirect: 'emergency' },
      false,
    ],
    [
      { label: 'emergency', acceptable_labels: ['out_of_scope'] },
      { action: 'redirect', redirect: 'complaint' },
      true,
    ],
    [{}, { action: 'answer' }, null],
  ])('judges %o by %o as %o', (fields, result, accepted) => {
    expect(isAccepted(item(fields) as never, turnResult(result as never))).toBe(accepted);
  });

  it('takes the nearest rank', () => {
    const values = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (ms, share) => {
        const rank = nearestRank(ms, share)!;
        expect(ms).toContain(rank);
        expect(ms.filter((value) => value <= rank).length).toBeGreaterThanOrEqual(
          Math.ceil(share * ms.length),
        );
        expect(ms.filter((value) => value < rank).length).toBeLessThan(Math.ceil(share * ms.length));
      }),
      { seed: 20261124 },
    );
    expect(nearestRank([], 0.5)).toBeNull();
  });

  it('refuses a set with a line that is no item, naming the line', () => {
    expect(() => parseItems('{"id":"a","text":"x"}\n{"id":"b"}\n')).toThrow(/line 2/);
    expect(() => parseItems('{"id":"a","text":"x"}\nnot json\n')).toThrow(/line 2/);
    expect(parseItems('{"id":"a","text":"x"}\n\n')).toHaveLength(1);
  });
});
