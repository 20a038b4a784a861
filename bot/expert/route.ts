import type { Request, Response } from 'express';
import type { WorkingCalendar } from '../../src/calendar/working-calendar.js';
import type { Clock } from '../../src/clock.js';
import type { Action } from '../../src/directory/authorize.js';
import type { Identifiers } from '../../src/identifiers.js';
import type { Log } from '../../src/log.js';
import type { Storage } from '../../src/storage/storage.js';
import type { EventHub } from '../console/events.js';
import type { Files } from '../files/open-files.js';
import type { Site } from '../page/layout.js';
import type { Problem } from '../problem.js';
import type { ExpertVisitor, VisitorDeps } from './visitor.js';

export interface ExpertDeps extends VisitorDeps {
  readonly site: Site;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly calendar: WorkingCalendar;
  readonly log: Log;
  readonly files: Files;
  /** Open consoles of the province are told that a demand changed. */
  readonly events: Pick<EventHub, 'publish'>;
}

/** A request of somebody who is known here. */
export interface ExpertCall {
  readonly deps: ExpertDeps;
  readonly visitor: ExpertVisitor;
  readonly request: Request;
  readonly response: Response;
  readonly now: string;
  /** What was wrong with the form as a whole; null when it was read, and for what is no form. */
  readonly broken: Problem | null;
}

/** A route as the router and the tests see it. */
export interface ExpertRoute {
  readonly method: 'get' | 'post';
  /** Below /expert, in Express's form. */
  readonly path: string;
  /** What `authorize` is asked before anything is shown or done. */
  readonly action: Action;
  run(call: ExpertCall): Promise<void>;
}

/** Sends a page; none of them is kept by caches, since the next reader of the phone is somebody else. */
export function sendPage(response: Response, text: string, status = 200): void {
  response.status(status).set('Cache-Control', 'no-store').type('html').send(text);
}

/** After a form was carried out: the browser asks for a page, so that reloading it sends nothing again. */
export function seeOther(response: Response, address: string): void {
  response.set('Cache-Control', 'no-store').redirect(303, address);
}

/** A path parameter. */
export function param(request: Request, name: string): string {
  const value: unknown = request.params[name];
  return typeof value === 'string' ? value : '';
}
