import { z } from 'zod';
import * as audit from '../../../../src/audit/audit.js';
import { isCalendarDate } from '../../../../src/calendar/calendar-date.js';
import { grantsOf, membershipsOf } from '../../../../src/directory/memberships.js';
import { findPerson, personSubject } from '../../../../src/directory/people.js';
import * as expertProfiles from '../../../../src/storage/expert-profiles.js';
import type { Executor } from '../../../../src/storage/storage.js';
import type { ExpertProfileShape } from '../../desk-shapes.js';
import { conflict, notFound } from '../problem.js';
import { type Route, readRoute, writeRoute } from '../route.js';
import { demandParams } from './found.js';
import { demandApiTexts } from './texts.js';

const MOST_LOAD = 99;
const MOST_RECUSALS = 30;
const LONGEST_LINE = 200;

/** The provinces in which somebody is an expert or a unit's staff; null for whoever is neither. */
async function placeOf(db: Executor, { params }: { readonly params: { readonly id: string } }) {
  const working = (await membershipsOf(db, [params.id])).filter(
    ({ role }) => role === 'expert' || role === 'unit_staff',
  );
  const provinces = grantsOf(working).map(({ province }) => province);
  return provinces.length === 0 ? null : { provinces };
}

export const EXPERT_ROUTES: readonly Route[] = [
  readRoute({
    method: 'get',
    path: '/experts/:id',
    action: 'experts.manage',
    params: demandParams,
    resource: placeOf,
    read: async (db, { params }) => {
      const person = await findPerson(db, params.id);
      if (person === null) return notFound();
      const profile = await expertProfiles.find(db, params.id);
      const shape: ExpertProfileShape = { ...profile, name: person.name ?? '' };
      return shape;
    },
  }),
  writeRoute({
    method: 'put',
    path: '/experts/:id',
    action: 'experts.manage',
    params: demandParams,
    body: z.object({
      version: z.number().int(),
      loadLimit: z
        .number(demandApiTexts.loadWrong)
        .int(demandApiTexts.loadWrong)
        .min(0, demandApiTexts.loadWrong)
        .max(MOST_LOAD, demandApiTexts.loadWrong),
      awayUntil: z.string().refine(isCalendarDate, demandApiTexts.dateWrong).nullable(),
      recusals: z
        .array(
          z.object({
            party: z.string().trim().max(LONGEST_LINE).nullable(),
            reason: z
              .string()
              .trim()
              .min(1, demandApiTexts.recusalReason)
              .max(LONGEST_LINE, demandApiTexts.recusalReason),
          }),
        )
        .max(MOST_RECUSALS),
    }),
    resource: placeOf,
    write: async (tx, { params, body, actor, now, tell }) => {
      const recusals = body.recusals.map(({ party, reason }) => ({
        party: party === '' ? null : party,
        reason,
      }));
      const version = await expertProfiles.save(tx, { ...body, recusals, personId: params.id }, now);
      if (version === null) return conflict();
      const { loadLimit, awayUntil } = body;
      const entry = {
        actor: actor.id,
        action: 'expert.changed',
        payload: { loadLimit, awayUntil, recusals },
        now,
      };
      await audit.append(tx, { subject: personSubject(params.id), ...entry });
      for (const province of (await placeOf(tx, { params }))?.provinces ?? [])
        tell({ topic: 'people', province, id: params.id });
      return { version };
    },
  }),
];
