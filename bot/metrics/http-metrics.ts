import type { Request, RequestHandler } from 'express';
import { Counter, Histogram, type Registry } from 'prom-client';

/** Seconds. */
const REQUEST_SECONDS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** What no route took, and methods that nobody should send: one label for all of them. */
const OTHER = 'other';

/**
 * Counts every answer by the pattern of its route, never by the path that was asked for, which may hold an id or
 * whatever a stranger typed. `mounts`: the paths under which whole routers stand, without a slash at their end.
 */
export function createHttpMetrics(registry: Registry, mounts: readonly string[]): RequestHandler {
  const requests = new Counter({
    name: 'yishi_http_requests_total',
    help: 'Answers by method, route pattern and status.',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'yishi_http_request_duration_seconds',
    help: 'From the request to the end of its answer, by route pattern.',
    labelNames: ['route'],
    buckets: REQUEST_SECONDS,
    registers: [registry],
  });
  return (request, response, next) => {
    const begun = performance.now();
    response.once('finish', () => {
      const route = routeOf(request, mounts);
      const method = METHODS.has(request.method) ? request.method : OTHER;
      requests.inc({ method, route, status: String(response.statusCode) });
      seconds.observe({ route }, (performance.now() - begun) / 1000);
    });
    next();
  };
}

/** `baseUrl` is no help: it is the raw path, and gone again when an error handler answers. */
function routeOf({ originalUrl, route }: Request, mounts: readonly string[]): string {
  const path = originalUrl.toLowerCase();
  const mount = mounts
    .filter((each) => path === each || path.startsWith(`${each}/`) || path.startsWith(`${each}?`))
    .reduce((longest, each) => (each.length > longest.length ? each : longest), '');
  const pattern: unknown = route?.path;
  if (typeof pattern === 'string') return `${mount}${pattern}`;
  return mount === '' ? OTHER : mount;
}
