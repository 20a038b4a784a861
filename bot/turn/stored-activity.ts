import type { Activity } from 'botbuilder';
import { type JsonObject, toJson } from '../../src/storage/json.js';

/** A stored activity as botbuilder takes it. Its fields are a client's word: read every one as unknown. */
export function decodeActivity(stored: JsonObject): Partial<Activity> {
  const { timestamp, ...rest } = stored;
  const activity: Partial<Activity> = JSON.parse(toJson(rest));
  const time = typeof timestamp === 'string' ? new Date(timestamp) : null;
  return time === null || Number.isNaN(time.getTime()) ? activity : { ...activity, timestamp: time };
}
