import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { demandTexts } from './pages/demands/texts.js';
import { texts } from './texts.js';

export interface MenuRow {
  /** Below /console. */
  readonly path: string;
  readonly title: string;
  /** Action of `authorize` that opens it; null is for everybody who is signed in. */
  readonly action: string | null;
  /** False for pages that others lead to. */
  readonly inMenu: boolean;
  /** Loaded when it is first opened. */
  readonly component: LazyExoticComponent<ComponentType>;
}

/** Every page behind the sign-in; a new one is a row. The first one that a person may open is their home. */
export const MENU: readonly MenuRow[] = [
  {
    path: '/queue',
    title: demandTexts.queue.title,
    action: 'demand.list',
    inMenu: true,
    component: lazy(async () => ({ default: (await import('./pages/demands/queue.js')).QueuePage })),
  },
  {
    path: '/calls',
    title: demandTexts.calls.title,
    action: 'demand.coordinate',
    inMenu: true,
    component: lazy(async () => ({ default: (await import('./pages/demands/calls.js')).CallsPage })),
  },
  {
    path: '/overview',
    title: demandTexts.overview.title,
    action: 'demand.list',
    inMenu: true,
    component: lazy(async () => ({ default: (await import('./pages/demands/overview.js')).OverviewPage })),
  },
  {
    path: '/demands/:id',
    title: demandTexts.queue.title,
    action: 'demand.list',
    inMenu: false,
    component: lazy(async () => ({ default: (await import('./pages/demands/demand.js')).DemandPage })),
  },
  {
    path: '/demands/:id/case',
    title: demandTexts.case.title,
    action: 'demand.list',
    inMenu: false,
    component: lazy(async () => ({ default: (await import('./pages/demands/case.js')).CasePage })),
  },
  {
    path: '/audit/:kind/:id',
    title: demandTexts.audit.title,
    action: null,
    inMenu: false,
    component: lazy(async () => ({ default: (await import('./pages/demands/audit.js')).AuditPage })),
  },
  {
    path: '/people',
    title: texts.people.title,
    action: 'people.list',
    inMenu: true,
    component: lazy(async () => ({ default: (await import('./pages/people.js')).PeoplePage })),
  },
  {
    path: '/people/:id',
    title: texts.people.title,
    action: 'people.list',
    inMenu: false,
    component: lazy(async () => ({ default: (await import('./pages/person.js')).PersonPage })),
  },
  {
    path: '/experts',
    title: demandTexts.experts.title,
    action: 'experts.list',
    inMenu: true,
    component: lazy(async () => ({ default: (await import('./pages/demands/experts.js')).ExpertsPage })),
  },
  {
    path: '/settings',
    title: demandTexts.settings.title,
    action: 'settings.manage',
    inMenu: true,
    component: lazy(async () => ({ default: (await import('./pages/demands/settings.js')).SettingsPage })),
  },
  {
    path: '/account',
    title: texts.account.title,
    action: null,
    inMenu: true,
    component: lazy(async () => ({ default: (await import('./pages/account.js')).AccountPage })),
  },
];
