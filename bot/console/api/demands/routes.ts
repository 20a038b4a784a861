import type { Route } from '../route.js';
import { ACT_ROUTES } from './act-routes.js';
import { AUDIT_ROUTES } from './audit-routes.js';
import { CALL_ROUTES } from './call-routes.js';
import { CASE_ROUTES } from './case-routes.js';
import { DEMAND_ROUTES } from './demand-routes.js';
import { DISPATCH_ROUTES } from './dispatch-routes.js';
import { ERASE_ROUTES } from './erase-routes.js';
import { EXPERT_ROUTES } from './expert-routes.js';
import { FIGURE_ROUTES } from './figure-routes.js';
import { FILE_ROUTES } from './file-routes.js';
import { QUEUE_ROUTES } from './queue-routes.js';
import { SETTINGS_ROUTES } from './settings-routes.js';

/** Everything about demands and those who work on them. */
export const DEMAND_WORK_ROUTES: readonly Route[] = [
  ...QUEUE_ROUTES,
  ...DEMAND_ROUTES,
  ...ACT_ROUTES,
  ...DISPATCH_ROUTES,
  ...FILE_ROUTES,
  ...CALL_ROUTES,
  ...CASE_ROUTES,
  ...EXPERT_ROUTES,
  ...SETTINGS_ROUTES,
  ...FIGURE_ROUTES,
  ...AUDIT_ROUTES,
  ...ERASE_ROUTES,
];
