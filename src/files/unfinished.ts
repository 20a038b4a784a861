import type { Clock } from '../clock.js';
import type { Identifiers } from '../identifiers.js';

/** Name of a file that is being written, with the time of the clock in it: another clock, the disk's, is not asked. */
export function unfinishedName({ clock, identifiers }: { clock: Clock; identifiers: Identifiers }): string {
  return `${clock.now().getTime()}-${identifiers.next()}.part`;
}

/** When a file that such a name belongs to was begun; null for other names. */
export function beganAt(name: string): Date | null {
  const time = /^(\d{1,15})-.*\.part$/.exec(name)?.[1];
  return time === undefined ? null : new Date(Number(time));
}
