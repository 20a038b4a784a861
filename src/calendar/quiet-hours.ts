const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Beijing has had no summer time since 1991. */
const BEIJING_MS = 8 * HOUR_MS;
const DAY_MS = 24 * HOUR_MS;
const QUIET_FROM_MS = 21 * HOUR_MS + 30 * MINUTE_MS;
const QUIET_UNTIL_MS = 8 * HOUR_MS;

/** The first instant from `now` on that lies outside the quiet hours, 21:30 to 08:00 in Beijing; both ISO-8601 UTC. */
export function afterQuietHours(now: string): string {
  const local = Date.parse(now) + BEIJING_MS;
  const timeOfDay = local % DAY_MS;
  const midnight = local - timeOfDay;
  if (timeOfDay < QUIET_UNTIL_MS) return utc(midnight + QUIET_UNTIL_MS);
  if (timeOfDay >= QUIET_FROM_MS) return utc(midnight + DAY_MS + QUIET_UNTIL_MS);
  return now;
}

function utc(local: number): string {
  return new Date(local - BEIJING_MS).toISOString();
}
