import type { WriteExecutor } from './tables.js';

/** Brings the regions table to the built-in data. */
export async function seedRegions(_tx: WriteExecutor): Promise<void> {}
