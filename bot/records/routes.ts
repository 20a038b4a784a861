import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { RecordPage } from '../../knowledge/library.js';
import { messagePage } from '../page/message-page.js';
import { sendProblem } from '../problem.js';
import { type RecordView, recordPage } from './record-page.js';
import { recordTexts } from './texts.js';

export interface RecordsDeps extends RecordView {
  readonly page: (id: string, edition?: string) => Promise<RecordPage | null>;
}

/** Longest id or edition that is looked up. */
const LONGEST = 200;

/** /records/:id for people, /records/:id.json for programs, each with ?edition= for one that an answer pinned. */
export function createRecordRoutes(deps: RecordsDeps): Router {
  const routes = Router();
  routes.get('/records/:id', showRecord(deps));
  return routes;
}

function showRecord(deps: RecordsDeps): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const asJson = request.params.id.endsWith('.json');
    const id = asJson ? request.params.id.slice(0, -'.json'.length) : request.params.id;
    const page = await find(deps, id, request.query.edition);
    // A record may be withdrawn at any time, and that must be seen at once.
    response.set('Cache-Control', 'no-cache');
    if (page === null) return refuse(deps, response, asJson);
    if (asJson) response.json(page);
    else response.type('html').send(recordPage(deps, page));
  };
}

async function find(
  { page }: RecordsDeps,
  id: string,
  edition: Request['query'][string],
): Promise<RecordPage | null> {
  if (id.length > LONGEST) return null;
  if (edition === undefined || edition === '') return page(id);
  return typeof edition === 'string' && edition.length <= LONGEST ? page(id, edition) : null;
}

function refuse({ site }: RecordsDeps, response: Response, asJson: boolean): void {
  if (asJson) {
    sendProblem(response, { status: 404, code: 'NotFound', sentence: recordTexts.notFound });
  } else {
    const text = messagePage(site, recordTexts.notFound, [recordTexts.notFoundHint]);
    response.status(404).type('html').send(text);
  }
}
