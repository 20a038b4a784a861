import { openAdvisor } from '../knowledge/open-advisor.js';
import { systemClock } from '../src/clock.js';
import { parseConfig } from '../src/config.js';
import { operationsOfRecords } from '../src/demand/operations.js';
import { openStorage } from '../src/storage/storage.js';
import { createMainDialog } from './dialogs/main.js';

/** Knowledge and dialog without a server, for the commands that ask one question at a time. */
export async function openConsultation(env: NodeJS.ProcessEnv) {
  const config = parseConfig(env);
  const clock = systemClock();
  const storage = await openStorage({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, clock });
  try {
    const { dataDir, publicUrl } = config;
    const operations = operationsOfRecords(storage.db);
    const knows = { storage, dataDir, publicUrl, clock, operations };
    const advisor = await openAdvisor({ ...knows, random: Math.random });
    return {
      dialog: createMainDialog({ advisor }),
      async close() {
        await advisor.close();
        await storage.close();
      },
    };
  } catch (error) {
    await storage.close();
    throw error;
  }
}
