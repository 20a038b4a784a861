import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commitUnit } from '../../bot/turn/commit.js';
import { noFailpoint } from '../../bot/turn/failpoints.js';
import { createIntake } from '../../bot/turn/intake.js';
import { type Lease, leaseKey } from '../../bot/turn/lease.js';
import { UnitOfWork } from '../../bot/turn/unit-of-work.js';
import { YishiError } from '../../src/errors.js';
import { randomIdentifiers } from '../../src/identifiers.js';
import * as activities from '../../src/storage/activities.js';
import { ensureConversation } from '../../src/storage/conversations.js';
import * as inbox from '../../src/storage/inbox.js';
import * as leases from '../../src/storage/leases.js';
import * as outbox from '../../src/storage/outbox.js';
import { type Bench, openBench } from './turn-bench.js';

const LEASE_MS = 10_000;
const PROCESSES = 3;

/** One move of one process, or of the world; a process that cannot make its move does nothing. */
type Move =
  | { readonly kind: 'receive'; readonly asker: number; readonly message: number }
  | { readonly kind: 'take'; readonly process: number; readonly asker: number }
  | { readonly kind: 'commit' | 'release' | 'claim' | 'post' | 'record' | 'die'; readonly process: number }
  | { readonly kind: 'advance'; readonly ms: number };

const process = fc.nat(PROCESSES - 1);
const asker = fc.nat(1);
const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('receive' as const), asker, message: fc.nat(3) }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('take' as const), process, asker }) },
    {
      weight: 12,
      arbitrary: fc.record({
        kind: fc.constantFrom('commit', 'commit', 'release', 'claim', 'post', 'record', 'die'),
        process,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('advance' as const), ms: fc.constantFrom(4000, 10_000) }),
    },
  ),
  { minLength: 10, maxLength: 60 },
);

/** What a process holds in memory, and loses when it dies. */
interface Memory {
  lease?: Lease;
  turn?: { readonly unit: UnitOfWork; readonly inboxId: string };
  row?: outbox.OutboxRow;
  posted?: boolean;
}

class World {
  readonly memories: Memory[] = Array.from({ length: PROCESSES }, () => ({}));
  readonly accepted = new Set<string>();
  readonly arrivals: { key: string; text: string }[] = [];
  readonly #bench: Bench;
  readonly #conversationId: string;
  readonly #deps;
  readonly #intake;

  constructor(bench: Bench, conversationId: string) {
    this.#bench = bench;
    this.#conversationId = conversationId;
    const { storage, clock } = bench;
    this.#deps = { storage, clock, identifiers: randomIdentifiers(), failpoint: noFailpoint };
    this.#intake = createIntake({ ...this.#deps, wake: () => {} });
  }

  async make(move: Move): Promise<void> {
    if (move.kind === 'advance') return this.#bench.clock.advance(move.ms);
    if (move.kind === 'receive') return this.#receive(move.asker, move.message);
    const memory = this.memories[move.process]!;
    if (move.kind === 'take') return this.#take(memory, `u${move.asker}`);
    if (move.kind === 'die') this.memories[move.process] = {};
    if (move.kind === 'commit') await this.#commit(memory);
    if (move.kind === 'release') await this.#release(memory);
    if (move.kind === 'claim') await this.#claim(memory);
    if (move.kind === 'post') this.#post(memory);
    if (move.kind === 'record') await this.#record(memory);
  }

  /** Every process dies; one that lives does all that is left. */
  async finish(): Promise<void> {
    this.memories.fill({});
    while (!(await this.#quiet())) {
      this.#bench.clock.advance(LEASE_MS);
      const memory: Memory = {};
      for (const each of ['u0', 'u1']) {
        await this.#take(memory, each);
        await this.#commit(memory);
        await this.#release(memory);
      }
      await this.#claim(memory);
      this.#post(memory);
      await this.#record(memory);
    }
  }

  async #quiet(): Promise<boolean> {
    const { db } = this.#deps.storage;
    const open = { inbox: ['pending'], outbox: ['pending', 'sending'] } as const;
    const mine = (table: 'inbox' | 'outbox') =>
      db.selectFrom(table).select('id').where('conversation_id', '=', this.#conversationId);
    const pending = await mine('inbox').where('state', 'in', open.inbox).executeTakeFirst();
    const unsent = await mine('outbox').where('state', 'in', open.outbox).executeTakeFirst();
    return pending === undefined && unsent === undefined;
  }

  async #receive(who: number, message: number): Promise<void> {
    const vendorId = `u${who}-${message}`;
    const fields = { conversationId: this.#conversationId, asker: `u${who}`, vendorId };
    await this.#intake.receive(this.#bench.message(vendorId, fields));
    this.accepted.add(vendorId);
  }

  async #take(memory: Memory, who: string): Promise<void> {
    const { storage, clock, identifiers } = this.#deps;
    if (memory.lease !== undefined) return;
    const now = clock.now().toISOString();
    const turnKey = { conversationId: this.#conversationId, asker: who };
    const [key, owner] = [leaseKey(turnKey), identifiers.next()];
    const expiresAt = new Date(clock.now().getTime() + LEASE_MS).toISOString();
    const fence = await storage.write((tx) => leases.acquire(tx, { key, owner, now, expiresAt }));
    if (fence === null) return;
    memory.lease = { key, owner, fence };
    const row = await inbox.oldestPending(storage.db, turnKey, now);
    if (row === null) return;
    const unit = new UnitOfWork({ ...row, inboxId: row.id, idempotencyKey: row.id }, this.#deps);
    unit.send({ type: 'message', text: `re ${row.activity.text}` });
    memory.turn = { unit, inboxId: row.id };
  }

  async #commit(memory: Memory): Promise<void> {
    const { lease, turn } = memory;
    if (lease === undefined || turn === undefined) return;
    delete memory.turn;
    const settlement = { lease, stage: 'turn', settle: done(turn.inboxId) } as const;
    await commitUnit(this.#deps, turn.unit, settlement).catch((error: unknown) => {
      if (!(error instanceof YishiError && error.code === 'lease_lost')) throw error;
    });
  }

  async #release(memory: Memory): Promise<void> {
    const { lease } = memory;
    if (lease === undefined) return;
    await this.#deps.storage.write((tx) => leases.release(tx, lease));
    delete memory.lease;
    delete memory.turn;
  }

  async #claim(memory: Memory): Promise<void> {
    const { storage, clock, identifiers } = this.#deps;
    if (memory.row !== undefined) return;
    const now = clock.now().toISOString();
    const rows = await outbox.due(storage.db, now, 10);
    const row = rows.find(({ conversationId }) => conversationId === this.#conversationId);
    if (row === undefined) return;
    const claimExpiresAt = new Date(clock.now().getTime() + LEASE_MS).toISOString();
    const claim = { id: row.id, owner: identifiers.next(), now, claimExpiresAt };
    if (await storage.write((tx) => outbox.claim(tx, claim))) memory.row = row;
  }

  #post(memory: Memory): void {
    if (memory.row === undefined) return;
    this.arrivals.push({ key: memory.row.idempotencyKey, text: String(memory.row.activity.text) });
    memory.posted = true;
  }

  async #record(memory: Memory): Promise<void> {
    const { row } = memory;
    if (row === undefined || memory.posted !== true) return;
    const sent = { id: row.id, vendorId: null, now: this.#deps.clock.now().toISOString() };
    await this.#deps.storage.write((tx) => outbox.markSent(tx, sent));
    delete memory.row;
    delete memory.posted;
  }
}

function done(inboxId: string) {
  return (tx: Parameters<typeof inbox.markDone>[0], now: string) => inbox.markDone(tx, inboxId, now);
}

test('whatever three processes do, and whenever they die, each message has one reply and each reply arrives', async () => {
  const bench = await openBench();
  let runs = 0;
  const property = fc.asyncProperty(moves, async (all) => {
    const id = `run-${++runs}`;
    const now = bench.clock.now().toISOString();
    const conversation = { id, channelAccountId: 'account', vendorConversationId: id, reference: {}, now };
    await bench.storage.write((tx) => ensureConversation(tx, conversation));
    const world = new World(bench, id);
    for (const move of all) await world.make(move);
    await world.finish();

    const rows = await activities.after(bench.storage.db, id, 0, 1000);
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
    const replies = rows.filter(({ direction }) => direction === 'out').map(({ activity }) => activity.text);
    expect([...replies].sort()).toEqual([...world.accepted].map((message) => `re ${message}`).sort());
    const firsts = world.arrivals.filter(
      ({ key }, index) => world.arrivals.findIndex((other) => other.key === key) === index,
    );
    expect(firsts.map(({ text }) => text)).toEqual(replies);
  });
  await fc.assert(property, { seed: 20_261_124, numRuns: 100 });
}, 300_000);
