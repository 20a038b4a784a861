import type { Response } from 'express';

/** One refusal: what happened, for programs, and a Chinese sentence, for people. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly sentence: string;
}

/**
 * Answers with a problem in Direct Line's error shape.
 * (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-direct-line-3-0-api-reference#errorresponse-object)
 */
export function sendProblem(response: Response, { status, code, sentence }: Problem): void {
  response.status(status).json({ error: { code, message: sentence } });
}
