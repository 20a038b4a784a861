import { type RequestHandler, Router } from 'express';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Config } from '../../src/config.js';
import { sendProblem } from '../problem.js';
import { serverTexts } from '../texts.js';
import type { EngineObserver } from '../turn/observer.js';
import { accessOf } from './access.js';
import { type DatabaseMetricsDeps, databaseMetrics } from './database-metrics.js';
import { createEngineMetrics } from './engine-metrics.js';
import { createHttpMetrics } from './http-metrics.js';

export interface Metrics {
  /** For the engine, which tells it what it does. */
  readonly observer: EngineObserver;
  /** Before all routes; `mounts` are the paths under which whole routers stand. */
  countRequests(mounts: readonly string[]): RequestHandler;
  /** GET /metrics, for a Prometheus server that may read it. */
  createRoutes(deps: DatabaseMetricsDeps, access: Pick<Config, 'metricsToken' | 'trustProxy'>): Router;
}

/** The figures of this process; each service has its own. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    observer: createEngineMetrics(registry),
    countRequests: (mounts) => createHttpMetrics(registry, mounts),
    createRoutes: (deps, access) => createRoutes(registry, deps, access),
  };
}

function createRoutes(
  registry: Registry,
  deps: DatabaseMetricsDeps,
  { metricsToken: token, trustProxy }: Pick<Config, 'metricsToken' | 'trustProxy'>,
): Router {
  const routes = Router();
  routes.get('/metrics', async (request, response, next) => {
    const access = accessOf(request, { token, trustProxy });
    // Taken by no route: answered as any address that does not exist.
    if (access === 'hidden') return next('route');
    response.set('Cache-Control', 'no-store');
    if (access === 'needs_token') {
      response.set('WWW-Authenticate', 'Bearer');
      return sendProblem(response, { status: 401, code: 'Unauthorized', sentence: serverTexts.needsToken });
    }
    const text = `${await registry.metrics()}${await databaseMetrics(deps)}`;
    response.type(registry.contentType).send(text);
  });
  return routes;
}
