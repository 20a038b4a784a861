// Bundles the console's app into dist/console: hashed names, and a compressed copy beside each file.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const compress = promisify(gzip);
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUTPUT = join(ROOT, 'dist/console');
const BEST = 9;

await build({
  root: join(ROOT, 'bot/console/app'),
  configFile: false,
  envDir: false,
  logLevel: 'warn',
  mode: 'production',
  // Relative, so that the service may stand below any path.
  base: './',
  publicDir: false,
  plugins: [react()],
  build: {
    outDir: OUTPUT,
    emptyOutDir: true,
    target: 'es2022',
    // Everything from files of our own: the content security policy knows no data: for scripts or styles.
    assetsInlineLimit: 0,
    // An inline script would be refused, and the browsers of the target need none.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
  },
});

const assets = join(OUTPUT, 'assets');
for (const name of await readdir(assets))
  await writeFile(
    join(assets, `${name}.gz`),
    await compress(await readFile(join(assets, name)), { level: BEST }),
  );
