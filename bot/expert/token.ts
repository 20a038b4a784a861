import { createHmac, timingSafeEqual } from 'node:crypto';

/** The token of a browser's forms: only a page of ours that was made for this browser and person knows it. */
export function formToken(
  secret: string,
  visitor: { readonly userId: string; readonly personId: string },
): string {
  return createHmac('sha256', secret)
    .update(`expert-form:${visitor.userId}:${visitor.personId}`)
    .digest('base64url');
}

export function isFormToken(right: string, given: string): boolean {
  const [expected, presented] = [Buffer.from(right), Buffer.from(given)];
  return expected.length === presented.length && timingSafeEqual(expected, presented);
}
