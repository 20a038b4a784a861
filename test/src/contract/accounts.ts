import { describe, expect, test } from 'vitest';
import {
  type Attempt,
  clearAttempts,
  findAccount,
  setPassword,
  takeAttempt,
} from '../../../src/directory/accounts.js';
import { makeCode, redeemCode } from '../../../src/directory/binding-codes.js';
import { ensureChannelAccount } from '../../../src/directory/channel-accounts.js';
import { bindChat, chatsOf, personOfChat, unbindChat } from '../../../src/directory/chat-binding.js';
import { consentsAbout, giveConsent, withdrawConsent } from '../../../src/directory/consents.js';
import {
  findConsoleSession,
  openConsoleSession,
  revokeConsoleSession,
  touchConsoleSession,
} from '../../../src/directory/console-sessions.js';
import {
  firstAdministratorCode,
  makeFirstAdministrator,
} from '../../../src/directory/first-administrator.js';
import { codeDigest } from '../../../src/directory/one-time-code.js';
import type { Storage } from '../../../src/storage/storage.js';
import { addPerson } from './people.js';
import { at, range } from './rows.js';
import type { Stage } from './stage.js';

const SECRET = 'a secret of the tests';
const MINUTE = 60;
const HOUR = 3600;

async function addAccount(storage: Storage, personId: string, login: string): Promise<boolean> {
  return storage.write((tx) =>
    setPassword(tx, { personId, login, passwordHash: 'hash', by: personId, now: at(0) }),
  );
}

async function addChat(storage: Storage, id: string): Promise<void> {
  await storage.write(async (tx) => {
    await ensureChannelAccount(tx, { id: 'web', kind: 'directline', name: '网页', now: at(0) });
    await tx
      .insertInto('chat_identities')
      .values({ id, channel_account_id: 'web', vendor_user_id: id, created_at: at(0), last_seen_at: at(0) })
      .execute();
  });
}

export function accountContract(stage: () => Stage): void {
  describe('accounts', () => {
    test('a login is one person’s, whatever its capitals', async () => {
      const { storage } = stage();
      await addPerson(storage, 'p');
      await addPerson(storage, 'q');
      expect(await addAccount(storage, 'p', 'Li.Ming')).toBe(true);
      expect(await addAccount(storage, 'q', 'LI.MING')).toBe(false);
      expect(await addAccount(storage, 'p', 'other')).toBe(true);
      expect(await findAccount(storage.db, 'p')).toEqual({
        personId: 'p',
        login: 'li.ming',
        lockedUntil: null,
      });
    });

    test('five attempts at once are all that many at once get; the wait grows, the right password ends it', async () => {
      const { storage, other } = stage();
      await addPerson(storage, 'p');
      await addAccount(storage, 'p', 'p');
      const take = (from: Storage, now: string) => from.write((tx) => takeAttempt(tx, 'P', now));
      const kinds = (attempts: readonly Attempt[]) => attempts.map(({ kind }) => kind).sort();
      const many = await Promise.all(range(1, 9).map((n) => take(n % 2 ? storage : other, at(0))));
      expect(kinds(many)).toEqual([...range(1, 4).map(() => 'locked'), ...range(1, 5).map(() => 'open')]);
      expect(await take(storage, at(MINUTE - 1))).toEqual({ kind: 'locked', until: at(MINUTE) });
      expect(await take(storage, at(MINUTE))).toMatchObject({ kind: 'open', personId: 'p' });
      expect(await take(storage, at(MINUTE))).toEqual({ kind: 'locked', until: at(3 * MINUTE) });
      await storage.write((tx) => clearAttempts(tx, 'p'));
      expect(kinds(await Promise.all([take(storage, at(MINUTE)), take(other, at(MINUTE))]))).toEqual([
        'open',
        'open',
      ]);
      expect(await storage.write((tx) => takeAttempt(tx, 'nobody', at(0)))).toEqual({ kind: 'unknown' });
    });

    test('a session ends when idle, after its longest time, when revoked, and with a new password', async () => {
      const { storage } = stage();
      await addPerson(storage, 'p');
      const open = (id: string) =>
        storage.write((tx) => openConsoleSession(tx, { id, personId: 'p', now: at(0) }));
      const find = (id: string, seconds: number) => findConsoleSession(storage.db, id, at(seconds));
      await open('idle');
      expect(await find('idle', 30 * MINUTE - 1)).toMatchObject({ personId: 'p' });
      expect(await find('idle', 30 * MINUTE)).toBeNull();
      await open('busy');
      for (let seconds = 0; seconds < 12 * HOUR; seconds += 20 * MINUTE) {
        const session = await find('busy', seconds);
        await storage.write((tx) => touchConsoleSession(tx, session!, at(seconds)));
      }
      expect(await find('busy', 12 * HOUR - 1)).not.toBeNull();
      expect(await find('busy', 12 * HOUR)).toBeNull();
      await Promise.all([open('left'), open('mine'), open('elsewhere')]);
      await storage.write((tx) => revokeConsoleSession(tx, 'left', at(1)));
      expect(await find('left', 1)).toBeNull();
      const set = { personId: 'p', login: 'p', passwordHash: 'h', by: 'p', now: at(2), except: 'mine' };
      await storage.write((tx) => setPassword(tx, set));
      expect([await find('mine', 3), await find('elsewhere', 3)]).toEqual([expect.anything(), null]);
    });

    test('a code is for its purpose, once, for its time; a newer one voids it', async () => {
      const { storage, other } = stage();
      await addPerson(storage, 'p');
      const make = (digest: string) =>
        storage.write((tx) =>
          makeCode(tx, { id: digest, digest, purpose: 'bind', personId: 'p', by: 'p', now: at(0) }),
        );
      const use = (from: Storage, digest: string, seconds: number, purpose: 'bind' | 'password' = 'bind') =>
        from.write((tx) => redeemCode(tx, { digest, purpose, usedBy: 'x', now: at(seconds) }));
      expect(await make('one')).toBe(at(15 * MINUTE));
      expect(await use(storage, 'one', 1, 'password')).toBeNull();
      expect(await use(storage, 'one', 15 * MINUTE)).toBeNull();
      const both = await Promise.all([use(storage, 'one', 1), use(other, 'one', 1)]);
      expect(both.filter((code) => code?.personId === 'p')).toHaveLength(1);
      await make('two');
      await make('three');
      expect(await use(storage, 'two', 1)).toBeNull();
      expect(await use(storage, 'three', 1)).toMatchObject({ id: 'three' });
    });

    test('a chat is bound by a typed code, keeps its person, and is unbound by its own person alone', async () => {
      const { storage } = stage();
      for (const id of ['p', 'q']) await addPerson(storage, id);
      for (const id of ['c1', 'c2']) await addChat(storage, id);
      const make = (personId: string, code: string) =>
        storage.write((tx) =>
          makeCode(tx, {
            id: code,
            digest: codeDigest(SECRET, code),
            purpose: 'bind',
            personId,
            by: personId,
            now: at(0),
          }),
        );
      const bind = (chatIdentityId: string, code: string) =>
        storage.write((tx) => bindChat(tx, { code, chatIdentityId, secret: SECRET, now: at(1) }));
      await make('p', 'K7PMQ2XA');
      expect(await bind('c1', 'WRONG234')).toEqual({ kind: 'wrong_code' });
      expect(await bind('c1', ' k7pm－q2xa ')).toEqual({ kind: 'bound', personId: 'p' });
      expect(await bind('c2', 'K7PMQ2XA')).toEqual({ kind: 'wrong_code' });
      await make('q', 'AAAA2222');
      for (const _ of range(1, 5)) expect(await bind('c1', 'AAAA2222')).toEqual({ kind: 'other_person' });
      expect(await bind('c2', 'AAAA2222')).toEqual({ kind: 'wrong_code' });
      expect(await chatsOf(storage.db, 'p')).toMatchObject([{ id: 'c1', channel: '网页' }]);
      const unbind = { chatIdentityId: 'c1', by: 'q', now: at(2) };
      expect(await storage.write((tx) => unbindChat(tx, { ...unbind, personId: 'q' }))).toBe(false);
      expect(await storage.write((tx) => unbindChat(tx, { ...unbind, personId: 'p' }))).toBe(true);
      expect(await personOfChat(storage.db, 'c1')).toBeNull();
    });

    test('a chat that guesses codes has to wait, and another one does not', async () => {
      const { storage } = stage();
      await addPerson(storage, 'p');
      for (const id of ['c1', 'c2']) await addChat(storage, id);
      const digest = codeDigest(SECRET, 'K7PMQ2XA');
      const code = { id: 'code', digest, purpose: 'bind', personId: 'p', by: 'p', now: at(0) } as const;
      await storage.write((tx) => makeCode(tx, code));
      const bind = (chatIdentityId: string, typed: string) =>
        storage.write((tx) => bindChat(tx, { code: typed, chatIdentityId, secret: SECRET, now: at(1) }));
      for (const _ of range(1, 5)) expect(await bind('c1', 'WRONG234')).toEqual({ kind: 'wrong_code' });
      expect(await bind('c1', 'K7PMQ2XA')).toEqual({ kind: 'too_many' });
      expect(await bind('c2', 'K7PMQ2XA')).toEqual({ kind: 'bound', personId: 'p' });
    });

    test('the first administrator is made once, by the newest link', async () => {
      const { storage, other } = stage();
      let serial = 0;
      const identifiers = { next: () => `id${++serial}` };
      const link = () => firstAdministratorCode({ storage, identifiers, secret: SECRET, now: at(0) });
      const old = await link();
      const code = await link();
      const makeWith = (from: Storage, text: string | null) =>
        from.write((tx) =>
          makeFirstAdministrator(
            tx,
            {
              digest: codeDigest(SECRET, text ?? ''),
              name: '王芳',
              login: 'wang',
              passwordHash: 'h',
              now: at(1),
            },
            identifiers,
          ),
        );
      expect(await makeWith(storage, old)).toEqual({ kind: 'wrong_code' });
      const both = await Promise.all([makeWith(storage, code), makeWith(other, code)]);
      expect(both.map(({ kind }) => kind).sort()).toEqual(['made', 'wrong_code']);
      expect(await link()).toBeNull();
    });

    test('a consent counts until it is withdrawn', async () => {
      const { storage } = stage();
      await addChat(storage, 'c1');
      await storage.write((tx) =>
        giveConsent(tx, {
          id: 'k',
          chatIdentityId: 'c1',
          purpose: 'file_demand',
          textVersion: '1',
          subject: 'demand:1',
          now: at(0),
        }),
      );
      expect(await consentsAbout(storage.db, 'demand:1')).toMatchObject([{ id: 'k', personId: null }]);
      expect(await storage.write((tx) => withdrawConsent(tx, 'k', at(1)))).toBe(true);
      expect(await storage.write((tx) => withdrawConsent(tx, 'k', at(2)))).toBe(false);
      expect(await consentsAbout(storage.db, 'demand:1')).toEqual([]);
    });
  });
}
