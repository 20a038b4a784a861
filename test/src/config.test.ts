import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseConfig, variableNames } from '../../src/config.js';
import { YishiError } from '../../src/errors.js';
import { projectRoot } from '../../src/project.js';
import { VARIABLES } from '../../src/variables.js';

const SECRET = 'q7Yv0uL2mZkR8sTn4BxW1cHdJ5gPfA6e';
const TOKEN = 'Zt4rWb9nQy6mKc1xHv8sLd3fGj7pUe5a';

/** The message of the refusal; fails when there is none. */
function refusal(env: Record<string, string>): string {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof YishiError && error.code === 'config_invalid') return error.message;
    throw error;
  }
  throw new Error(`accepted: ${JSON.stringify(env)}`);
}

describe('configuration', () => {
  test('is complete without any variable, and takes nothing from elsewhere', () => {
    expect(parseConfig({ HOME: '/root', OPENAI_API_KEY: '' })).toEqual({
      mode: 'development',
      port: 3978,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3978',
      dataDir: join(projectRoot(), 'var'),
      databaseUrl: null,
      secret: null,
      logLevel: 'info',
      leaseSeconds: 30,
      turnAttempts: 5,
      trustProxy: 0,
      metricsToken: null,
      smsUrl: null,
      smsToken: null,
    });
  });

  test('takes what is given', () => {
    const config = parseConfig({
      NODE_ENV: 'production',
      PORT: '0',
      DATABASE_URL: 'postgres://yishi@db.internal/yishi',
      YISHI_HOST: '0.0.0.0',
      YISHI_PUBLIC_URL: 'https://yishi.gov.invalid/bot/',
      YISHI_DATA_DIR: '/srv/yishi',
      YISHI_SECRET: SECRET,
      YISHI_LOG_LEVEL: 'debug',
      YISHI_LEASE_SECONDS: '5',
      YISHI_TURN_ATTEMPTS: '2',
      YISHI_TRUST_PROXY: '1',
      YISHI_METRICS_TOKEN: TOKEN,
      YISHI_SMS_URL: 'https://sms.example.invalid/send?channel=1',
      YISHI_SMS_TOKEN: 'abc.def',
    });
    expect(config).toEqual({
      mode: 'production',
      port: 0,
      host: '0.0.0.0',
      publicUrl: 'https://yishi.gov.invalid/bot',
      dataDir: '/srv/yishi',
      databaseUrl: 'postgres://yishi@db.internal/yishi',
      secret: SECRET,
      logLevel: 'debug',
      leaseSeconds: 5,
      turnAttempts: 2,
      trustProxy: 1,
      metricsToken: TOKEN,
      smsUrl: 'https://sms.example.invalid/send?channel=1',
      smsToken: 'abc.def',
    });
    expect(isAbsolute(parseConfig({ YISHI_DATA_DIR: 'data/here' }).dataDir)).toBe(true);
  });

  const wrong: Record<string, readonly string[]> = {
    NODE_ENV: ['prod', 'Production', 'staging'],
    PORT: ['abc', '3978 ', '-1', '80', '443', '65536', '1e4', '0x10', '03978', '39.78', '99999999999'],
    DATABASE_URL: ['mysql://h/d', 'yishi.sqlite', 'postgres://', 'file:///x'],
    YISHI_HOST: ['http://127.0.0.1', '1.2.3.4:80', 'a b', '-x', 'a..b'],
    YISHI_PUBLIC_URL: [
      'yishi.gov.cn',
      'ftp://h',
      'javascript:alert(1)',
      'https://u:p@h',
      'https://h/?a=1',
      'https://h/#x',
    ],
    YISHI_DATA_DIR: [' ', ' var'],
    YISHI_SECRET: [
      'short',
      'change-me-change-me-change-me-change-me',
      'a'.repeat(40),
      'abababababababababababababababababab',
    ],
    YISHI_LOG_LEVEL: ['verbose', 'INFO', 'silent'],
    YISHI_LEASE_SECONDS: ['0', '601', '1.5', 'Infinity', '30s'],
    YISHI_TURN_ATTEMPTS: ['0', '21', 'many'],
    YISHI_TRUST_PROXY: ['true', '10', '-1'],
    YISHI_METRICS_TOKEN: ['short', 'a'.repeat(40), `${TOKEN} `, `${TOKEN}\n`, `令牌${TOKEN}`],
    YISHI_SMS_URL: [
      'sms.example.invalid',
      'ftp://h.invalid/',
      'https://user:word@h.invalid/',
      'https://h.invalid/#x',
    ],
    YISHI_SMS_TOKEN: ['two words', '令牌', 'token\n'],
  };

  test.each(Object.entries(wrong))(
    '%s is refused by name when malformed, unsafe or empty',
    (name, values) => {
      for (const value of ['', ...values]) {
        const message = refusal({ [name]: value });
        expect(message.split('\n')).toHaveLength(2);
        expect(message).toContain(`- ${name} 应为`);
      }
    },
  );

  test('every variable has a wrong value above, and says in Chinese what it should be', () => {
    expect(Object.keys(wrong).sort()).toEqual([...variableNames()].sort());
    for (const field of Object.values(VARIABLES.shape)) expect(field.description).toMatch(/\p{Script=Han}/u);
  });

  test('an unknown variable of ours is refused; one of others is not ours to judge', () => {
    expect(refusal({ YISHI_SECRETS: SECRET })).toContain('YISHI_SECRETS');
    expect(refusal({ YISHI_toString: 'x' })).toContain('YISHI_toString');
    expect(parseConfig({ YISHIX: 'x', TEST_POSTGRES_URL: 'x' }).port).toBe(3978);
  });

  test('all problems are told at once, and no value is', () => {
    const message = refusal({
      PORT: 'pppp',
      YISHI_SECRET: 'ssss',
      DATABASE_URL: 'mysql://root:wwww@h',
      YISHI_NEW: 'nnnn',
    });
    for (const name of ['PORT', 'YISHI_SECRET', 'DATABASE_URL', 'YISHI_NEW']) expect(message).toContain(name);
    for (const value of ['pppp', 'ssss', 'wwww', 'nnnn']) expect(message).not.toContain(value);
  });

  test('in production plain http is for this machine only', () => {
    const production = (url: string) => ({ NODE_ENV: 'production', YISHI_PUBLIC_URL: url });
    expect(refusal(production('http://yishi.gov.invalid'))).toContain('https');
    expect(refusal(production('http://localhost.evil.invalid'))).toContain('https');
    for (const url of [
      'http://localhost:3978',
      'http://127.0.0.1',
      'http://[::1]:8080',
      'https://h.invalid',
    ]) {
      expect(parseConfig(production(url)).publicUrl).toBe(url);
    }
    expect(parseConfig({ YISHI_PUBLIC_URL: 'http://192.168.1.2' }).publicUrl).toBe('http://192.168.1.2');
  });

  test('whatever the text, it is parsed to a value of its range or refused by name', () => {
    fc.assert(
      fc.property(fc.constantFrom(...variableNames()), fc.string({ maxLength: 40 }), (name, value) => {
        try {
          const config = parseConfig({ [name]: value });
          expect(Number.isInteger(config.port) && config.port >= 0 && config.port < 65_536).toBe(true);
          expect(config.secret === null || config.secret.length >= 32).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'config_invalid', message: expect.stringContaining(name) });
        }
      }),
      { seed: 3978, numRuns: 500 },
    );
  });
});

describe('.env.example', () => {
  const lines = readFileSync(join(projectRoot(), '.env.example'), 'utf8').split('\n');
  const settings = lines.flatMap((line) => {
    const match = /^(?:# )?([A-Z][A-Z_]*)=(.*)$/.exec(line);
    return match === null ? [] : [[match[1]!, match[2]!] as const];
  });

  test('has exactly the variables of the schema', () => {
    expect(settings.map(([name]) => name)).toEqual(variableNames());
  });

  test('has values that parse, together, but for the sample secrets, which are refused', () => {
    const { YISHI_SECRET, YISHI_METRICS_TOKEN, ...values } = Object.fromEntries(settings);
    expect(parseConfig(values).mode).toBe('production');
    expect(refusal({ YISHI_SECRET: YISHI_SECRET! })).toContain('YISHI_SECRET');
    expect(refusal({ YISHI_METRICS_TOKEN: YISHI_METRICS_TOKEN! })).toContain('YISHI_METRICS_TOKEN');
  });

  test('shows the defaults of those that have one', () => {
    for (const [name, value] of settings) {
      const field = VARIABLES.shape[name as keyof typeof VARIABLES.shape];
      const byDefault = field.safeParse(undefined);
      if (name !== 'NODE_ENV' && byDefault.success && byDefault.data !== undefined) {
        expect([name, value]).toEqual([name, String(byDefault.data)]);
      }
    }
  });

  test('sets nothing as it stands, and explains each variable', () => {
    for (const [index, line] of lines.entries()) {
      expect(line === '' || line.startsWith('# ')).toBe(true);
      if (/^# [A-Z_]+=/.test(line)) expect(lines[index - 1]).toMatch(/^# .*\p{Script=Han}/u);
    }
  });
});
