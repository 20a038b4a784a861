import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { visitorUrl } from './channels/directline/address.js';

/**
 * Headers for every answer. The page loads nothing from elsewhere and runs no inline script; Web Chat writes style
 * elements and reads blobs, so those two are allowed. Browsers differ on whether 'self' covers WebSockets.
 */
export function securityHeaders(publicUrl: string): RequestHandler {
  const secure = publicUrl.startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", 'blob:', (request: IncomingMessage) => socketOrigin(publicUrl, request)],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: secure,
    referrerPolicy: { policy: 'same-origin' },
  });
}

function socketOrigin(publicUrl: string, request: IncomingMessage): string {
  return new URL(visitorUrl(publicUrl, request)).origin.replace(/^http/, 'ws');
}
