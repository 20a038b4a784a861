/** The larger first. */
export const LEVELS = ['nation', 'province', 'city', 'county'] as const;

export type Level = (typeof LEVELS)[number];
