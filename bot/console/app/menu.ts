import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
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
    path: '/account',
    title: texts.account.title,
    action: null,
    inMenu: true,
    component: lazy(async () => ({ default: (await import('./pages/account.js')).AccountPage })),
  },
];
