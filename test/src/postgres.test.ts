import { onPostgres } from './backend.js';
import { storageContract } from './storage-contract.js';

onPostgres('the storage contract', (backend) => storageContract('Postgres', backend));
