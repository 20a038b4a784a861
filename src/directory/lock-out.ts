/** So many wrong passwords in a row are a person who forgot; more are somebody who tries. */
const FREE_FAILURES = 4;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 3_600_000;

/**
 * Until when an account takes no further attempt after its `failures`th wrong password in a row: null for the first
 * four, one minute after the fifth, doubled with each further one up to an hour.
 */
export function lockedUntil(failures: number, now: string): string | null {
  if (failures <= FREE_FAILURES) return null;
  // The exponent is bounded so that the power cannot overflow.
  const doublings = Math.min(failures - FREE_FAILURES - 1, 10);
  const wait = Math.min(FIRST_WAIT_MS * 2 ** doublings, LONGEST_WAIT_MS);
  return new Date(Date.parse(now) + wait).toISOString();
}
