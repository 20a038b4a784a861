import { expect, test } from 'vitest';
import { FAILPOINTS } from '../../bot/turn/failpoints.js';
import { TRANSITIONS } from '../../src/demand/transitions.js';
import { sqliteBackend } from '../src/backend.js';
import { ROW_DEATHS } from './kill/rows.js';
import { rowsUntold } from './kill/stories.js';
import { campaignOf, killSuite, type LanePlan } from './kill/suite.js';

const LANES: readonly LanePlan[] = [
  { name: 'alone', backend: sqliteBackend, processes: 1, deathsEach: 1, rows: 'one moment' },
  {
    name: 'beside another process on the same database',
    backend: sqliteBackend,
    processes: 2,
    deathsEach: 1,
    rows: 'every moment',
  },
];

test('is killed two hundred times in all', () => {
  const atFailpoints = LANES.map(({ deathsEach }) => deathsEach * FAILPOINTS.length);
  const deaths = atFailpoints.reduce((sum, each) => sum + each) + ROW_DEATHS.length + TRANSITIONS.length;
  expect(deaths).toBeGreaterThanOrEqual(200);
});

test('the stories pass every row of the table of demands', () => {
  expect(rowsUntold()).toEqual([]);
});

killSuite(LANES, campaignOf(process.env));
