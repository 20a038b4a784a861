/** Codes a caller may branch on. Add a row when a new kind of failure needs its own handling. */
export type ErrorCode =
  | 'config_invalid'
  | 'bad_request'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'busy'
  | 'lease_lost'
  | 'schema_newer'
  | 'snapshot_invalid'
  | 'record_invalid'
  | 'channel_failed'
  | 'quota_exceeded'
  | 'backup_refused'
  | 'internal';

/** Every error we raise ourselves: catch by class or code, never by message text. */
export class YishiError extends Error {
  readonly code: ErrorCode;
  /** True when the same call may succeed later without change. */
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, options: { retryable?: boolean; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'YishiError';
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}
