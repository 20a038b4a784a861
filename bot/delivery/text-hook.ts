import type { OutgoingText, TextGateway, TextOutcome } from './text-gateway.js';

export interface TextHook {
  /** Takes a POST for each message. */
  readonly url: string;
  /** Sent as `Authorization: Bearer`; null sends none. */
  readonly token: string | null;
  /** Longest wait for an answer, in milliseconds. */
  readonly timeoutMs: number;
}

const TOO_MANY = 429;
const SERVER_ERROR = 500;
const LONGEST_ANSWER = 4096;
const LONGEST_VENDOR_ID = 200;

/**
 * A gateway behind an HTTP hook of the operator's: JSON `{id, to, text}` with the id as Idempotency-Key. 2xx is taken
 * (with `{"id": …}` of its own where it tells one), 429 and 5xx mean later, every other status never.
 */
export function createTextHook({ url, token, timeoutMs }: TextHook): TextGateway {
  return async (message) => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': message.id,
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ id: message.id, to: message.to, text: message.text } satisfies OutgoingText),
        // A number goes to the address that was configured and to no other.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      return await outcomeOf(response);
    } catch (error) {
      return { kind: 'retry', error: reasonOf(error) };
    }
  };
}

async function outcomeOf(response: Response): Promise<TextOutcome> {
  const { status } = response;
  const body = await response.text();
  if (response.ok) return { kind: 'sent', vendorId: vendorIdOf(body) };
  const error = `HTTP ${status}`;
  if (status !== TOO_MANY && status < SERVER_ERROR) return { kind: 'failed', error };
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0
    ? { kind: 'retry', error, afterMs: seconds * 1000 }
    : { kind: 'retry', error };
}

function vendorIdOf(body: string): string | null {
  if (body.length > LONGEST_ANSWER) return null;
  try {
    const answer: unknown = JSON.parse(body);
    const id = typeof answer === 'object' && answer !== null && 'id' in answer ? answer.id : null;
    return typeof id === 'string' && id.length <= LONGEST_VENDOR_ID ? id : null;
  } catch {
    return null;
  }
}

/** The system's code where there is one: its message may name the address with a secret in its query. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return error instanceof Error ? error.name : 'unknown';
}
