import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { YishiError } from '../src/errors.js';
import type { Identifiers } from '../src/identifiers.js';
import type { Log } from '../src/log.js';
import type { Site } from './page/layout.js';
import { messagePage } from './page/message-page.js';
import { type Problem, sendProblem } from './problem.js';
import { serverTexts } from './texts.js';

export interface FailureDeps {
  readonly site: Site;
  readonly identifiers: Identifiers;
  readonly log: Log;
}

/** Answers what no route took. */
export function notFound({ site }: FailureDeps): RequestHandler {
  return (request, response) => {
    const problem = { status: 404, code: 'NotFound', sentence: serverTexts.notFound };
    answer(site, request, response, problem, [serverTexts.notFoundHint]);
  };
}

/** Answers whatever a route threw: a sentence and, where the fault is ours, a number that leads to the log. */
export function failed({ site, identifiers, log }: FailureDeps): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const known = problemOf(error);
    if (known !== null) return answer(site, request, response, known, []);
    const trace = identifiers.next();
    log.error({ error, trace, method: request.method, path: request.path }, 'request failed');
    const sentence = serverTexts.internal(trace);
    answer(site, request, response, { status: 500, code: 'ServiceError', sentence }, []);
  };
}

/** What body-parser's error types, which it documents as stable, and our own codes mean to a client. */
const PROBLEMS: Readonly<Record<string, (error: object) => Problem>> = {
  'entity.parse.failed': () => ({ status: 400, code: 'BadSyntax', sentence: serverTexts.badJson }),
  'entity.too.large': (error) => ({
    status: 413,
    code: 'MessageSizeTooBig',
    sentence: serverTexts.bodyTooLarge('limit' in error ? Number(error.limit) : 0),
  }),
  'charset.unsupported': () => ({
    status: 415,
    code: 'UnsupportedMediaType',
    sentence: serverTexts.wrongType,
  }),
  'encoding.unsupported': () => ({
    status: 415,
    code: 'UnsupportedMediaType',
    sentence: serverTexts.wrongType,
  }),
  'request.aborted': () => ({ status: 400, code: 'BadSyntax', sentence: serverTexts.badJson }),
  'request.size.invalid': () => ({ status: 400, code: 'BadSyntax', sentence: serverTexts.badJson }),
};

function problemOf(error: unknown): Problem | null {
  if (typeof error !== 'object' || error === null) return null;
  const known = 'type' in error ? PROBLEMS[String(error.type)] : undefined;
  if (known !== undefined) return known(error);
  if (error instanceof YishiError) return ownProblem(error);
  const status = 'status' in error ? Number(error.status) : 500;
  if (status === 404) return { status, code: 'NotFound', sentence: serverTexts.notFound };
  return status >= 400 && status < 500
    ? { status, code: 'BadSyntax', sentence: serverTexts.badRequest }
    : null;
}

function ownProblem({ code }: YishiError): Problem | null {
  if (code === 'busy') return { status: 503, code: 'ServiceUnavailable', sentence: serverTexts.busy };
  if (code === 'bad_request') return { status: 400, code: 'BadArgument', sentence: serverTexts.badRequest };
  return null;
}

function answer(
  site: Site,
  request: Request,
  response: Response,
  problem: Problem,
  hints: readonly string[],
): void {
  response.set('Cache-Control', 'no-store');
  if (request.accepts(['json', 'html']) === 'html') {
    response
      .status(problem.status)
      .type('html')
      .send(messagePage(site, problem.sentence, hints));
  } else {
    sendProblem(response, problem);
  }
}
