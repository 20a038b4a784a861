import type { Response } from 'express';
import type { ProblemShape } from '../shapes.js';
import { apiTexts } from './texts.js';

/** Why a request was not carried out: what a route returns instead of its answer. */
export interface Refusal {
  readonly status: number;
  readonly problem: ProblemShape;
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'problem' in value && 'status' in value;
}

export function refuse(status: number, code: string, message: string): Refusal {
  return { status, problem: { code, message } };
}

/** Something that was filled in will not do; `fields` says where and why. */
export function refuseFields(fields: Readonly<Record<string, string>>): Refusal {
  return { status: 400, problem: { code: 'invalid', message: apiTexts.invalid, fields } };
}

/** Unknown, or another province's: the two are not told apart. */
export function notFound(): Refusal {
  return refuse(404, 'not_found', apiTexts.notFound);
}

/** Somebody else changed the thing meanwhile. */
export function conflict(): Refusal {
  return refuse(409, 'conflict', apiTexts.conflict);
}

export function sendRefusal(response: Response, { status, problem }: Refusal): void {
  response.status(status).json(problem);
}
