import { onPostgres } from '../src/backend.js';
import { conflictSuite } from './conflicts-suite.js';

onPostgres('many hands at once', (backend) => conflictSuite('Postgres', backend));
