import type { ChangeShape, ProblemShape } from '../shapes.js';
import { texts } from './texts.js';

/** Path before every address of the console, such as /console. */
export const BASE = document.documentElement.dataset.base ?? '';

/** What the API refused, or that it could not be reached (status 0). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  /** Field of the form → what is wrong with it. */
  readonly fields: Readonly<Record<string, string>>;
  /** With a conflict: what happened since the page was read. */
  readonly changes: readonly ChangeShape[];

  constructor(status: number, { code, message, fields, changes }: ProblemShape) {
    super(message);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.fields = fields ?? {};
    this.changes = changes ?? [];
  }
}

/** What the client keeps between calls. */
const state = { csrf: '', lastTouch: Date.now(), onSignedOut: () => {}, renewCsrf: async () => {} };

/** Without a hand on it for so long, a page's own refreshes do not keep anybody signed in. */
const UNATTENDED_MS = 60_000;

export function setCsrf(token: string): void {
  state.csrf = token;
}

/** Told when a call finds that nobody is signed in any more. */
export function onSignedOut(listener: () => void): void {
  state.onSignedOut = listener;
}

/** How to get a new token when the page's own is no longer right. */
export function onStaleCsrf(renew: () => Promise<void>): void {
  state.renewCsrf = renew;
}

/** Notes every key and click: only they count as somebody being there. */
export function watchHands(): void {
  const note = () => {
    state.lastTouch = Date.now();
  };
  for (const kind of ['pointerdown', 'keydown'] as const) {
    window.addEventListener(kind, note, { capture: true, passive: true });
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Calls the API below /console/api. Throws an ApiProblem, whose message is a sentence to show.
 * @param body sent as JSON; FormData is sent as it is
 */
export async function api<T>(method: Method, path: string, body?: unknown): Promise<T> {
  const first = await call(method, path, body);
  // The page was open longer than its session: a new token, and once more.
  if (first.status !== 403 || (await codeOf(first.clone())) !== 'csrf') return read<T>(first);
  await state.renewCsrf();
  return read<T>(await call(method, path, body));
}

/** The fetcher of every read that is kept by swr: its key is the path. */
export function load<T>(path: string): Promise<T> {
  return api<T>('GET', path);
}

function call(method: Method, path: string, body: unknown): Promise<Response> {
  const isForm = body instanceof FormData;
  const headers = new Headers({ accept: 'application/json', 'x-csrf-token': state.csrf });
  if (body !== undefined && !isForm) headers.set('content-type', 'application/json');
  if (Date.now() - state.lastTouch > UNATTENDED_MS) headers.set('x-unattended', '1');
  const payload = body === undefined ? null : isForm ? body : JSON.stringify(body);
  return fetch(`${BASE}/api${path}`, { method, headers, body: payload }).catch(() => {
    throw new ApiProblem(0, { code: 'network', message: texts.problem.network });
  });
}

async function read<T>(response: Response): Promise<T> {
  const text = await response.text();
  // 204 has no text; whoever asks for it takes nothing.
  const value: unknown = text === '' ? undefined : parse(text);
  if (response.ok) return value as T;
  if (response.status === 401 && isProblem(value) && value.code === 'signed_out') state.onSignedOut();
  throw new ApiProblem(
    response.status,
    isProblem(value) ? value : { code: 'network', message: texts.problem.network },
  );
}

async function codeOf(response: Response): Promise<string> {
  const value: unknown = parse(await response.text());
  return isProblem(value) ? value.code : '';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProblem(value: unknown): value is ProblemShape {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value;
}
