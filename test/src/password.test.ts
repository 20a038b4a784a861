import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lockedUntil } from '../../src/directory/lock-out.js';
import { readableCode, typedCode } from '../../src/directory/one-time-code.js';
import { hashPassword, passwordFault, verifyPassword } from '../../src/directory/password.js';

describe('passwords', () => {
  test.each([
    ['short', '', 'too_short'],
    ['一二三四五六七八九', '', 'too_short'],
    ['x'.repeat(129), '', 'too_long'],
    ['Password123', '', 'common'],
    ['1234567890', '', 'common'],
    ['abcdefghij', '', 'common'],
    ['ab12ab12ab12', '', 'common'],
    ['my-Li.Ming-9', 'li.ming', 'like_login'],
    ['河长制2026年第三季度', 'li.ming', null],
    ['correct horse battery', 'li.ming', null],
  ])('%s for %s: %s', (password, login, fault) => {
    expect(passwordFault(password, login)).toBe(fault);
  });

  test('are kept as argon2id, salted, and verified whatever form their accents have', async () => {
    const hashes = await Promise.all([hashPassword('café-au-lait'), hashPassword('café-au-lait')]);
    expect(hashes[0]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(hashes[0]).not.toBe(hashes[1]);
    expect(await verifyPassword(hashes[0]!, 'cafe\u0301-au-lait')).toBe(true);
    expect(await verifyPassword(hashes[0]!, 'cafe-au-lait')).toBe(false);
  });
});

describe('lock-out', () => {
  test('waits never shrink, begin with the fifth failure and stay within an hour', () => {
    const now = '2026-03-02T01:00:00.000Z';
    const waitOf = (failures: number) => Date.parse(lockedUntil(failures, now) ?? now) - Date.parse(now);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (failures) => {
        expect(waitOf(failures)).toBeLessThanOrEqual(waitOf(failures + 1));
        expect(waitOf(failures) === 0).toBe(failures < 5);
        expect(waitOf(failures)).toBeLessThanOrEqual(3_600_000);
      }),
    );
  });
});

describe('codes to read out', () => {
  test('are eight characters that cannot be mistaken, and are understood however they are typed', () => {
    const code = readableCode();
    expect(code).toMatch(/^[A-HJKMNP-Z2-9]{8}$/);
    expect(typedCode(` ${code.slice(0, 4).toLowerCase()} — ${code.slice(4)}`)).toBe(code);
  });
});
