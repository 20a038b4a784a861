import { createHmac, randomBytes, randomInt } from 'node:crypto';

/** Without letters and digits that are mistaken for each other (I, L, O, 0, 1). */
const READABLE = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const READABLE_LENGTH = 8;
const LINK_BYTES = 32;

/** A code to read out or type, such as K7PMQ2XA: 31^8, about 40 bits; good for minutes and a few tries. */
export function readableCode(): string {
  return Array.from({ length: READABLE_LENGTH }, () => READABLE.charAt(randomInt(READABLE.length))).join('');
}

/** A code for a link, which nobody types. */
export function linkCode(): string {
  return randomBytes(LINK_BYTES).toString('base64url');
}

/** What was typed as the code that was meant: any case, full-width letters, spaces and hyphens. */
export function typedCode(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '');
}

/** The form in which a code is stored: the database alone, without our secret, does not help to find a short one. */
export function codeDigest(secret: string, code: string): string {
  return createHmac('sha256', secret).update(`one-time-code:${code}`).digest('base64url');
}
