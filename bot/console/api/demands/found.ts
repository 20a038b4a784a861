import { z } from 'zod';
import type { Demand } from '../../../../src/demand/demand.js';
import * as demands from '../../../../src/storage/demands.js';
import type { Executor } from '../../../../src/storage/storage.js';
import { idField } from '../fields.js';

export const demandParams = z.object({ id: idField });

/** The demand of an address as the resource of a rule; null when there is none. */
export function demandOf(
  db: Executor,
  { params }: { readonly params: { readonly id: string } },
): Promise<Demand | null> {
  return demands.find(db, params.id);
}
