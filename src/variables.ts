import { isIP } from 'node:net';
import { z } from 'zod';
import { texts } from './texts.js';

const SECRET_LENGTH = 32;
/** Fewer different characters than this is a pattern, not a secret. */
const SECRET_VARIETY = 10;
const SAMPLE = /change|example|sample|secret|password|placeholder|xxxx|1234567|abcdefg|qwerty|请换|示例/i;
/** What may stand after `Authorization: Bearer` (RFC 6750). */
const BEARER = /^[A-Za-z0-9._~+/-]+=*$/;
const LAST_PRIVILEGED_PORT = 1023;
const LAST_PORT = 65_535;
const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

/** A whole number in plain digits. `Number` would also take '', ' 1', '1e3' and '0x10'. */
function integer(from: number, to: number) {
  return z
    .string()
    .regex(/^(0|[1-9]\d{0,8})$/)
    .transform(Number)
    .refine((value) => value >= from && value <= to);
}

function isPort(value: number): boolean {
  return value === 0 || (value > LAST_PRIVILEGED_PORT && value <= LAST_PORT);
}

function isUrlOf(protocols: readonly string[]) {
  return (text: string) => URL.canParse(text) && protocols.includes(new URL(text).protocol);
}

/** Only an origin and perhaps a path: addresses are made by adding to it. */
function isPlainAddress(text: string): boolean {
  const url = new URL(text);
  return url.username === '' && url.password === '' && url.search === '' && url.hash === '';
}

function isRealSecret(text: string): boolean {
  return text.length >= SECRET_LENGTH && new Set(text).size >= SECRET_VARIETY && !SAMPLE.test(text);
}

const webAddress = z
  .string()
  .refine(isUrlOf(['http:', 'https:']), { abort: true })
  .refine(isPlainAddress)
  .transform((text) => text.replace(/\/+$/, ''));

/** A gateway's address may need its query; what stays in the address alone never leaves us. */
const hookAddress = z
  .string()
  .refine(isUrlOf(['http:', 'https:']), { abort: true })
  .refine((text) => new URL(text).username === '' && new URL(text).password === '' && !text.includes('#'));

const databaseAddress = z
  .string()
  .refine(isUrlOf(['postgres:', 'postgresql:']), { abort: true })
  .refine((text) => new URL(text).hostname !== '');

/** The table of all variables: how each is parsed, its default, and in Chinese what it should be. */
export const VARIABLES = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development').describe(texts.nodeEnv),
  PORT: integer(0, LAST_PORT).refine(isPort).default(3978).describe(texts.port),
  YISHI_HOST: z
    .string()
    .refine((text) => isIP(text) !== 0 || HOST_NAME.test(text))
    .default('127.0.0.1')
    .describe(texts.host),
  YISHI_PUBLIC_URL: webAddress.optional().describe(texts.publicUrl),
  YISHI_TRUST_PROXY: integer(0, 9).default(0).describe(texts.trustProxy),
  YISHI_DATA_DIR: z
    .string()
    .regex(/^\S(.*\S)?$/)
    .default('var')
    .describe(texts.dataDir),
  DATABASE_URL: databaseAddress.optional().describe(texts.databaseUrl),
  YISHI_SECRET: z.string().refine(isRealSecret).optional().describe(texts.secret),
  YISHI_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe(texts.logLevel),
  YISHI_LEASE_SECONDS: integer(1, 600).default(30).describe(texts.leaseSeconds),
  YISHI_TURN_ATTEMPTS: integer(1, 20).default(5).describe(texts.turnAttempts),
  YISHI_METRICS_TOKEN: z.string().regex(BEARER).refine(isRealSecret).optional().describe(texts.metricsToken),
  YISHI_SMS_URL: hookAddress.optional().describe(texts.smsUrl),
  YISHI_SMS_TOKEN: z.string().regex(BEARER).optional().describe(texts.smsToken),
});

export type VariableValues = z.infer<typeof VARIABLES>;
export type VariableName = keyof VariableValues;
