import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openSampleService } from './page-service.js';

/** Made by the build that `npm test` does first. */
const BUILT = join(process.cwd(), 'dist/console/index.html');
/** Script that is loaded before the first page shows, compressed: about a second on a slow office line. */
const MOST_SCRIPT = 250_000;

describe('the console as it is served', () => {
  beforeEach(() => {
    if (!existsSync(BUILT)) expect.fail('no dist/console: run `node scripts/console-app.mjs`, or `npm test`');
  });

  test('at every address of the app there is the app, asked for anew each time, under a strict policy', async () => {
    const { url } = await openSampleService({ publicUrl: 'https://yishi.example/helper' });
    for (const path of ['/console', '/console/', '/console/people/some-id', '/console/set-up']) {
      const response = await fetch(url + path);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-cache');
      const policy = response.headers.get('content-security-policy');
      expect(policy).toMatch(/default-src 'none';script-src 'self';style-src 'self';/);
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      const page = await response.text();
      // Below whatever path the service stands.
      expect(page).toContain('data-base="/helper/console"');
      expect(page).toContain('src="/helper/console/assets/');
      expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\bstyle=|\son\w+=|https?:/);
    }
  });

  test('what it loads first is small, compressed, kept for ever, and names no other host', async () => {
    const { url } = await openSampleService();
    const page = await (await fetch(`${url}/console`)).text();
    const files = [...page.matchAll(/(?:src|href)="(\/console\/assets\/[^"]+)"/g)].map(
      ([, path]) => path ?? '',
    );
    expect(files.length).toBeGreaterThan(2);
    let script = 0;
    for (const path of files) {
      const response = await fetch(url + path, { headers: { 'accept-encoding': 'gzip' } });
      expect(response.status, path).toBe(200);
      expect(response.headers.get('cache-control'), path).toContain('immutable');
      expect(path).toMatch(/-[\w-]{8}\.\w+$/);
      if (!path.endsWith('.svg')) expect(response.headers.get('content-encoding'), path).toBe('gzip');
      if (path.endsWith('.js')) script += Number(response.headers.get('content-length'));
      const text = await response.text();
      // No font, icon or style is fetched from a vendor's host.
      expect(text.match(/url\(\s*["']?(https?:)?\/\//g) ?? [], path).toEqual([]);
    }
    expect(script).toBeGreaterThan(0);
    expect(script).toBeLessThan(MOST_SCRIPT);
  });

  test('a file that is not there is not the app', async () => {
    const { url } = await openSampleService();
    expect((await fetch(`${url}/console/assets/none-00000000.js`)).status).toBe(404);
    const unknown = await fetch(`${url}/console/api/none`);
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ code: 'no_route' });
  });
});
