import { z } from 'zod';
import { type Erased, erase, type Forgotten } from '../../../../src/directory/erase.js';
import { removeUnused } from '../../../../src/files/kept-files.js';
import type { WriteExecutor } from '../../../../src/storage/tables.js';
import { reasonField } from '../fields.js';
import { placeOf } from '../person-shape.js';
import { notFound } from '../problem.js';
import { type ApiDeps, type Route, writeRoute } from '../route.js';
import { demandOf, demandParams } from './found.js';

const body = z.object({ reason: reasonField });

export const ERASE_ROUTES: readonly Route[] = [
  writeRoute({
    method: 'post',
    path: '/demands/:id/erase',
    action: 'demand.erase',
    params: demandParams,
    body,
    resource: demandOf,
    write: async (tx, call) => {
      const demand = await demandOf(tx, call);
      if (demand === null) return notFound();
      const { conversationId, asker, province, id } = demand;
      const forgotten = { kind: 'asker', conversationId, asker } as const;
      const erased = await run(tx, forgotten, { ...call, reason: call.body.reason });
      call.tell({ topic: 'demands', province, id });
      return { demands: erased.demands };
    },
  }),
  writeRoute({
    method: 'post',
    path: '/people/:id/erase',
    action: 'people.manage',
    params: demandParams,
    body,
    resource: (db, { params }) => placeOf(db, params.id),
    write: async (tx, call) => {
      const { params, tell } = call;
      const provinces = (await placeOf(tx, params.id))?.provinces ?? [];
      const forgotten = { kind: 'person', personId: params.id } as const;
      const erased = await run(tx, forgotten, { ...call, reason: call.body.reason });
      for (const province of provinces) tell({ topic: 'people', province, id: params.id });
      return { demands: erased.demands };
    },
  }),
];

interface Context {
  readonly actor: { readonly id: string };
  readonly reason: string;
  readonly now: string;
  readonly deps: ApiDeps;
  readonly response: { once(event: 'finish', listener: () => void): unknown };
}

async function run(
  tx: WriteExecutor,
  forgotten: Forgotten,
  { actor, reason, now, deps, response }: Context,
): Promise<Erased> {
  const { identifiers, storage, log } = deps;
  const { calendar, files } = deps.demands;
  const erased = await erase(tx, { identifiers, calendar }, forgotten, { by: actor.id, reason, now });
  // After the commit; what fails here the sweep at the next start finishes.
  response.once('finish', () => {
    removeUnused({ storage, blobs: files.blobs }, erased.hashes).catch((error: unknown) =>
      log.error({ error }, 'could not remove the contents of erased files'),
    );
  });
  return erased;
}
