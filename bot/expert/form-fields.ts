import type { Typed } from './forms.js';

/** Fields that every form of these pages brings. */
export interface Envelope {
  readonly token: string;
  /** The version of what the form showed; null when it is no number. */
  readonly version: number | null;
  /** Made with the form: sent twice, it is done once. */
  readonly key: string;
}

export function envelopeOf(body: unknown): Envelope {
  const version = Number(textField(body, 'version') || Number.NaN);
  return {
    token: textField(body, 'token'),
    version: Number.isSafeInteger(version) ? version : null,
    key: textField(body, 'key'),
  };
}

export function typedOf(body: unknown): Typed {
  return {
    text: textField(body, 'text'),
    instead: textField(body, 'instead'),
    reasons: listField(body, 'reason'),
    shownFiles: listField(body, 'shown'),
    files: listField(body, 'kept'),
  };
}

/** One text; browsers end its lines with CRLF. */
export function textField(body: unknown, name: string): string {
  return (listField(body, name)[0] ?? '').replace(/\r\n?/g, '\n');
}

function listField(body: unknown, name: string): readonly string[] {
  if (typeof body !== 'object' || body === null) return [];
  const value: unknown = new Map<string, unknown>(Object.entries(body)).get(name);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each === 'string');
}
