import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankExperts } from '../../src/demand/dispatch.js';
import { type Candidate, type Need, NO_OPERATIONS } from '../../src/demand/dispatch-candidate.js';
import { PARTS } from '../../src/demand/dispatch-parts.js';
import { seededRandom } from '../bot/kill/seeded-random.js';

const SEED = 20_261_124;

const candidate = (id: string, fields: Partial<Candidate> = {}): Candidate => ({
  id,
  type: 'expert',
  domains: ['D2'],
  industries: ['家具制造'],
  pollutants: ['VOCs'],
  processes: ['RTO'],
  province: '330000',
  city: '330100',
  serviceModes: ['online', 'onsite'],
  organisation: `示例单位${id}`,
  validFrom: '2025-01-01',
  validUntil: '2030-12-31',
  consents: true,
  operational: NO_OPERATIONS,
  ...fields,
});

const NEED: Need = {
  domains: ['D2'],
  industries: ['家具制造'],
  pollutants: ['VOCs'],
  processes: [],
  province: '330000',
  city: '330100',
  mode: 'onsite',
  onDate: '2026-12-01',
};

const half = { random: () => 0.5 };
const busy = (fields: Partial<Candidate['operational']>) => ({
  operational: { ...NO_OPERATIONS, ...fields },
});

describe('the ranking', () => {
  it('puts who matches more first, and says which field matched which word', () => {
    const { ranked, shortfall } = rankExperts(
      NEED,
      [
        candidate('far', { province: '440000', city: '440100' }),
        candidate('trade', { industries: ['印刷'] }),
        candidate('all'),
      ],
      half,
    );
    expect(ranked.map((one) => one.candidate.id)).toEqual(['all', 'far', 'trade']);
    expect(ranked[0]!.parts.industry).toMatchObject({
      score: 1,
      evidence: [{ field: 'industries', asked: '家具制造', found: '家具制造', strength: 1 }],
    });
    expect(ranked[0]!.parts.region.evidence).toMatchObject([{ field: 'city', found: '330100' }]);
    expect(ranked[2]!.parts.industry).toMatchObject({ score: 0, evidence: [] });
    expect(shortfall).toBeNull();
  });

  it('lets a kin word answer as far as the given likeness says', () => {
    const likeness = (_field: string, asked: string, held: string) =>
      asked === '家具制造' && held === '涂装' ? 0.7 : Number(asked === held);
    const [first] = rankExperts(NEED, [candidate('a', { industries: ['印刷', '涂装'] })], {
      ...half,
      likeness,
    }).ranked;
    expect(first!.parts.industry).toMatchObject({ score: 0.7, evidence: [{ found: '涂装' }] });
  });

  it('leaves out what the need does not say: the weights of the rest sum to one', () => {
    const need: Need = { domains: ['D2'], industries: [], pollutants: [], processes: [], province: null };
    const [first] = rankExperts(need, [candidate('a')], half).ranked;
    const weights = Object.values(first!.parts).map(({ weight }) => weight);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1);
    expect(first!.parts.industry.weight).toBe(0);
    expect(Object.values(PARTS).reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1);
  });

  it('counts closed demands of the trade, of the field half', () => {
    const closedCases = [
      { domain: 'D2' as const, industry: '家具制造' },
      { domain: 'D2' as const, industry: null },
      { domain: 'D3' as const, industry: '印染' },
    ];
    const [first] = rankExperts(NEED, [candidate('a', busy({ closedCases }))], half).ranked;
    expect(first!.parts.cases.score).toBeCloseTo(0.5);
    expect(first!.parts.cases.evidence).toHaveLength(2);
  });

  it('ranks units with the facets that they have', () => {
    const unit = candidate('U1', { type: 'unit', serviceModes: [], validFrom: null, validUntil: null });
    const { ranked, excluded } = rankExperts(NEED, [unit], half);
    expect(excluded).toEqual([]);
    expect(ranked[0]!.parts.availability.score).toBe(0.5);
  });
});

describe('who is left out, and why', () => {
  it.each<[string, Partial<Candidate>, Partial<Need>, object]>([
    ['no consent', { consents: false }, {}, { reason: 'consent', detail: null }],
    ['off the list', { validUntil: '2026-11-30' }, {}, { reason: 'not_valid', detail: '2026-11-30' }],
    ['not yet on it', { validFrom: '2026-12-02' }, {}, { reason: 'not_valid' }],
    [
      'a recusal',
      busy({ recusals: [{ party: '某家具厂', reason: '曾任该厂顾问' }] }),
      { parties: ['某家具厂'] },
      { reason: 'recusal', detail: '曾任该厂顾问' },
    ],
    [
      'a recusal from everything',
      busy({ recusals: [{ party: null, reason: '借调' }] }),
      {},
      { reason: 'recusal' },
    ],
    ['the own house', { organisation: '某家具厂' }, { parties: ['某家具厂'] }, { reason: 'recusal' }],
    ['away', busy({ awayUntil: '2026-12-01' }), {}, { reason: 'away', detail: '2026-12-01' }],
    ['away, date unknown', busy({ awayUntil: '2026-11-30' }), { onDate: null }, { reason: 'away' }],
    ['does not come', { serviceModes: ['online'] }, {}, { reason: 'mode', detail: 'onsite' }],
    ['full', busy({ load: 5 }), {}, { reason: 'load', detail: '5/5' }],
    [
      'another subject',
      { domains: ['D5'], industries: ['海水养殖'], pollutants: [] },
      {},
      { reason: 'unrelated' },
    ],
  ])('%s', (_name, fields, need, expected) => {
    const { ranked, excluded } = rankExperts({ ...NEED, ...need }, [candidate('a', fields)], half);
    expect(ranked).toEqual([]);
    expect(excluded).toMatchObject([expected]);
  });

  it('keeps who is back in time, and recused from others only', () => {
    const back = candidate('a', busy({ awayUntil: '2026-11-30' }));
    const other = candidate('b', busy({ recusals: [{ party: '别家', reason: '股东' }] }));
    const { ranked } = rankExperts({ ...NEED, parties: ['某家具厂'] }, [back, other], half);
    expect(ranked).toHaveLength(2);
  });

  it('says how many were left out for what where fewer than two remain', () => {
    const { shortfall } = rankExperts(
      NEED,
      [candidate('a'), candidate('b', busy({ load: 9 })), candidate('c', busy({ load: 5 }))],
      half,
    );
    expect(shortfall).toEqual({ load: 2 });
    expect(rankExperts(NEED, [candidate('a')], half).shortfall).toEqual({});
  });
});

const DOMAINS = ['D1', 'D2', 'D3'] as const;
const words = (...all: string[]) => fc.uniqueArray(fc.constantFrom(...all), { maxLength: 3 });
const province = fc.constantFrom('330000', '440000', null);
const mode = fc.constantFrom('online' as const, 'onsite' as const, null);
const subject = {
  domains: fc.uniqueArray(fc.constantFrom(...DOMAINS), { maxLength: 2 }),
  industries: words('家具制造', '印刷', '电镀'),
  pollutants: words('VOCs', 'COD', '总铬'),
  processes: words('RTO', '喷漆', '反渗透'),
  province,
};
const needs: fc.Arbitrary<Need> = fc.record({
  ...subject,
  city: fc.constantFrom('330100', null),
  mode,
  onDate: fc.constantFrom('2026-12-01', null),
  parties: words('甲厂', '乙厂'),
});
const operational = fc.record({
  load: fc.nat(6),
  loadLimit: fc.nat(6),
  awayUntil: fc.constantFrom(null, null, '2026-11-30', '2026-12-05'),
  recusals: fc.array(fc.record({ party: fc.constantFrom('甲厂', '丙厂'), reason: fc.constant('股东') }), {
    maxLength: 1,
  }),
  closedCases: fc.array(
    fc.record({ domain: fc.constantFrom(...DOMAINS, null), industry: fc.constantFrom('印刷', '电镀', null) }),
    { maxLength: 5 },
  ),
});
const candidates: fc.Arbitrary<Candidate[]> = fc
  .array(
    fc.record({
      ...subject,
      city: fc.constantFrom('330100', null),
      serviceModes: fc.constantFrom([], ['online'] as const, ['online', 'onsite'] as const),
      organisation: fc.constantFrom('甲厂', '丁院', null),
      validFrom: fc.constantFrom(null, '2025-01-01'),
      validUntil: fc.constantFrom(null, '2026-11-01', '2030-01-01'),
      consents: fc.constantFrom(true, true, true, false),
      operational,
    }),
    { maxLength: 12 },
  )
  .map((rows) => rows.map((row, index) => ({ ...row, id: `E${index}`, type: 'expert' as const })));

describe('whatever is asked of whomever', () => {
  it('every candidate is ranked or excluded, never both, every figure lies within 0 and 1', () => {
    fc.assert(
      fc.property(needs, candidates, fc.nat(), (need, all, seed) => {
        const { ranked, excluded, shortfall } = rankExperts(need, all, { random: seededRandom(seed) });
        const ids = [...ranked, ...excluded].map((one) => one.candidate.id).sort();
        expect(ids).toEqual(all.map(({ id }) => id).sort());
        expect(shortfall === null).toBe(ranked.length >= 2);
        const totals = ranked.map(({ total }) => total);
        expect(totals).toEqual([...totals].sort((a, b) => b - a));
        for (const { total, parts } of ranked) {
          const values = Object.values(parts);
          for (const figure of [total, ...values.flatMap(({ score, weight }) => [score, weight])]) {
            expect(figure).toBeGreaterThanOrEqual(0);
            expect(figure).toBeLessThanOrEqual(1);
          }
          const recount = values.reduce((sum, { score, weight }) => sum + score * weight, 0);
          expect(total).toBeCloseTo(recount, 3);
          for (const { evidence } of values)
            for (const { strength } of evidence) expect(strength).toBeLessThanOrEqual(1);
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('the same seed gives the same order, in whatever order the candidates come', () => {
    fc.assert(
      fc.property(needs, candidates, fc.nat(), (need, all, seed) => {
        const order = (list: readonly Candidate[]) =>
          rankExperts(need, list, { random: seededRandom(seed) }).ranked.map((one) => one.candidate.id);
        expect(order([...all].reverse())).toEqual(order(all));
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('being better in one respect never lowers a total', () => {
    const BETTER: ((one: Candidate, need: Need) => Candidate)[] = [
      (one, need) => ({ ...one, domains: [...new Set([...one.domains, ...need.domains])] }),
      (one, need) => ({ ...one, industries: [...new Set([...one.industries, ...need.industries])] }),
      (one, need) => ({ ...one, pollutants: [...new Set([...one.pollutants, ...need.pollutants])] }),
      (one, need) => ({ ...one, processes: [...new Set([...one.processes, ...need.processes])] }),
      (one, need) => ({ ...one, province: need.province ?? one.province }),
      (one, need) => ({ ...one, province: need.province ?? one.province, city: need.city ?? one.city }),
      (one) => ({ ...one, serviceModes: ['online', 'onsite'] }),
      (one) => ({ ...one, operational: { ...one.operational, load: Math.max(0, one.operational.load - 1) } }),
      (one, need) => ({
        ...one,
        operational: {
          ...one.operational,
          closedCases: [
            ...one.operational.closedCases,
            { domain: need.domains[0] ?? null, industry: need.industries[0] ?? null },
          ],
        },
      }),
    ];
    fc.assert(
      fc.property(needs, candidates, fc.constantFrom(...BETTER), (need, all, better) => {
        for (const one of rankExperts(need, all, half).ranked) {
          const [after] = rankExperts(need, [better(one.candidate, need)], half).ranked;
          expect(after!.total).toBeGreaterThanOrEqual(one.total);
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('among equals everybody comes first about as often', () => {
    const equals = ['a', 'b', 'c', 'd'].map((id) => candidate(id));
    const random = seededRandom(SEED);
    const firsts = new Map<string, number>();
    for (let round = 0; round < 2000; round += 1) {
      const { id } = rankExperts(NEED, equals, { random }).ranked[0]!.candidate;
      firsts.set(id, (firsts.get(id) ?? 0) + 1);
    }
    expect(firsts.size).toBe(4);
    for (const count of firsts.values()) expect(Math.abs(count - 500)).toBeLessThan(100);
  });
});
