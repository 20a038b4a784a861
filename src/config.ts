import { resolve } from 'node:path';
import { YishiError } from './errors.js';
import { projectRoot } from './project.js';
import { texts } from './texts.js';
import { VARIABLES, type VariableName, type VariableValues } from './variables.js';

/** What the service is told from outside, parsed once. */
export interface Config {
  readonly mode: 'development' | 'production' | 'test';
  /** 0 lets the system choose a free port. */
  readonly port: number;
  readonly host: string;
  /** Address that people reach us by, without a slash at its end. */
  readonly publicUrl: string;
  /** Absolute. */
  readonly dataDir: string;
  /** A Postgres URL; null is the embedded database in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Null is one that the service makes for itself: see secret.ts. */
  readonly secret: string | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  readonly leaseSeconds: number;
  /** A message is put aside after so many failed turns. */
  readonly turnAttempts: number;
  /** How many proxies of our own stand before the service; 0 trusts no forwarded address. */
  readonly trustProxy: number;
  /** What a reader of /metrics has to show; null leaves it to this machine alone. */
  readonly metricsToken: string | null;
  /** Hook of the gateway that sends text messages; null sends none. */
  readonly smsUrl: string | null;
  /** What we show to it; null shows nothing. */
  readonly smsToken: string | null;
}

const PREFIX = 'YISHI_';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration from `env`. Every problem is told at once, in YishiError('config_invalid') whose message
 * names each variable and what it should be, and never shows a value (it may be a secret).
 */
export function parseConfig(env: Environment): Config {
  const { values, problems } = parseVariables(env);
  problems.push(...unknownVariables(env));
  if (values !== null) problems.push(...unsafeCombinations(values));
  if (values === null || problems.length > 0) throw invalid(problems);
  return {
    mode: values.NODE_ENV,
    port: values.PORT,
    host: values.YISHI_HOST,
    publicUrl: values.YISHI_PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    dataDir: resolve(projectRoot(), values.YISHI_DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? null,
    secret: values.YISHI_SECRET ?? null,
    logLevel: values.YISHI_LOG_LEVEL,
    leaseSeconds: values.YISHI_LEASE_SECONDS,
    turnAttempts: values.YISHI_TURN_ATTEMPTS,
    trustProxy: values.YISHI_TRUST_PROXY,
    metricsToken: values.YISHI_METRICS_TOKEN ?? null,
    smsUrl: values.YISHI_SMS_URL ?? null,
    smsToken: values.YISHI_SMS_TOKEN ?? null,
  };
}

function invalid(problems: readonly string[]): YishiError {
  return new YishiError('config_invalid', texts.configInvalid(problems));
}

function parseVariables(env: Environment): { values: VariableValues | null; problems: string[] } {
  const known = Object.fromEntries(Object.keys(VARIABLES.shape).map((name) => [name, env[name]]));
  const parsed = VARIABLES.safeParse(known);
  if (parsed.success) return { values: parsed.data, problems: [] };
  const wrong = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  return {
    values: null,
    problems: variableNames()
      .filter((name) => wrong.has(name))
      .map(problem),
  };
}

/** Names of all variables that the service reads; `.env.example` has the same ones. */
export function variableNames(): VariableName[] {
  return VARIABLES.keyof().options;
}

function problem(name: VariableName): string {
  return texts.variable(name, VARIABLES.shape[name].description ?? '');
}

function unknownVariables(env: Environment): string[] {
  const known = new Set<string>(variableNames());
  return Object.keys(env)
    .filter((name) => name.startsWith(PREFIX) && !known.has(name))
    .map(texts.unknownVariable);
}

/** A cookie that travels over plain HTTP can be read on the way: only a loopback address may, in production. */
function unsafeCombinations(values: VariableValues): string[] {
  if (values.NODE_ENV !== 'production' || values.YISHI_PUBLIC_URL === undefined) return [];
  const { protocol, hostname } = new URL(values.YISHI_PUBLIC_URL);
  return protocol === 'https:' || LOOPBACK.has(hostname) ? [] : [texts.publicUrlNeedsHttps];
}
