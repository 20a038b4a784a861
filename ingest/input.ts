import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Found } from './reject.js';
import { readFile } from './sources/file.js';

/** A file to read: where it lies, and what reports and editions call it. */
export interface Input {
  readonly path: string;
  readonly name: string;
}

/** Folder of the starter knowledge below the project root; editions made from it are known by this prefix. */
export const STARTER_FOLDER = 'knowledge/data';

/** The starter knowledge, in the order of the names. */
export async function starterInputs(root: string): Promise<Input[]> {
  const names = (await readdir(join(root, STARTER_FOLDER))).filter((name) => name.endsWith('.jsonl')).sort();
  return names.map((name) => ({ path: join(root, STARTER_FOLDER, name), name: `${STARTER_FOLDER}/${name}` }));
}

/** Rows and rejects of all files, one after the other. */
export async function* readInputs(inputs: readonly Input[]): AsyncGenerator<Found> {
  for (const { path, name } of inputs) yield* readFile(path, name);
}
