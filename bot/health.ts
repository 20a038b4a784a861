import { Router } from 'express';
import type { Log } from '../src/log.js';

export interface Readiness {
  /** Rejects while the service cannot answer questions. */
  check(): Promise<void>;
}

/** /healthz: the process answers. /readyz: it can also do its work, so a balancer may send people here. */
export function createHealthRoutes(readiness: Readiness, log: Log): Router {
  const routes = Router();
  routes.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  routes.get('/readyz', async (_request, response) => {
    response.set('Cache-Control', 'no-store');
    try {
      await readiness.check();
      response.json({ status: 'ready' });
    } catch (error) {
      log.warn({ error }, 'not ready');
      response.status(503).json({ status: 'not ready' });
    }
  });
  return routes;
}
