import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { YishiError } from './errors.js';

let known: string | undefined;

/**
 * The folder of the project, where data and page files lie. Sources and built files stand at different depths,
 * so it is found by its package.json.
 */
export function projectRoot(): string {
  known ??= find(dirname(fileURLToPath(import.meta.url)));
  return known;
}

function find(folder: string): string {
  if (isProject(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new YishiError('internal', 'no package.json of the project above this file');
  return find(parent);
}

function isProject(manifest: string): boolean {
  if (!existsSync(manifest)) return false;
  const content: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
  return typeof content === 'object' && content !== null && 'name' in content && content.name === 'yishi';
}
