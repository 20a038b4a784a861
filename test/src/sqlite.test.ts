import { sqliteBackend } from './backend.js';
import { storageContract } from './storage-contract.js';

storageContract('SQLite', sqliteBackend);
