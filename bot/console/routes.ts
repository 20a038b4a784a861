import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RequestHandler, Router } from 'express';
import expressStaticGzip from 'express-static-gzip';
import { projectRoot } from '../../src/project.js';
import { visitorUrl } from '../channels/directline/address.js';
import type { Files } from '../files/open-files.js';
import type { Site } from '../page/layout.js';
import { messagePage } from '../page/message-page.js';
import { createSessionCookie } from './api/cookie.js';
import { createDemandDeps } from './api/demands/deps.js';
import type { ApiDeps } from './api/route.js';
import { createApi } from './api/router.js';
import { openRoutes, ROUTES } from './api/routes.js';
import { consoleHeaders } from './headers.js';
import { consoleTexts } from './texts.js';

export const CONSOLE = '/console';

export interface ConsoleDeps extends Omit<ApiDeps, 'cookie' | 'consoleUrl' | 'demands'> {
  readonly site: Site;
  readonly publicUrl: string;
  readonly files: Files;
}

/** The console: its API, the files that the build made, and for every other address below it the app itself. */
export function createConsoleRoutes(deps: ConsoleDeps): Router {
  const { site, publicUrl } = deps;
  const secure = publicUrl.startsWith('https:');
  const apiDeps: ApiDeps = {
    ...deps,
    cookie: createSessionCookie(secure),
    demands: createDemandDeps(deps.files),
    consoleUrl: (request) => `${visitorUrl(publicUrl, request)}${CONSOLE}`,
  };
  const folder = join(projectRoot(), 'dist', 'console');
  const routes = Router();
  routes.use(consoleHeaders(secure));
  routes.use('/api', createApi(apiDeps, ROUTES, openRoutes(apiDeps)));
  routes.use(
    '/assets',
    expressStaticGzip(join(folder, 'assets'), {
      index: false,
      serveStatic: { immutable: true, maxAge: '365d', fallthrough: false },
    }),
  );
  routes.get(/.*/, app(site, join(folder, 'index.html')));
  return routes;
}

/** The app's page: the same for every address, which the app reads itself. It is asked for anew each time. */
function app(site: Site, file: string): RequestHandler {
  const page = existsSync(file) ? readFileSync(file, 'utf8') : null;
  // The build names its files relative to the page, and the app reads where it stands from `data-base`.
  const base = `${site.base}${CONSOLE}`;
  const text = page
    ?.replaceAll('"./assets/', `"${base}/assets/`)
    .replace('data-base=""', `data-base="${base}"`);
  return (_request, response) => {
    response.set('Cache-Control', 'no-cache').type('html');
    if (text !== undefined) response.send(text);
    else response.status(503).send(messagePage(site, consoleTexts.notBuilt, [consoleTexts.notBuiltHint]));
  };
}
