import { z } from 'zod';
import { authorize } from '../../../src/directory/authorize.js';
import { NATION, type Region, regions } from '../../../src/region/region.js';
import type { RegionShape } from '../shapes.js';
import { regionField } from './fields.js';
import { own, type Route, readRoute } from './route.js';

/** The tree of regions, one level at a time; it is public knowledge, so any person may read all of it. */
export const REGION_ROUTES: readonly Route[] = [
  readRoute({
    method: 'get',
    path: '/regions',
    action: 'account.own',
    query: z.object({
      parent: regionField.optional(),
      /** Only the roots in which the person may give roles. */
      grantable: z.literal('1').optional(),
    }),
    resource: own,
    read: (_db, { query, actor }) => {
      if (query.parent !== undefined) return { regions: childrenOf(query.parent).map(shape) };
      const nation = regions().all.filter(({ code }) => code === NATION);
      const roots = [...nation, ...childrenOf(NATION)];
      const isMine = ({ code }: Region) =>
        query.grantable === undefined ||
        authorize(actor, 'roles.grant', { role: 'administrator', province: code });
      return { regions: roots.filter(isMine).map(shape) };
    },
  }),
];

function childrenOf(code: string): readonly Region[] {
  return regions().all.filter(({ parent }) => parent === code);
}

/** The whole country stands beside the provinces here, not above them. */
function shape({ code, name }: Region): RegionShape {
  return { code, name, hasChildren: code !== NATION && regions().all.some(({ parent }) => parent === code) };
}
