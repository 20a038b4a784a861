/** Control characters but tab and line ends; zero-width space, direction overrides, byte order mark. */
const CONTROL = /[^\P{Cc}\t\n\r]|[\u200b\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * What a person said, for understanding: without control characters, direction overrides and halves of characters,
 * trimmed. Tabs, line ends and the joiners inside emoji stay. The raw text stays in the inbox as it came.
 */
export function spokenText(text: unknown): string {
  if (typeof text !== 'string') return '';
  return text.replace(CONTROL, '').replace(LONE_SURROGATE, '').trim();
}

/** Length as a person counts it: code points, not UTF-16 units. */
export function characterCount(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
