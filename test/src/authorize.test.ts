import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Actor, authorize, ROLES } from '../../src/directory/authorize.js';
import { FILE_SUBJECTS } from '../../src/files/subject.js';

const NATION = '100000';
const province = fc.constantFrom('440000', '650000', '660000', NATION);
const grants = fc.array(fc.record({ role: fc.constantFrom(...ROLES), province }), { maxLength: 4 });
const actor: fc.Arbitrary<Actor> = fc.record({ id: fc.constantFrom('a', 'b', ''), grants });
const record = fc.record({
  status: fc.constantFrom(
    'draft' as const,
    'published' as const,
    'superseded' as const,
    'withdrawn' as const,
  ),
  visibility: fc.constantFrom('public' as const, 'province' as const),
  province: fc.option(province),
});
const SETTINGS = { seed: 8, numRuns: 1000 };
const KEEPERS = new Set(['editor', 'administrator', 'auditor']);

const nobody: Actor = { id: 'a', grants: [] };
const inProvince = (role: (typeof ROLES)[number], of = '440000'): Actor => ({
  id: 'p',
  grants: [{ role, province: of }],
});

describe('authorize', () => {
  test('a conversation is read by its asker and by no role', () => {
    expect(authorize(nobody, 'conversation.read', { asker: 'a' })).toBe(true);
    fc.assert(
      fc.property(actor, fc.constantFrom('a', 'b', 'c'), (who, asker) => {
        expect(authorize(who, 'conversation.read', { asker })).toBe(who.id === asker);
      }),
      SETTINGS,
    );
  });

  test('what was published for all is read by anyone; nothing else is by someone without a role', () => {
    fc.assert(
      fc.property(record, (resource) => {
        const shown =
          ['published', 'superseded'].includes(resource.status) && resource.visibility === 'public';
        expect(authorize(nobody, 'record.read', resource)).toBe(shown);
      }),
      SETTINGS,
    );
  });

  test('another province is another tenant: without a grant there, one sees what a stranger sees', () => {
    fc.assert(
      fc.property(actor, record, (who, resource) => {
        const place = resource.province ?? NATION;
        const reaches = who.grants.some((grant) => grant.province === NATION || grant.province === place);
        if (!reaches) {
          const stranger = authorize({ ...who, grants: [] }, 'record.read', resource);
          expect(authorize(who, 'record.read', resource)).toBe(stranger);
        }
      }),
      SETTINGS,
    );
  });

  test('drafts and what was withdrawn are for those who keep the knowledge', () => {
    fc.assert(
      fc.property(actor, record, (who, resource) => {
        if (resource.status === 'draft' || resource.status === 'withdrawn') {
          const keeps = who.grants.some(({ role }) => KEEPERS.has(role));
          if (!keeps) expect(authorize(who, 'record.read', resource)).toBe(false);
        }
      }),
      SETTINGS,
    );
    const draft = { status: 'draft', visibility: 'public', province: '440000' } as const;
    expect(authorize(inProvince('editor'), 'record.read', draft)).toBe(true);
    expect(authorize(inProvince('editor', NATION), 'record.read', draft)).toBe(true);
    expect(authorize(inProvince('editor', '650000'), 'record.read', draft)).toBe(false);
    expect(authorize(inProvince('editor'), 'record.read', { ...draft, province: null })).toBe(false);
    const internal = { status: 'published', visibility: 'province', province: '440000' } as const;
    expect(authorize(inProvince('expert'), 'record.read', internal)).toBe(true);
    expect(authorize(inProvince('expert', '650000'), 'record.read', internal)).toBe(false);
  });

  test('a file is read by who asks in its own conversation, unless it is internal, and by no role', () => {
    const subject = fc.record({
      kind: fc.constantFrom(...FILE_SUBJECTS),
      visibility: fc.constantFrom('subject' as const, 'internal' as const),
      conversationId: fc.constantFrom('c1', 'c2'),
      asker: fc.constantFrom('a', 'b', ''),
    });
    const here = fc.option(fc.constantFrom('c1', 'c2'));
    fc.assert(
      fc.property(actor, here, subject, (who, conversationId, file) => {
        const own = who.id === file.asker && conversationId === file.conversationId;
        const allowed = authorize({ ...who, conversationId }, 'file.read', file);
        expect(allowed).toBe(own && file.visibility === 'subject');
      }),
      SETTINGS,
    );
  });

  test('what was set aside is listed for administrators of the place', () => {
    fc.assert(
      fc.property(actor, fc.option(province), (who, of) => {
        const expected = who.grants.some(
          (grant) => grant.role === 'administrator' && [NATION, of ?? NATION].includes(grant.province),
        );
        expect(authorize(who, 'inbox.list_set_aside', { province: of })).toBe(expected);
      }),
      SETTINGS,
    );
  });

  test('more grants never take anything away', () => {
    fc.assert(
      fc.property(actor, grants, record, (who, more, resource) => {
        if (authorize(who, 'record.read', resource)) {
          expect(authorize({ ...who, grants: [...who.grants, ...more] }, 'record.read', resource)).toBe(true);
        }
      }),
      SETTINGS,
    );
  });

  test('an action without a rule is denied, whoever asks', () => {
    const almighty = { id: 'a', grants: ROLES.map((role) => ({ role, province: NATION })) };
    for (const action of ['conversation.delete', 'toString', '__proto__', 'constructor', '']) {
      expect(authorize(almighty, action as 'record.read', {} as never)).toBe(false);
    }
  });
});
