import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.js';
import { YishiError } from './errors.js';
import { texts } from './texts.js';

const SECRET_BYTES = 48;
const OWNER_ONLY = 0o600;
const ANYONE_ELSE = 0o077;

/**
 * The secret that cookies and tokens are signed with: the configured one, or one of our own that is made at the
 * first start and kept in the data folder for the owner only. Throws YishiError('config_invalid') when others
 * can read that file, or it holds no secret.
 */
export function loadSecret(config: Pick<Config, 'secret' | 'dataDir'>): string {
  if (config.secret !== null) return config.secret;
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const path = join(config.dataDir, 'secret');
  create(path);
  return read(path);
}

/** Written aside and linked into place: of two processes that start at once, both read the one that won. */
function create(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
  const aside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(aside, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`, {
    mode: OWNER_ONLY,
    flush: true,
  });
  chmodSync(aside, OWNER_ONLY);
  try {
    linkSync(aside, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(aside);
  }
}

function read(path: string): string {
  if ((statSync(path).mode & ANYONE_ELSE) !== 0) {
    throw new YishiError('config_invalid', texts.secretExposed(path));
  }
  const secret = readFileSync(path, 'utf8').trim();
  if (secret.length < SECRET_BYTES) throw new YishiError('config_invalid', texts.secretMalformed(path));
  return secret;
}
