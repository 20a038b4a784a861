import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Stricter than the chat page's: the console loads nothing from elsewhere, runs no inline script and writes no style
 * element. (What React sets on an element's style goes through the object model, which the policy leaves alone.)
 */
export function consoleHeaders(secure: boolean): RequestHandler {
  return helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      ...(secure ? { upgradeInsecureRequests: [] } : {}),
    },
  });
}
