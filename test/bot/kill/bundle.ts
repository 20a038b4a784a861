import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';

/** Native. */
const LEFT_OUT = ['@node-rs/argon2', '@node-rs/jieba', '@photostructure/sqlite', 'pg-native'];
/** Packages that botbuilder loads for channels and clouds that nobody here uses: a third of the time of a start. */
const NEVER_USED = [
  '@azure/core-client',
  '@azure/core-http-compat',
  '@azure/core-rest-pipeline',
  '@azure/core-util',
  '@azure/identity',
  '@azure/msal-node',
  'axios',
  'fs-extra',
  'htmlparser2',
  'mime-db',
  'pg-cloudflare',
  'tr46',
];
const HOLLOW = '\0hollow.cjs';

/** In place of a package that is never used: everything that it exports can be named, extended and called. */
const hollow: Plugin = {
  name: 'hollow',
  resolveId: (id) => (NEVER_USED.includes(id) ? { id: HOLLOW } : null),
  load: (id) =>
    id === HOLLOW
      ? `const hollow = new Proxy(function () {}, {
           get: (target, key) => (key in target || typeof key === 'symbol' ? target[key] : hollow),
         });
         module.exports = hollow;`
      : null,
};

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
    plugins: [hollow],
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
    logLevel: 'silent',
  });
  await bundle.write({ dir: folder, entryFileNames: 'service.mjs', chunkFileNames: '[name].mjs' });
  await bundle.close();
  return { folder, entry: join(folder, 'service.mjs') };
}
