import { YishiError } from '../errors.js';

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export type JsonObject = { readonly [key: string]: JsonValue };

/** Text for a JSON column. JSON escapes a NUL character, so both databases keep it. */
export function toJson(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

/** The value of a JSON column; throws on text that is none, which only a damaged database holds. */
export function fromJson(text: string): JsonValue {
  const value: JsonValue = JSON.parse(text);
  return value;
}

/** The value of a JSON column that holds an object by construction. */
export function objectFromJson(text: string): JsonObject {
  const value = fromJson(text);
  if (!isJsonObject(value)) throw new YishiError('internal', 'a JSON column holds no object');
  return value;
}

export function isJsonObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Text as both databases can keep it: Postgres refuses NUL, which a message from outside may hold. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD');
}
