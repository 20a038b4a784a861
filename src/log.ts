import { type DestinationStream, type Logger, pino } from 'pino';
import { redactText } from './redaction.js';

export type LogFields = Readonly<Record<string, unknown>>;
type Write = (fields: LogFields, message: string) => void;

export interface Log {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
  /** A log that adds these fields to every line. */
  child(fields: LogFields): Log;
}

interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** Standard output when absent. */
  readonly destination?: DestinationStream;
  /** Values that must not appear wherever they stand: our own secret, keys of channels. */
  readonly secrets?: readonly string[];
}

/** Fields that are never written, whatever they hold. */
const SECRET_FIELD =
  /(password|passwd|secret|token|authorization|cookie|api_?key|aes_?key|phone|mobile|id_?card)$/i;
const DEEPEST = 8;
const LONGEST_TEXT = 8_000;
const LONGEST_LIST = 100;

/** Structured lines of JSON, redacted throughout: field names, values at any depth, errors with their causes. */
export function createLog(options: LogOptions): Log {
  const settings = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
  };
  const logger = options.destination === undefined ? pino(settings) : pino(settings, options.destination);
  return over(logger, new Redactor(options.secrets ?? []));
}

function over(logger: Logger, redactor: Redactor): Log {
  return {
    debug: (fields, message) => logger.debug(redactor.fields(fields), redactor.text(message)),
    info: (fields, message) => logger.info(redactor.fields(fields), redactor.text(message)),
    warn: (fields, message) => logger.warn(redactor.fields(fields), redactor.text(message)),
    error: (fields, message) => logger.error(redactor.fields(fields), redactor.text(message)),
    child: (fields) => over(logger.child(redactor.fields(fields)), redactor),
  };
}

/** Makes a copy of plain values in which nothing secret is left. */
class Redactor {
  readonly #secrets: readonly string[];

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets.filter((secret) => secret.length > 0);
  }

  text(text: string): string {
    // Redact before the cut that shows: a number cut in two would not be recognised.
    const clean = redactText(text.slice(0, 2 * LONGEST_TEXT), this.#secrets);
    return clean.length > LONGEST_TEXT ? `${clean.slice(0, LONGEST_TEXT)}…` : clean;
  }

  fields(fields: LogFields): Record<string, unknown> {
    return this.#object(fields, []);
  }

  #value(value: unknown, above: readonly object[]): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'number' || typeof value === 'bigint') return this.#figure(value);
    if (typeof value !== 'object' || value === null) return typeof value === 'boolean' ? value : null;
    if (above.includes(value)) return '[循环引用]';
    if (above.length >= DEEPEST) return '[层次过深]';
    return this.#structure(value, [...above, value]);
  }

  #figure(value: number | bigint): unknown {
    const text = String(value);
    const clean = this.text(text);
    return clean === text && typeof value === 'number' ? value : clean;
  }

  #structure(value: object, above: readonly object[]): unknown {
    if (value instanceof Error) return this.#error(value, above);
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
    if (ArrayBuffer.isView(value)) return `[${value.byteLength} 字节]`;
    if (value instanceof Map) return this.#object(Object.fromEntries(value), above);
    if (value instanceof Set || Array.isArray(value)) {
      return [...value].slice(0, LONGEST_LIST).map((each) => this.#value(each, above));
    }
    return this.#object(value, above);
  }

  #error(error: Error, above: readonly object[]): unknown {
    return {
      ...this.#object(error, above),
      name: this.text(error.name),
      message: this.text(error.message),
      ...(error.stack === undefined ? {} : { stack: this.text(error.stack) }),
      ...(error instanceof AggregateError ? { errors: this.#value(error.errors, above) } : {}),
      ...(error.cause === undefined ? {} : { cause: this.#value(error.cause, above) }),
    };
  }

  #object(value: object, above: readonly object[]): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [
        this.text(name),
        SECRET_FIELD.test(name) && field !== null && field !== undefined
          ? '[已隐去]'
          : this.#value(field, above),
      ]),
    );
  }
}
