import { hash, verify } from '@node-rs/argon2';
import { COMMON_PASSWORDS } from './common-passwords.js';

/**
 * argon2id (the library's default kind) at the first of the settings that OWASP recommends: 19 MiB, 2 passes, 1 lane.
 * (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id)
 */
const ARGON2ID = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const SHORTEST_PASSWORD = 10;
/** Longer ones only keep the machine busy. */
export const LONGEST_PASSWORD = 128;

export type PasswordFault = 'too_short' | 'too_long' | 'common' | 'like_login';

/** Why a password is refused; null when it will do. Length counts characters as people see them. */
export function passwordFault(password: string, login: string): PasswordFault | null {
  const characters = [...password].length;
  if (characters < SHORTEST_PASSWORD) return 'too_short';
  if (characters > LONGEST_PASSWORD) return 'too_long';
  const plain = normal(password).toLowerCase();
  if (login !== '' && plain.includes(login.toLowerCase())) return 'like_login';
  return isCommon(plain) ? 'common' : null;
}

/** One of the list, a short piece said again and again, or a run along the alphabet or the digits. */
function isCommon(plain: string): boolean {
  return COMMON_PASSWORDS.has(plain) || /^(.{1,4})\1+.?$/u.test(plain) || isRun(plain);
}

function isRun(plain: string): boolean {
  const codes = [...plain].map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  return steps.size === 1;
}

export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), ARGON2ID);
}

export function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, normal(password));
}

/** The same characters typed on different systems are the same password. */
function normal(password: string): string {
  return password.normalize('NFC');
}
