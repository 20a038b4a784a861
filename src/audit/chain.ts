import { createHash } from 'node:crypto';

/** What one link of a subject's chain states. The payload itself is only there as a salted digest. */
export interface Link {
  readonly subject: string;
  /** 1, 2, 3… within the subject. */
  readonly position: number;
  readonly actor: string;
  readonly action: string;
  readonly at: string;
  readonly payloadDigest: string;
  readonly previousHash: string;
}

/** What the first link of a chain points to. */
export const GENESIS = '0'.repeat(64);

export interface StoredLink extends Link {
  readonly hash: string;
  /** Null when erased. */
  readonly evidence: { readonly salt: string; readonly payload: string } | null;
}

export type Verdict =
  | { readonly kind: 'intact'; readonly length: number; readonly erased: number }
  | {
      readonly kind: 'broken';
      readonly position: number;
      readonly why: 'order' | 'link' | 'payload' | 'end';
    };

function sha256(parts: readonly string[]): string {
  // JSON keeps the parts apart: ['a','bc'] and ['ab','c'] must differ.
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Digest of a payload; nobody can guess the payload from it without the salt, which is erased with it. */
export function payloadDigest(salt: string, payload: string): string {
  return sha256([salt, payload]);
}

export function linkHash(link: Link): string {
  return sha256([
    link.previousHash,
    link.subject,
    String(link.position),
    link.actor,
    link.action,
    link.at,
    link.payloadDigest,
  ]);
}

/**
 * Checks links in order of position against each other and against the head kept apart, which tells when the
 * last ones are missing. An erased payload leaves the chain intact.
 */
export function verifyChain(links: readonly StoredLink[], head: { length: number; hash: string }): Verdict {
  let previousHash = GENESIS;
  for (const [index, link] of links.entries()) {
    const position = index + 1;
    if (link.position !== position) return { kind: 'broken', position, why: 'order' };
    if (link.previousHash !== previousHash || linkHash(link) !== link.hash) {
      return { kind: 'broken', position, why: 'link' };
    }
    if (!payloadHolds(link)) return { kind: 'broken', position, why: 'payload' };
    previousHash = link.hash;
  }
  if (links.length !== head.length || previousHash !== head.hash) {
    return { kind: 'broken', position: links.length + 1, why: 'end' };
  }
  return {
    kind: 'intact',
    length: links.length,
    erased: links.filter((link) => link.evidence === null).length,
  };
}

function payloadHolds(link: StoredLink): boolean {
  if (link.evidence === null) return true;
  return payloadDigest(link.evidence.salt, link.evidence.payload) === link.payloadDigest;
}
