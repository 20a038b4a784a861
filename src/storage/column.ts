/** Instant as ISO-8601 UTC text with milliseconds: sorts as text. */
export type Time = string;

/** JSON text, written by `toJson` and parsed at the repository's edge. */
export type Json = string;

/** 0 or 1. */
export type Flag = number;
