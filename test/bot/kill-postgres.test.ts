import { onPostgres } from '../src/backend.js';
import { campaignOf, killSuite } from './kill/suite.js';

onPostgres('the kill suite', (backend) => {
  const lane = {
    name: 'one of two processes on one Postgres database',
    backend,
    processes: 2,
    deathsEach: 1,
  };
  killSuite([lane], campaignOf(process.env));
});
