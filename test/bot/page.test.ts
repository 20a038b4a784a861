import { get } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { pageTexts } from '../../bot/page/texts.js';
import { recordTexts } from '../../bot/records/texts.js';
import { serverTexts } from '../../bot/texts.js';
import { DirectLineClient } from './directline-client.js';
import { openSampleService, PUBLIC_URL, startSampleService, temporaryDataDir } from './page-service.js';

interface Session {
  readonly conversationId: string;
  readonly userId: string;
  readonly token: string;
  readonly greet: boolean;
}

/** One browser: keeps its cookie. */
class Browser {
  cookie = '';

  async session(url: string): Promise<Session> {
    const response = await this.post(url);
    const cookie = response.headers.get('set-cookie');
    if (cookie !== null) this.cookie = cookie.split(';')[0]!;
    return (await response.json()) as Session;
  }

  post(url: string, headers: Record<string, string> = {}): Promise<Response> {
    const own = this.cookie === '' ? {} : { cookie: this.cookie };
    return fetch(`${url}/session`, {
      method: 'POST',
      headers: { origin: url, ...own, ...headers },
    });
  }
}

describe('the session of a browser', () => {
  test('opens the same conversation the next day and after a restart, with its whole history', async () => {
    const dataDir = temporaryDataDir();
    const browser = new Browser();
    const first = await startSampleService({ dataDir });
    const before = await browser.session(first.url);
    expect(before.greet).toBe(true);
    await new DirectLineClient(first.url).say({ ...before, streamUrl: '', expires_in: 0 }, '废气');
    await first.close();

    const second = await openSampleService({ dataDir });
    const after = await browser.session(second.url);
    expect(after).toMatchObject({
      conversationId: before.conversationId,
      userId: before.userId,
      greet: false,
    });
    const history = await new DirectLineClient(second.url).collect(
      { ...after, streamUrl: '', expires_in: 0 },
      2,
    );
    expect(history.map(({ from }) => from.role)).toEqual(['user', 'bot']);
  });

  test('has one conversation, whatever its page asks for', async () => {
    const { url } = await openSampleService();
    const browser = new Browser();
    const { conversationId, userId } = await browser.session(url);
    const again = await fetch(`${url}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: browser.cookie },
      body: '{"fresh":true}',
    });
    expect(await again.json()).toMatchObject({ conversationId, userId });
  });

  test('is a random cookie that scripts cannot read, of which only a digest is stored', async () => {
    const { url, storage } = await openSampleService();
    const response = await new Browser().post(url);
    const cookie = response.headers.get('set-cookie')!;
    expect(cookie).toMatch(/^yishi=[\w-]{43}; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Lax$/);
    const rows = await storage.db.selectFrom('sessions').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(cookie.slice(6, 49));
    expect(rows).toHaveLength(1);
  });

  test('travels only by https where we are reached by https', async () => {
    const { url } = await openSampleService({ publicUrl: 'https://yishi.example.cn' });
    const response = await new Browser().post(url);
    expect(response.headers.get('set-cookie')).toMatch(/^__Host-yishi=.*; Secure/);
    expect(response.headers.get('strict-transport-security')).toMatch(/max-age/);
  });

  test('is not taken over from a value that we never gave out', async () => {
    const { url } = await openSampleService();
    const browser = new Browser();
    browser.cookie = `yishi=${'A'.repeat(43)}`;
    await browser.session(url);
    expect(browser.cookie).not.toContain('AAAA');
  });

  test('is refused to other sites', async () => {
    const { url } = await openSampleService();
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      const response = await new Browser().post(url, headers);
      expect(response.status).toBe(403);
      expect(response.headers.get('set-cookie')).toBeNull();
      expect(await response.json()).toMatchObject({ error: { message: serverTexts.crossSite } });
    }
    expect((await new Browser().post(url, { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });
});

describe('the page', () => {
  test('says who we are and who can see what, and runs no inline script', async () => {
    const { url } = await openSampleService();
    const response = await fetch(url);
    const text = await response.text();
    for (const sentence of [pageTexts.name, pageTexts.who, pageTexts.privacyShort, pageTexts.noScript]) {
      expect(text).toContain(sentence);
    }
    expect(text).toContain('lang="zh-CN"');
    const scripts = [...text.matchAll(/<script([^>]*)>([^<]*)/g)];
    expect(scripts.length).toBeGreaterThan(1);
    for (const [, attributes, content] of scripts) {
      if (content !== '') expect(attributes).toContain('type="application/json"');
    }
    expect(text).not.toMatch(/<[^>]+ (style|on\w+)=/);
    const policy = response.headers.get('content-security-policy')!;
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain(`connect-src 'self' blob: ${url.replace('http', 'ws')}`);
  });

  test('has its files under names by content, compressed, to be kept for ever', async () => {
    const { url } = await openSampleService();
    const text = await (await fetch(url)).text();
    const names = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, name]) => name!);
    expect(names.length).toBeGreaterThanOrEqual(4);
    for (const name of names) {
      const response = await fetch(url + name, { headers: { 'accept-encoding': 'gzip' } });
      expect(response.status, name).toBe(200);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(response.headers.get('content-encoding')).toBe('gzip');
    }
    const script = await (await fetch(url + names.find((name) => name.includes('chat.'))!)).text();
    for (const [, name] of script.matchAll(/from '\.\/([^']+)'/g)) {
      expect((await fetch(`${url}/assets/${name}`)).headers.get('content-type')).toMatch(/javascript/);
    }
    expect((await fetch(`${url}/assets/none.js`)).status).toBe(404);
  });

  test('sends the chat bundle as it is in its package', async () => {
    const { url } = await openSampleService();
    const text = await (await fetch(url)).text();
    const [, name] = /src="(\/assets\/webchat[^"]+)"/.exec(text)!;
    const packed = await new Promise<Buffer>((resolve, reject) => {
      get(url + name!, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks)));
        response.on('error', reject);
      });
    });
    expect(packed.length).toBeLessThan(1_100_000);
    expect(gunzipSync(packed).toString()).toContain('createDirectLine');
  });

  test('tells who sees what on a page of its own', async () => {
    const { url } = await openSampleService();
    const text = await (await fetch(`${url}/privacy`)).text();
    expect(text).toContain('不作为执法线索');
    expect(text).toContain('不是政府网站');
  });
});

describe('the server', () => {
  test('is alive, and ready while its storage is', async () => {
    const service = await openSampleService();
    expect(await (await fetch(`${service.url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${service.url}/readyz`)).json()).toEqual({ status: 'ready' });
    await service.storage.close();
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    const unready = await fetch(`${service.url}/readyz`);
    expect(unready.status).toBe(503);
    expect(await unready.json()).toEqual({ status: 'not ready' });
  });

  test('answers an unknown address in Chinese, as a page for people and JSON for programs', async () => {
    const { url } = await openSampleService();
    const page = await fetch(`${url}/nowhere`, { headers: { accept: 'text/html,*/*' } });
    expect(page.status).toBe(404);
    expect(await page.text()).toContain(serverTexts.notFound);
    const json = await fetch(`${url}/nowhere`);
    expect(await json.json()).toMatchObject({ error: { message: serverTexts.notFound } });
    expect((await fetch(`${url}/records/%E0%A4%A`)).status).toBe(400);
  });

  test('gives a trace number for what it did not expect, keeps the cause in the log and nothing on the page', async () => {
    const logged: string[] = [];
    const page = () => Promise.reject(new Error('secret cause'));
    const { url } = await openSampleService({ page, logged });
    const response = await fetch(`${url}/records/T1`, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toContain('secret cause');
    const trace = /编号 ([\w-]+)/.exec(text)![1]!;
    expect(logged.some((line) => line.includes(trace) && line.includes('secret cause'))).toBe(true);
  });

  test('protects every answer by headers', async () => {
    const { url } = await openSampleService();
    for (const path of ['/', '/healthz', '/records/T0100', '/nowhere', '/v3/directline/conversations/x']) {
      const { headers } = await fetch(url + path);
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('content-security-policy'), path).toContain("default-src 'self'");
      expect(headers.get('x-powered-by'), path).toBeNull();
    }
  });

  test('takes no port that is in use', async () => {
    const { port } = await openSampleService();
    const second = startSampleService({ dataDir: temporaryDataDir(), port });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test('stands under a path where its address has one', async () => {
    const { url } = await openSampleService({ publicUrl: 'https://example.cn/yishi' });
    const text = await (await fetch(url)).text();
    expect(text).toContain('href="/yishi/privacy"');
    expect(text).toContain('"session":"/yishi/session"');
    expect(text).toMatch(/src="\/yishi\/assets\/chat\./);
  });
});

describe('a record', () => {
  test('is a page, JSON, or a page that says that there is none', async () => {
    const { url } = await openSampleService();
    const page = await (await fetch(`${url}/records/T0100?edition=2`)).text();
    expect(page).toContain('HJ 1180-2021');
    const old = await (await fetch(`${url}/records/T0100?edition=1`)).text();
    expect(old).toContain(recordTexts.superseded);
    expect(await (await fetch(`${url}/records/T0100.json`)).json()).toMatchObject({
      record: { id: 'T0100' },
    });
    for (const path of ['NONE', 'T0100?edition=9', 'T0100?edition=1&edition=2', 'x'.repeat(300)]) {
      const missing = await fetch(`${url}/records/${path}`);
      expect(missing.status, path).toBe(404);
      expect(await missing.text()).toContain(recordTexts.notFound);
    }
    expect((await fetch(`${url}/records/NONE.json`)).status).toBe(404);
  });

  test('is linked by the address that the visitor uses', async () => {
    const { url } = await openSampleService();
    const client = new DirectLineClient(url);
    const opened = await client.open();
    await client.say(opened, '废气');
    const answer = JSON.stringify(await client.collect(opened, 2));
    expect(answer).toContain(`${url}/records/T0100?edition=2`);
    expect(answer).not.toContain(`${PUBLIC_URL}/records`);
  });
});
