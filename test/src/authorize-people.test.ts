import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Actor, authorize, ROLES, reach } from '../../src/directory/authorize.js';

const NATION = '100000';
const province = fc.constantFrom('440000', '650000', '660000', NATION);
const grants = fc.array(fc.record({ role: fc.constantFrom(...ROLES), province }), { maxLength: 4 });
const actor: fc.Arbitrary<Actor> = fc.record({ id: fc.constantFrom('a', 'b'), grants });
const provinces = fc.uniqueArray(province, { maxLength: 3 });
const SETTINGS = { seed: 8, numRuns: 1000 };

const administers = (who: Actor, place: string) =>
  who.grants.some(
    (grant) => grant.role === 'administrator' && (grant.province === place || grant.province === NATION),
  );

describe('people and roles', () => {
  test('a person is managed only by who administers all of their provinces, so that no power is gained', () => {
    fc.assert(
      fc.property(actor, provinces, (who, places) => {
        const all = places.length > 0 && places.every((place) => administers(who, place));
        const may = authorize(who, 'people.manage', { provinces: places });
        expect(may).toBe(all || administers(who, NATION));
        if (may) expect(authorize(who, 'people.read', { provinces: places })).toBe(true);
      }),
      SETTINGS,
    );
  });

  test('a role is given only where one administers; the nation’s by its administrator', () => {
    fc.assert(
      fc.property(actor, fc.constantFrom(...ROLES), province, (who, role, place) => {
        expect(authorize(who, 'roles.grant', { role, province: place })).toBe(administers(who, place));
      }),
      SETTINGS,
    );
  });

  test('the reach of a list is exactly where it may be asked for', () => {
    fc.assert(
      fc.property(actor, province, (who, place) => {
        const where = reach(who, 'people.list');
        const isReached = where === 'nation' || where.includes(place);
        expect(isReached).toBe(authorize(who, 'people.list', { province: place }));
      }),
      SETTINGS,
    );
  });

  test('an account is one’s own', () => {
    expect(authorize({ id: 'a', grants: [] }, 'account.own', { person: 'a' })).toBe(true);
    const administrator: Actor = { id: 'b', grants: [{ role: 'administrator', province: NATION }] };
    expect(authorize(administrator, 'account.own', { person: 'a' })).toBe(false);
  });
});
