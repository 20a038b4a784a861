import { BASE } from '../../client.js';

/** Pages of records and files stand beside the console, on the same site. */
export function sitePath(path: string): string {
  return `${BASE.replace(/\/console$/, '')}${path}`;
}
