import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

/** Native, or loading parts of themselves by path. */
const LEFT_OUT = ['@photostructure/sqlite', 'pg', 'pino'];

/**
 * The service as one file in a new folder. Loading botbuilder's hundreds of files costs more than all the rest of
 * a service's short life, a hundred times over; and made from the sources, it cannot be older than they are.
 */
export async function bundleService(): Promise<{ readonly folder: string; readonly entry: string }> {
  const root = process.cwd();
  // Inside node_modules, so that what is left out is found.
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'yishi-kill-'));
  const bundle = await rolldown({
    input: join(root, 'test/bot/kill/service.ts'),
    platform: 'node',
    external: LEFT_OUT,
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    logLevel: 'silent',
  });
  await bundle.write({ dir: folder, entryFileNames: 'service.mjs', chunkFileNames: '[name].mjs' });
  await bundle.close();
  return { folder, entry: join(folder, 'service.mjs') };
}
