import type { Request } from 'express';
import type { ZodError, ZodType } from 'zod';
import { notFound, type Refusal, refuseFields } from './problem.js';
import { apiTexts } from './texts.js';

interface Schemas<P, Q, B> {
  readonly params?: ZodType<P>;
  readonly query?: ZodType<Q>;
  readonly body?: ZodType<B>;
}

type Parts<P, Q, B> =
  | { readonly params: P; readonly query: Q; readonly body: B }
  | { readonly refusal: Refusal };

/**
 * The parts of a request by a route's schemas; one without a schema is given as an empty object. An address that does
 * not parse names nothing; what was filled in wrongly is told field by field.
 */
export function parseParts<P, Q, B>(schemas: Schemas<P, Q, B>, request: Request): Parts<P, Q, B> {
  const params = parse(schemas.params, request.params);
  if (!params.success) return { refusal: notFound() };
  const query = parse(schemas.query, request.query);
  if (!query.success) return { refusal: refuseFields(fieldsOf(query.error)) };
  const body = parse(schemas.body, request.body ?? {});
  if (!body.success) return { refusal: refuseFields(fieldsOf(body.error)) };
  return { params: params.data, query: query.data, body: body.data };
}

function parse<T>(schema: ZodType<T> | undefined, value: unknown) {
  // A route without a schema has the empty object as its type, and reads nothing of it.
  if (schema === undefined) return { success: true as const, data: {} as T };
  return schema.safeParse(value);
}

/** Our own messages are Chinese; those of the library mean a request that no page of ours makes. */
function fieldsOf(error: ZodError): Readonly<Record<string, string>> {
  return Object.fromEntries(
    error.issues.map(({ path, message }) => [
      path.join('.'),
      /\p{Script=Han}/u.test(message) ? message : apiTexts.invalidField,
    ]),
  );
}
