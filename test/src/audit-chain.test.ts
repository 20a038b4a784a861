import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GENESIS, linkHash, payloadDigest, type StoredLink, verifyChain } from '../../src/audit/chain.js';

const SETTINGS = { seed: 77, numRuns: 300 };

const event = fc.record({ actor: fc.string(), action: fc.string(), payload: fc.json(), salt: fc.string() });
const chain = fc.array(event, { minLength: 2, maxLength: 8 }).map((events) => {
  const links: StoredLink[] = [];
  for (const [index, { actor, action, payload, salt }] of events.entries()) {
    const link = {
      subject: 's',
      position: index + 1,
      actor,
      action,
      at: `t${index}`,
      payloadDigest: payloadDigest(salt, payload),
      previousHash: links.at(-1)?.hash ?? GENESIS,
    };
    links.push({ ...link, hash: linkHash(link), evidence: { salt, payload } });
  }
  return { links, head: { length: links.length, hash: links.at(-1)!.hash } };
});

describe('audit chain', () => {
  test('is intact as written, whichever payloads are erased', () => {
    fc.assert(
      fc.property(chain, fc.infiniteStream(fc.boolean()), ({ links, head }, erased) => {
        const left = links.map((link) => (erased.next().value === true ? { ...link, evidence: null } : link));
        const count = left.filter(({ evidence }) => evidence === null).length;
        expect(verifyChain(left, head)).toEqual({ kind: 'intact', length: links.length, erased: count });
      }),
      SETTINGS,
    );
  });

  test('is broken when a link is missing, wherever', () => {
    fc.assert(
      fc.property(chain, fc.nat(), ({ links, head }, at) => {
        expect(verifyChain(links.toSpliced(at % links.length, 1), head).kind).toBe('broken');
      }),
      SETTINGS,
    );
  });

  test('is broken when two links change places, with or without their positions', () => {
    fc.assert(
      fc.property(chain, fc.nat(), fc.boolean(), ({ links, head }, at, renumber) => {
        const first = at % (links.length - 1);
        const [a, b] = [links[first]!, links[first + 1]!];
        const swapped = links.with(first, b).with(first + 1, a);
        const told = renumber ? swapped.map((link, index) => ({ ...link, position: index + 1 })) : swapped;
        expect(verifyChain(told, head).kind).toBe('broken');
      }),
      SETTINGS,
    );
  });

  const tampered = fc.constantFrom<(link: StoredLink) => StoredLink>(
    (link) => ({ ...link, actor: `${link.actor}x` }),
    (link) => ({ ...link, action: `${link.action}x` }),
    (link) => ({ ...link, at: `${link.at}x` }),
    (link) => ({ ...link, subject: 'another' }),
    (link) => ({ ...link, payloadDigest: payloadDigest('x', 'x'), evidence: null }),
    (link) => ({ ...link, evidence: { salt: 'x', payload: '{"never":1}' } }),
    (link) => ({ ...link, hash: GENESIS }),
    // One that hashes its own change anew is found by its successor, or by the head.
    (link) => ({ ...link, actor: `${link.actor}x`, hash: linkHash({ ...link, actor: `${link.actor}x` }) }),
  );

  test('is broken when anything of a link is altered, and says where', () => {
    fc.assert(
      fc.property(chain, fc.nat(), tampered, ({ links, head }, at, tamper) => {
        const index = at % links.length;
        const verdict = verifyChain(links.with(index, tamper(links[index]!)), head);
        expect(verdict).toMatchObject({ kind: 'broken' });
        if (verdict.kind === 'broken') expect([index + 1, index + 2]).toContain(verdict.position);
      }),
      SETTINGS,
    );
  });
});
