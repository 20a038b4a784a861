import { z } from 'zod';
import { addDays, isCalendarDate } from '../../../../src/calendar/calendar-date.js';
import { chinaDate } from '../../../../src/clock.js';
import { figuresOf } from '../../../../src/demand/figures.js';
import { STATE_NAME } from '../../../../src/demand/texts.js';
import { reach } from '../../../../src/directory/authorize.js';
import type { FiguresShape } from '../../desk-shapes.js';
import { regionField } from '../fields.js';
import { type Route, readRoute } from '../route.js';
import { listedProvinces, listPlace } from './queue-routes.js';
import { demandApiTexts } from './texts.js';

/** Days of the period when none is asked for. */
const USUAL_DAYS = 90;

const date = z.string().refine(isCalendarDate, demandApiTexts.dateWrong).optional();

export const FIGURE_ROUTES: readonly Route[] = [
  readRoute({
    method: 'get',
    path: '/figures',
    action: 'demand.list',
    /** Days in China, both included. */
    query: z.object({ province: regionField.optional(), from: date, to: date }),
    resource: (_db, { actor, query }) => listPlace(actor, query.province),
    read: async (db, { actor, query, now }): Promise<FiguresShape> => {
      const today = chinaDate(new Date(now));
      const last = query.to ?? today;
      const first = query.from ?? addDays(last, 1 - USUAL_DAYS);
      const figures = await figuresOf(db, {
        reach: reach(actor, 'demand.list'),
        province: query.province,
        from: beginOf(first),
        to: beginOf(addDays(last, 1)),
        now,
      });
      const open = figures.open.map(({ state, count }) => ({ state, name: STATE_NAME[state], count }));
      return { ...figures, open, provinces: listedProvinces(actor) };
    },
  }),
];

/** Midnight in Beijing. */
function beginOf(day: string): string {
  return new Date(`${day}T00:00:00.000+08:00`).toISOString();
}
