import { z } from 'zod';
import type { Ranked } from '../../../../src/demand/dispatch.js';
import { PART_NAMES } from '../../../../src/demand/suggest.js';
import { type Actor, authorize, reach } from '../../../../src/directory/authorize.js';
import { DOMAINS, isDomainCode } from '../../../../src/domains.js';
import { regionName as fullName } from '../../../../src/region/names.js';
import { NATION } from '../../../../src/region/region.js';
import type { ExpertsShape, RankedShape, SuggestionShape } from '../../desk-shapes.js';
import { type Route, readRoute } from '../route.js';
import { suggestionFor } from './dispatch-choice.js';
import { availableExperts, isShownTo, type PersonCandidate } from './experts.js';
import { demandOf, demandParams } from './found.js';
import { demandApiTexts, PART_LABEL } from './texts.js';

const MOST_SHOWN = 12;
const MOST_FOUND = 50;

export const DISPATCH_ROUTES: readonly Route[] = [
  readRoute({
    method: 'get',
    path: '/demands/:id/suggestions',
    action: 'demand.contact',
    params: demandParams,
    resource: demandOf,
    read: async (db, call): Promise<SuggestionShape | undefined> => {
      const demand = await demandOf(db, call);
      if (demand === null) return undefined;
      const { ranked, excluded, shortfall, seed } = await suggestionFor(db, demand, call);
      return {
        version: demand.version,
        ranked: ranked.slice(0, MOST_SHOWN).map(rankedShape),
        // Who did not agree to be shown elsewhere is not named there at all.
        excluded: excluded
          .filter(({ reason }) => reason !== 'consent')
          .map(({ candidate: { person }, reason, detail }) => ({
            name: person.name,
            line: person.line,
            reason: demandApiTexts.exclusion(reason, detail),
          })),
        shortfall: shortfall === null ? null : demandApiTexts.shortfall(ranked.length),
        seed,
      };
    },
  }),
  readRoute({
    method: 'get',
    path: '/experts',
    action: 'experts.list',
    query: z.object({ text: z.string().trim().max(40).default('') }),
    resource: (_db, { actor }) => ({ province: ownPlace(actor) }),
    read: async (db, { actor, query, now }): Promise<ExpertsShape> => {
      const people = await availableExperts(db, now);
      const mine = reach(actor, 'experts.list');
      const found = people.filter(
        (each) => isShownTo(each, mine) && `${each.name} ${each.line}`.includes(query.text),
      );
      return {
        experts: found.slice(0, MOST_FOUND).map(({ personId, name, line, provinces, operational }) => ({
          personId,
          name,
          line,
          load: operational.load,
          loadLimit: operational.loadLimit,
          awayUntil: operational.awayUntil,
          mayManage: authorize(actor, 'experts.manage', { provinces }),
        })),
      };
    },
  }),
];

/** The reader's first province: whom there is, is the same everywhere. */
function ownPlace(actor: Actor): string {
  const mine = reach(actor, 'experts.list');
  return mine === 'nation' ? NATION : (mine[0] ?? NATION);
}

function rankedShape({ candidate, total, parts }: Ranked<PersonCandidate>): RankedShape {
  const { personId, name, line, recordId } = candidate.person;
  return {
    personId,
    name,
    line,
    recordPath: recordId === null ? null : `/records/${encodeURIComponent(recordId)}`,
    total: Math.round(total * 100),
    parts: PART_NAMES.filter((part) => parts[part].weight > 0).map((part) => {
      const { score, weight, evidence } = parts[part];
      return {
        name: part,
        label: PART_LABEL[part],
        points: Math.round(score * weight * 1000) / 10,
        most: Math.round(weight * 1000) / 10,
        evidence: [...new Set(evidence.map((each) => demandApiTexts.evidence(each, readable)))],
      };
    }),
  };
}

/** Codes of fields and regions as names; words stay. */
function readable(text: string): string {
  if (isDomainCode(text)) return DOMAINS[text];
  return /^\d{6}$/.test(text) ? fullName(text) : text;
}
