import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressed, visitorUrl } from '../../bot/channels/directline/address.js';
import { bearerToken } from '../../bot/channels/directline/entry.js';
import { parseWatermark } from '../../bot/channels/directline/history.js';
import { decode, encode } from '../../bot/channels/directline/messages.js';
import { signToken, TOKEN_SECONDS, verifyToken } from '../../bot/channels/directline/token.js';
import { objectFromJson, toJson } from '../../src/storage/json.js';

const NOW = new Date('2026-11-24T02:00:00.000Z');
const RUNS = { seed: 20_261_124, numRuns: 200 };
const subject = fc.record({ conversationId: fc.string({ unit: 'binary' }), userId: fc.string() });
const secret = fc.string({ minLength: 1 });

describe('a token', () => {
  test('says who it was made for, until its time is over', () => {
    fc.assert(
      fc.property(subject, secret, fc.nat(TOKEN_SECONDS * 2), (whom, key, seconds) => {
        const token = signToken(key, whom, NOW);
        const later = new Date(NOW.getTime() + seconds * 1000);
        const expected = seconds < TOKEN_SECONDS ? { kind: 'valid', subject: whom } : { kind: 'expired' };
        expect(verifyToken(key, token, later)).toEqual(expected);
      }),
      RUNS,
    );
  });

  test('changed in any one character is no token, nor is one of another secret', () => {
    const whom = { conversationId: 'c1', userId: 'u1' };
    const token = signToken('key', whom, NOW);
    fc.assert(
      fc.property(fc.nat(token.length - 2), fc.constantFrom(...'Aa0_-.'), (at, character) => {
        fc.pre(token[at] !== character);
        const forged = token.slice(0, at) + character + token.slice(at + 1);
        expect(verifyToken('key', forged, NOW)).toEqual({ kind: 'invalid' });
      }),
      RUNS,
    );
    expect(verifyToken('other key', token, NOW)).toEqual({ kind: 'invalid' });
  });

  test('is never made from rubbish, and rubbish never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(verifyToken('key', text, NOW)).toEqual({ kind: 'invalid' });
      }),
      RUNS,
    );
  });

  test('stands in a bearer header and nowhere else', () => {
    expect(bearerToken('Bearer abc')).toBe('abc');
    expect(bearerToken('bearer abc')).toBe('abc');
    for (const header of [undefined, '', 'Bearer', 'Bearer a b', 'Basic abc'])
      expect(bearerToken(header)).toBeNull();
  });
});

describe('an activity', () => {
  const whom = { conversationId: 'c1', userId: 'web-1' };

  test('comes back as it was posted, but for what is ours to say', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (body) => {
        const message = decode(body, whom, () => 'new')!;
        const stored = objectFromJson(toJson(message.activity));
        const row = { id: 'a1', conversationId: 'c1', seq: 7, asker: 'web-1', createdAt: NOW.toISOString() };
        const shown = encode({ ...row, direction: 'in', activity: stored });
        const ours = [
          'id',
          'timestamp',
          'serviceUrl',
          'channelId',
          'from',
          'recipient',
          'conversation',
          'channelData',
        ];
        for (const [name, value] of Object.entries(JSON.parse(JSON.stringify(body)))) {
          if (!ours.includes(name)) expect(shown[name]).toEqual(value);
        }
        expect(shown).toMatchObject({
          id: 'a1',
          from: { id: 'web-1', role: 'user' },
          conversation: { id: 'c1' },
        });
        expect(message).toMatchObject({ asker: 'web-1', conversationId: 'c1' });
      }),
      RUNS,
    );
  });

  test('is known again by its client id, of which a foreign or huge one counts as none', () => {
    const idOf = (channelData: unknown) =>
      decode({ type: 'message', channelData }, whom, () => 'new')!.vendorId;
    expect(idOf({ clientActivityID: 'x' })).toBe('client:x');
    for (const channelData of [
      undefined,
      null,
      'x',
      {},
      { clientActivityID: 1 },
      { clientActivityID: 'x'.repeat(201) },
    ]) {
      expect(idOf(channelData)).toBe('new');
    }
  });

  test('that is no object is none', () => {
    for (const body of [null, undefined, 'text', 1, [], [{}]])
      expect(decode(body, whom, () => 'new')).toBeNull();
  });
});

test('a watermark is a number that we gave, or the beginning', () => {
  for (const start of [undefined, '', 'undefined', 'null', '0']) expect(parseWatermark(start)).toBe(0);
  expect(parseWatermark('12')).toBe(12);
  for (const wrong of ['-1', '1.5', '1e3', 'abc', '9'.repeat(30), ['1'], {}])
    expect(parseWatermark(wrong)).toBeNull();
});

describe('the address that a visitor is given', () => {
  const request = (host: string) => ({ headers: { host } });

  test('is the configured one, or his own where none is', () => {
    const visitor = (publicUrl: string, host: string) => visitorUrl(publicUrl, request(host));
    expect(visitor('https://yishi.example.cn', '10.0.0.1')).toBe('https://yishi.example.cn');
    expect(visitor('http://localhost:3978', '192.168.1.5:4000')).toBe('http://192.168.1.5:4000');
    expect(visitor('http://localhost:3978', "evil'; script-src *")).toBe('http://localhost:3978');
  });

  test('replaces ours in stored answers, and only there', () => {
    const set = {
      activities: [{ url: 'http://localhost:3978/records/T1', text: 'http://localhost:3978/' }],
      watermark: '1',
    };
    expect(JSON.parse(addressed('http://localhost:3978', 'http://10.0.0.2')(set))).toEqual({
      activities: [{ url: 'http://10.0.0.2/records/T1', text: 'http://localhost:3978/' }],
      watermark: '1',
    });
  });
});
