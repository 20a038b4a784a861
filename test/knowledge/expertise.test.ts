import { describe, expect, it } from 'vitest';
import { createLikeness, expertCandidate, needOf, unitCandidate } from '../../knowledge/expertise.js';
import { parseRecord } from '../../knowledge/records/schema.js';
import { createVocabulary } from '../../knowledge/vocabulary/vocabulary.js';
import { rankExperts } from '../../src/demand/dispatch.js';
import { expertRow, unitRow } from '../ingest/sample-rows.js';

const vocabulary = createVocabulary();
const SUBJECT = { domain: 'D3', industries: [], pollutants: [], processes: [], region: null } as const;

function expert(fields: object) {
  const parsed = parseRecord(expertRow('E1', { ...fields }));
  if (!parsed.ok || parsed.record.kind !== 'expert') throw new Error(JSON.stringify(parsed));
  return parsed.record;
}

function unit(fields: object) {
  const parsed = parseRecord({ ...unitRow('U1'), ...fields });
  if (!parsed.ok || parsed.record.kind !== 'unit') throw new Error(JSON.stringify(parsed));
  return parsed.record;
}

describe('the likeness of the vocabulary', () => {
  const likeness = createLikeness(vocabulary);
  it.each([
    ['industries', '印刷', '包装印刷', 1],
    ['industries', '包装印刷', '印刷', 0.7],
    ['industries', '包装印刷', '电镀', 0],
    ['pollutants', '六价铬', '总铬', 0.7],
    ['processes', 'RCO', '催化燃烧', 0.7],
    ['processes', '喷漆', '喷漆', 1],
  ] as const)('%s: %s asked, %s held', (field, asked, held, expected) => {
    expect(likeness(field, asked, held)).toBe(expected);
  });
});

describe('a need', () => {
  it('has province and city of the region, however fine that is', () => {
    const placed = (region: string) => {
      const { province, city } = needOf({ ...SUBJECT, region });
      return [province, city];
    };
    expect(placed('330000')).toEqual(['330000', null]);
    expect(placed('330600')).toEqual(['330000', '330600']);
    expect(placed('440605')).toEqual(['440000', '440600']);
    expect(placed('659001')).toEqual(['660000', '659001']);
    expect(placed('100000')).toEqual([null, null]);
  });

  it('takes the trade from the medium only where none is named', () => {
    const media = ['水', '农业水'];
    expect(needOf({ ...SUBJECT, media }).industries).toEqual(['畜禽养殖']);
    expect(needOf({ ...SUBJECT, media, industries: ['屠宰'] }).industries).toEqual(['屠宰']);
  });
});

describe('candidates', () => {
  it('of a public list need the consent of the expert', () => {
    const hidden = expert({ consentPublic: false });
    expect(expertCandidate(hidden).consents).toBe(true);
    expect(expertCandidate(hidden, undefined, true).consents).toBe(false);
    expect(expertCandidate(expert({}), undefined, true).consents).toBe(true);
  });

  it('may be units, by what their published scope names', () => {
    const record = unit({ region: '江苏南京', serviceScope: '电镀废水除六价铬、离子交换', domains: ['D3'] });
    const candidate = unitCandidate(record, vocabulary);
    expect(candidate).toMatchObject({
      type: 'unit',
      industries: ['电镀'],
      pollutants: ['六价铬'],
      processes: ['离子交换'],
      province: '320000',
      city: '320100',
      organisation: '示例单位U1',
    });
    const need = needOf({ ...SUBJECT, pollutants: ['六价铬'], region: '320100' }, { mode: 'onsite' });
    expect(rankExperts(need, [candidate], { random: () => 0 }).ranked).toHaveLength(1);
  });
});
