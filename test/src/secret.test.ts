import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config.js';
import { loadSecret } from '../../src/secret.js';

describe('secret', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'yishi-secret-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const without = (dataDir: string) => ({ secret: null, dataDir });

  test('is made once, for the owner only, and is the same at the next start', () => {
    const dataDir = join(folder, 'var');
    const secret = loadSecret(without(dataDir));
    expect(loadSecret(without(dataDir))).toBe(secret);
    expect(readdirSync(dataDir)).toEqual(['secret']);
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600);
    expect(loadSecret(without(join(folder, 'other')))).not.toBe(secret);
  });

  test('is one that the configuration itself accepts', () => {
    const secret = loadSecret(without(folder));
    expect(parseConfig({ YISHI_SECRET: secret }).secret).toBe(secret);
  });

  test('is the configured one where there is one, and then nothing is written', () => {
    expect(loadSecret({ secret: 'given', dataDir: folder })).toBe('given');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is refused when others can read it', () => {
    loadSecret(without(folder));
    for (const mode of [0o640, 0o604, 0o620]) {
      chmodSync(join(folder, 'secret'), mode);
      expect(() => loadSecret(without(folder))).toThrow(/chmod 600/);
    }
  });

  test('is refused when the file is damaged, and left as it is', () => {
    writeFileSync(join(folder, 'secret'), 'cut off\n', { mode: 0o600 });
    expect(() => loadSecret(without(folder))).toThrow(/内容不完整/);
    expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe('cut off\n');
  });
});
