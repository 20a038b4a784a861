import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { YishiError } from '../../src/errors.js';
import { createLog } from '../../src/log.js';
import { redactText } from '../../src/redaction.js';

const SEED = { seed: 110_105, numRuns: 400 };

const digit = fc.constantFrom(...'0123456789');
const digits = (count: number) =>
  fc.array(digit, { minLength: count, maxLength: count }).map((each) => each.join(''));
const gap = fc.constantFrom('', '', ' ', '-');

const mobile = fc
  .tuple(
    fc.constantFrom('', '', '+86', '86 '),
    fc.constantFrom(...'3456789'),
    digits(1),
    gap,
    digits(4),
    digits(4),
  )
  .map(
    ([country, second, third, between, four, last]) =>
      `${country}1${second}${third}${between}${four}${between}${last}`,
  );
const landline = fc
  .tuple(
    fc.constantFrom('010', '021', '0757', '(0757)', '（020）'),
    gap,
    fc.constantFrom(...'2345678'),
    digits(7),
  )
  .map(([area, between, first, rest]) => `${area}${between}${first}${rest}`);
const identity = fc
  .tuple(
    fc.constantFrom('440605', '110105'),
    fc.integer({ min: 1940, max: 2020 }),
    digits(4),
    digits(3),
    fc.constantFrom(...'0123456789Xx'),
  )
  .map((parts) => parts.join(''));
const base64url = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_');
const tokenPart = fc.array(base64url, { minLength: 12, maxLength: 40 }).map((each) => each.join(''));
const jwt = fc.tuple(tokenPart, tokenPart, tokenPart).map(([a, b, c]) => `eyJ${a}.${b}.${c}`);
const bearer = tokenPart.map((token) => `Bearer ${token}`);
const named = fc
  .tuple(
    fc.constantFrom(
      'token=',
      'access_token: ',
      '"password":"',
      'api_key=',
      'client_secret=',
      'sessionToken=',
    ),
    tokenPart,
  )
  .map((parts) => parts.join(''));

/** Text around a number, that does not lengthen it by digits nor make it part of a name and value. */
const around = fc
  .array(fc.constantFrom(...'家具厂喷漆废气，。：；（）! ?\n电话微信是ABCxyz🏭'), { maxLength: 12 })
  .map((each) => each.join(''));
const sensitive = fc.oneof(mobile, landline, identity, jwt, bearer, named);

/** Everything of it that must be gone: runs of four signs or more. */
function remains(text: string, secret: string): string[] {
  const core = secret.replace(/^.*?(=|: |":")/, '').replace(/^Bearer /, '');
  return core
    .split(/[ ()（）.-]/)
    .filter((part) => part.length >= 4 && part !== '+86' && text.includes(part));
}

function logged(write: (log: ReturnType<typeof createLog>) => void, secrets: string[] = []): string[] {
  const lines: string[] = [];
  write(createLog({ level: 'debug', secrets, destination: { write: (line: string) => lines.push(line) } }));
  return lines;
}

describe('redaction', () => {
  test('no phone, identity number or token is left, wherever it stands', () => {
    fc.assert(
      fc.property(around, sensitive, around, (before, secret, after) => {
        expect(remains(redactText(`${before}${secret} ${after}`), secret)).toEqual([]);
      }),
      SEED,
    );
  });

  test('what holds nothing of the kind is left as it is', () => {
    const harmless = [
      '风量2万方每小时，VOCs浓度300毫克，20000 m³/h',
      'GB 18918-2002 第4.1.3.1条',
      '2026-03-02T01:00:00.000Z',
      'receipt 440000-2026-000123',
      '1709341200000 ms',
      '0f8fad5b-d9cb-469f-a165-708677289501',
      `sha256 ${'ab13800138000c'.repeat(4)}12345678`,
      '拨打 12345 或 12369',
      'token 用量 512',
    ];
    for (const text of harmless) expect(redactText(text)).toBe(text);
  });

  test('is done twice as well as once', () => {
    fc.assert(
      fc.property(around, sensitive, around, (before, secret, after) => {
        const once = redactText(`${before}${secret} ${after}`);
        expect(redactText(once)).toBe(once);
      }),
      SEED,
    );
  });

  test('known secrets go verbatim, full-width digits count, URLs lose their account', () => {
    expect(redactText('a hunter2hunter2 b', ['hunter2hunter2'])).toBe('a [已隐去] b');
    expect(redactText('电话１３８００１３８０００。')).toBe('电话[已隐去电话]。');
    expect(redactText('postgres://yishi:pa55@db/yishi')).toBe('postgres://[已隐去]@db/yishi');
    for (const scheme of ['Bearer', 'Basic', 'QQBot'])
      expect(redactText(`"Authorization": "${scheme} abcdefghijk"`)).not.toMatch(/abcdefghijk/);
  });
});

describe('log', () => {
  test('writes one line of JSON with level, time, fields and message', () => {
    const [line] = logged((log) => log.child({ part: 'turn' }).warn({ conversation: 'c1', ms: 12 }, '慢了'));
    const entry = JSON.parse(line!);
    expect(entry).toEqual({
      level: 'warn',
      time: entry.time,
      part: 'turn',
      conversation: 'c1',
      ms: 12,
      msg: '慢了',
    });
    expect(new Date(entry.time).toISOString()).toBe(entry.time);
  });

  test('leaves out what is below its level', () => {
    const lines: string[] = [];
    const log = createLog({ level: 'warn', destination: { write: (line: string) => lines.push(line) } });
    log.debug({}, 'a');
    log.info({}, 'b');
    log.error({}, 'c');
    expect(lines).toHaveLength(1);
  });

  test('redacts message, fields at any depth, field names, numbers, errors and their causes', () => {
    fc.assert(
      fc.property(sensitive, (secret) => {
        const cause = new AggregateError([new Error(`within ${secret}`)], `why ${secret}`);
        const error = new YishiError('internal', `broke ${secret}`, { cause });
        const fields = {
          error,
          list: [{ deep: { text: ` ${secret} ` } }],
          map: new Map([['key', secret]]),
          set: new Set([secret]),
          [`name ${secret}`]: 1,
        };
        const lines = logged((log) => log.child({ bound: secret }).error(fields, `message ${secret} end`));
        expect(remains(lines.join(''), secret)).toEqual([]);
        expect(lines.join('')).toContain('within');
      }),
      { ...SEED, numRuns: 100 },
    );
  });

  test('keeps what an error says: code, name, cause', () => {
    const [line] = logged((log) =>
      log.error(
        { error: new YishiError('busy', 'locked', { retryable: true, cause: new TypeError('why') }) },
        'x',
      ),
    );
    expect(JSON.parse(line!).error).toMatchObject({
      name: 'YishiError',
      code: 'busy',
      retryable: true,
      message: 'locked',
      stack: expect.stringContaining('locked'),
      cause: { name: 'TypeError', message: 'why' },
    });
  });

  test('fields that are secret by name, numbers that are phones, secrets of ours', () => {
    const [line] = logged(
      (log) => log.info({ password: 'x', phone: 1, userPhone: '2', n: 13800138000, s: 'zzTOPzz' }, 'zzTOPzz'),
      ['TOP', ''],
    );
    expect(JSON.parse(line!)).toMatchObject({
      password: '[已隐去]',
      phone: '[已隐去]',
      userPhone: '[已隐去]',
      n: '[已隐去电话]',
      s: 'zz[已隐去]zz',
      msg: 'zz[已隐去]zz',
    });
  });

  test('survives what cannot be written: cycles, depth, bytes, functions, long texts', () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    const deep = Array.from({ length: 20 }).reduce<object>((inner) => ({ inner }), {});
    const [line] = logged((log) =>
      log.info(
        {
          cycle,
          deep,
          bytes: Buffer.from('abc'),
          fn: () => 1,
          big: 10n,
          bad: new Date(Number.NaN),
          long: 'x'.repeat(9000),
        },
        'odd',
      ),
    );
    const entry = JSON.parse(line!);
    expect(entry).toMatchObject({ cycle: { self: '[循环引用]' }, bytes: '[3 字节]', big: '10', bad: null });
    expect(entry.long).toHaveLength(8001);
    expect(line).toContain('[层次过深]');
  });
});
