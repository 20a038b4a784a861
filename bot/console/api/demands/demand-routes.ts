import { z } from 'zod';
import * as audit from '../../../../src/audit/audit.js';
import { demandSubject } from '../../../../src/demand/follow.js';
import { withoutPhones } from '../../../../src/demand/phone.js';
import * as demandNotes from '../../../../src/storage/demand-notes.js';
import type { JsonObject } from '../../../../src/storage/json.js';
import * as transcripts from '../../../../src/storage/transcripts.js';
import type { NoteShape, TranscriptShape } from '../../demand-shapes.js';
import { refuseFields } from '../problem.js';
import { type Route, readRoute, writeRoute } from '../route.js';
import { demandShape } from './demand-shape.js';
import { demandOf, demandParams } from './found.js';
import { demandApiTexts } from './texts.js';

const LONGEST_NOTE = 2000;
const LONGEST_KEY = 80;

/** Names one filling-in of a form: sent again it changes nothing. */
export const formKey = z
  .string()
  .regex(/^[\w-]+$/)
  .max(LONGEST_KEY);

export const DEMAND_ROUTES: readonly Route[] = [
  readRoute({
    method: 'get',
    path: '/demands/:id',
    action: 'demand.work',
    params: demandParams,
    resource: demandOf,
    read: async (db, call) => {
      const demand = await demandOf(db, call);
      const { actor, now, deps } = call;
      return demand === null ? undefined : demandShape(db, demand, { actor, now, deps: deps.demands });
    },
  }),
  readRoute({
    method: 'get',
    path: '/demands/:id/transcript',
    action: 'demand.work',
    params: demandParams,
    resource: demandOf,
    read: async (db, call): Promise<TranscriptShape> => {
      const demand = await demandOf(db, call);
      const rows = demand === null ? [] : await transcripts.ofDemand(db, demand);
      const messages = rows.map(({ id, direction, activity, createdAt }) => ({
        id,
        isAsker: direction === 'in',
        text: withoutPhones(spokenOf(activity)),
        at: createdAt,
      }));
      return { messages: messages.filter(({ text }) => text !== '') };
    },
  }),
  writeRoute({
    method: 'post',
    path: '/demands/:id/contact',
    action: 'demand.contact',
    params: demandParams,
    resource: demandOf,
    write: async (tx, call) => {
      const demand = await demandOf(tx, call);
      const phone = demand?.phone ?? null;
      if (demand === null || phone === null) return refuseFields({ phone: demandApiTexts.noPhone });
      const { actor, now } = call;
      const entry = { actor: actor.id, action: 'contact.revealed', payload: {}, now };
      await audit.append(tx, { subject: demandSubject(demand.id), ...entry });
      return { phone };
    },
  }),
  writeRoute({
    method: 'post',
    path: '/demands/:id/notes',
    action: 'demand.note',
    params: demandParams,
    body: z.object({
      key: formKey,
      body: z
        .string(demandApiTexts.noteNeeded)
        .trim()
        .min(1, demandApiTexts.noteNeeded)
        .max(LONGEST_NOTE, demandApiTexts.noteNeeded),
    }),
    resource: demandOf,
    write: async (tx, call) => {
      const { params, body, actor, now, tell } = call;
      const note = {
        id: `${actor.id}:${params.id}:${body.key}`,
        demandId: params.id,
        author: actor.id,
        body: body.body,
      };
      const isNew = await demandNotes.add(tx, { ...note, createdAt: now });
      if (isNew) {
        const entry = { actor: actor.id, action: 'note.added', payload: { note: note.id }, now };
        await audit.append(tx, { subject: demandSubject(params.id), ...entry });
      }
      const demand = await demandOf(tx, call);
      tell({ topic: 'demands', province: demand?.province ?? null, id: params.id });
      const shape: Pick<NoteShape, 'id'> = { id: note.id };
      return shape;
    },
  }),
];

/** What a message says: a card has its words in `summary`. */
function spokenOf({ text, summary }: JsonObject): string {
  if (typeof text === 'string' && text !== '') return text;
  return typeof summary === 'string' ? summary : '';
}
