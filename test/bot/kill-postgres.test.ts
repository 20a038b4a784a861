import { onPostgres } from '../src/backend.js';
import { campaignOf, killSuite, type LanePlan } from './kill/suite.js';

onPostgres('the kill suite', (backend) => {
  const lane: LanePlan = {
    name: 'one of two processes on one Postgres database',
    backend,
    processes: 2,
    deathsEach: 1,
    rows: 'one moment',
  };
  killSuite([lane], campaignOf(process.env));
});
