import { randomBytes } from 'node:crypto';
import { storable, toJson } from '../storage/json.js';
import type { Executor, WriteExecutor } from '../storage/tables.js';
import { GENESIS, linkHash, payloadDigest, type StoredLink, type Verdict, verifyChain } from './chain.js';

export interface AuditEvent {
  /** What the event is about, and the chain it belongs to: 'consultation:…', 'record:…'. */
  readonly subject: string;
  /** Our id of who did it. It stays when the payload is erased, so it is never a name or a number. */
  readonly actor: string;
  readonly action: string;
  /** Everything else, personal data included: erasable. */
  readonly payload: object;
  readonly now: string;
}

const SALT_BYTES = 32;

/** Adds an event at the end of its subject's chain and returns its position: 1, 2, 3… */
export async function append(tx: WriteExecutor, event: AuditEvent): Promise<number> {
  const head = await extendHead(tx, event.subject);
  const evidence = { salt: randomBytes(SALT_BYTES).toString('hex'), payload: toJson(event.payload) };
  const link = {
    subject: event.subject,
    position: head.length,
    actor: storable(event.actor),
    action: event.action,
    at: event.now,
    payloadDigest: payloadDigest(evidence.salt, evidence.payload),
    previousHash: head.hash,
  };
  await insertLink(tx, { ...link, hash: linkHash(link), evidence });
  return link.position;
}

/** Makes the chain one longer and locks its head until the commit, so that two writers take turns. */
async function extendHead(tx: WriteExecutor, subject: string): Promise<{ length: number; hash: string }> {
  return tx
    .insertInto('audit_heads')
    .values({ subject, length: 1, hash: GENESIS })
    .onConflict((oc) =>
      oc.column('subject').doUpdateSet((eb) => ({ length: eb('audit_heads.length', '+', 1) })),
    )
    .returning(['length', 'hash'])
    .executeTakeFirstOrThrow();
}

async function insertLink(tx: WriteExecutor, link: StoredLink): Promise<void> {
  await tx
    .insertInto('audit_events')
    .values({
      subject: link.subject,
      position: link.position,
      actor: link.actor,
      action: link.action,
      at: link.at,
      payload_digest: link.payloadDigest,
      previous_hash: link.previousHash,
      hash: link.hash,
    })
    .execute();
  if (link.evidence !== null) {
    await tx
      .insertInto('audit_payloads')
      .values({ subject: link.subject, position: link.position, ...link.evidence })
      .execute();
  }
  await tx.updateTable('audit_heads').set({ hash: link.hash }).where('subject', '=', link.subject).execute();
}

/** A subject's events in order; the payload of an erased one is null. */
export async function events(db: Executor, subject: string): Promise<StoredLink[]> {
  const rows = await db
    .selectFrom('audit_events as e')
    .leftJoin('audit_payloads as p', (join) =>
      join.onRef('p.subject', '=', 'e.subject').onRef('p.position', '=', 'e.position'),
    )
    .select([
      'e.subject as subject',
      'e.position as position',
      'e.actor as actor',
      'e.action as action',
      'e.at as at',
      'e.payload_digest as payloadDigest',
      'e.previous_hash as previousHash',
      'e.hash as hash',
      'p.salt as salt',
      'p.payload as payload',
    ])
    .where('e.subject', '=', subject)
    .orderBy('e.position')
    .execute();
  return rows.map(({ salt, payload, ...link }) => ({
    ...link,
    evidence: salt === null || payload === null ? null : { salt, payload },
  }));
}

/** How many events of this action a subject has had since `since` (ISO-8601 UTC), that moment included. */
export async function countSince(
  db: Executor,
  { subject, action, since }: { readonly subject: string; readonly action: string; readonly since: string },
): Promise<number> {
  const row = await db
    .selectFrom('audit_events')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('subject', '=', subject)
    .where('action', '=', action)
    .where('at', '>=', since)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Whether a subject's chain is whole and untouched; one without events is intact and empty. */
export async function verify(db: Executor, subject: string): Promise<Verdict> {
  const links = await events(db, subject);
  const head = await db
    .selectFrom('audit_heads')
    .select(['length', 'hash'])
    .where('subject', '=', subject)
    .executeTakeFirst();
  return verifyChain(links, head ?? { length: 0, hash: GENESIS });
}
