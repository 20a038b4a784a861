import { expect, test } from 'vitest';
import { FAILPOINTS } from '../../bot/turn/failpoints.js';
import { sqliteBackend } from '../src/backend.js';
import { campaignOf, killSuite } from './kill/suite.js';

const LANES = [
  { name: 'alone', backend: sqliteBackend, processes: 1, deathsEach: 2 },
  {
    name: 'beside another process on the same database',
    backend: sqliteBackend,
    processes: 2,
    deathsEach: 2,
  },
];

test('is killed a hundred times in all', () => {
  const deaths = LANES.map(({ deathsEach }) => deathsEach * FAILPOINTS.length);
  expect(deaths.reduce((sum, each) => sum + each)).toBeGreaterThanOrEqual(100);
});

killSuite(LANES, campaignOf(process.env));
