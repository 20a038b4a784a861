import { sqliteBackend } from '../src/backend.js';
import { conflictSuite } from './conflicts-suite.js';

conflictSuite('SQLite', sqliteBackend);
