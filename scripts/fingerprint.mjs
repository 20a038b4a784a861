import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** Files below `folder` of `root` whose name `matches`, as sorted paths relative to `root` with forward slashes. */
export function listFiles(root, folder, matches = () => true) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && matches(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => path.slice(join(root, '/').length).split(sep).join('/'))
    .sort();
}

/** sha256 over the names and contents of `files` (relative to `root`); a missing one counts as missing. */
export function hashFiles(root, files) {
  const hash = createHash('sha256');
  for (const file of files) {
    const path = join(root, file);
    hash.update(existsSync(path) ? `\0${file}\0` : `\0${file}\0missing`);
    if (existsSync(path)) hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}

/** What a JSON file holds, or null when it is missing or torn. */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
