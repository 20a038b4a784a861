import { rmSync } from 'node:fs';
import type { Browser, Route } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createMainDialog } from '../../bot/dialogs/main.js';
import { freshTexts } from '../../bot/dialogs/texts.js';
import { chatScriptTexts, pageTexts } from '../../bot/page/texts.js';
import { LONGEST_TEXT } from '../../bot/turn/texts.js';
import { help } from '../../knowledge/answer/texts.js';
import { copyOfStarterIndex } from '../starter-index.js';
import { rulesAdvisor } from './asker-bench.js';
import { ChatPage } from './chat-page.js';
import { findChromium, launchChromium, VIEWPORTS } from './chromium.js';
import { openSampleService, startRealService, startSampleService, temporaryDataDir } from './page-service.js';

const CHROMIUM = findChromium();
const IN_CI = process.env.CI === 'true';
const QUESTION = '家具厂喷漆废气，风量2万方每小时，VOCs浓度300毫克，怎么治理？';

describe('in a browser', () => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (CHROMIUM !== null) browser = await launchChromium(CHROMIUM);
  });
  beforeEach(({ skip }) => {
    if (CHROMIUM !== null) return;
    if (IN_CI) expect.fail('with CI=true these tests must run: install Chromium or set CHROMIUM_PATH');
    skip('没有找到 Chromium（可用 CHROMIUM_PATH 指定）');
  });
  afterAll(() => browser?.close());

  const visits = [
    ['phone', 'socket', ''],
    ['desktop', 'polling', '?transport=polling'],
  ] as const;
  test.each(visits)(
    'on a %s by %s: an example, its answer and record, then the next day after a restart',
    async (device, _transport, query) => {
      const dataDir = await copyOfStarterIndex();
      onTestFinished(() => rmSync(dataDir, { recursive: true }));
      const first = await startRealService({ dataDir });
      const context = await browser!.newContext({ ...VIEWPORTS[device], locale: 'zh-CN' });
      const page = await context.newPage();
      const trouble = ChatPage.watch(page, first.url);
      const chat = new ChatPage(page);
      await page.goto(`${first.url}/${query}`);
      await chat.examples.nth(5).waitFor({ state: 'attached' });
      expect(await chat.examples.count()).toBe(6);
      const example = (await chat.examples.first().textContent())!;
      await chat.examples.first().click();
      await chat.bubble(example).waitFor();

      const citation = chat.lastCard.getByRole('link', { name: /^\[1\]/ }).last();
      await citation.waitFor();
      const [record] = await Promise.all([context.waitForEvent('page'), citation.click()]);
      await record.getByRole('heading', { level: 1 }).waitFor();
      expect(new URL(record.url()).origin).toBe(first.url);
      const width = await record.evaluate('document.documentElement.scrollWidth');
      expect(width).toBe(VIEWPORTS[device].viewport.width);
      const cookies = await context.storageState();
      expect(trouble).toEqual([]);
      await context.close();
      await first.close();

      const second = await startRealService({ dataDir });
      const nextDay = await browser!.newContext({
        ...VIEWPORTS[device],
        locale: 'zh-CN',
        storageState: cookies,
      });
      const again = new ChatPage(await nextDay.newPage());
      await again.page.goto(`${second.url}/${query}`);
      await again.bubble(example).waitFor();
      expect(await again.page.getByText('您好，我是一事一议助手').last().isVisible()).toBe(true);
      expect(await again.page.locator('.webchat__bubble--from-user').count()).toBe(1);
      await again.say('广东家具厂VOCs排放标准是多少');
      await again.lastCard.getByText('DB44/814-2010').last().waitFor();
      await nextDay.close();
      await second.close();
    },
  );

  test.each([
    ['socket', '', chatScriptTexts.status.online],
    ['polling', '?transport=polling', chatScriptTexts.status.polling],
  ])('an open page finds its way back by %s when the server restarts', async (_name, query, online) => {
    const dataDir = temporaryDataDir();
    const first = await startSampleService({ dataDir });
    const context = await browser!.newContext(VIEWPORTS.desktop);
    const chat = new ChatPage(await context.newPage());
    await chat.page.goto(`${first.url}/${query}`);
    await chat.connected(online);
    await chat.say('第一问');
    await chat.lastCard.getByText('第一问').last().waitFor();
    await chat.box.fill('还没发出去的话');
    await first.close();
    await chat.connected(chatScriptTexts.status.lost);
    const second = await startSampleService({ dataDir, port: first.port });
    await chat.connected(online);
    expect(await chat.box.inputValue()).toBe('还没发出去的话');
    await chat.box.press('Enter');
    await chat.lastCard.getByText('还没发出去的话').last().waitFor();
    expect(await chat.bubble('第一问').count()).toBe(1);
    await context.close();
    await second.close();
  });

  test('asks by polling where no WebSocket gets through', async () => {
    const { url } = await openSampleService();
    const context = await browser!.newContext(VIEWPORTS.phone);
    await context.addInitScript(`
      window.WebSocket = class extends WebSocket { constructor() { super('ws://' + location.host + '/blocked'); } };
    `);
    const chat = new ChatPage(await context.newPage());
    await chat.page.goto(url);
    await chat.connected(chatScriptTexts.status.polling);
    await chat.say(QUESTION);
    await chat.lastCard.getByText('家具喷漆废气吸附浓缩+RCO').last().waitFor();
    await context.close();
  });

  test('keeps what was typed when it is too long, or refused, and says why', async () => {
    const { url } = await openSampleService();
    const context = await browser!.newContext(VIEWPORTS.phone);
    const chat = new ChatPage(await context.newPage());
    await chat.page.goto(url);
    await chat.connected();
    const long = '长'.repeat(LONGEST_TEXT + 1);
    await chat.say(long);
    await chat.page.getByText(`这条消息有 ${LONGEST_TEXT + 1} 个字`).waitFor();
    expect(await chat.box.inputValue()).toBe(long);
    await chat.page.getByRole('button', { name: '知道了' }).click();

    for (const [status, sentence] of [
      [413, chatScriptTexts.tooLarge],
      [429, chatScriptTexts.tooMany],
    ] as const) {
      await chat.page.route('**/activities', (route) => route.fulfill({ status, body: '{}' }));
      await chat.say(`第${status}问`);
      await chat.page.getByText(sentence).waitFor();
      await expect.poll(() => chat.box.inputValue()).toBe(`第${status}问`);
      await chat.page.unroute('**/activities');
    }
    await chat.say('终于');
    await chat.lastCard.getByText('终于').last().waitFor();
    await context.close();
  });

  test('sends a message again that the network swallowed, or whose answer it swallowed, and never twice', async () => {
    const { url, storage } = await openSampleService();
    const context = await browser!.newContext(VIEWPORTS.phone);
    const chat = new ChatPage(await context.newPage());
    await chat.page.goto(url);
    await chat.connected();
    await chat.page.route('**/activities', (route) => route.abort(), { times: 1 });
    await chat.say('没有送到');
    await chat.lastCard.getByText('没有送到').last().waitFor();
    await chat.page.route('**/activities', (route) => route.fulfill({ status: 503, body: '{}' }), {
      times: 2,
    });
    await chat.say('服务正忙');
    await chat.lastCard.getByText('服务正忙').last().waitFor();
    const delivered = async (route: Route) => {
      await route.fetch();
      await route.abort();
    };
    await chat.page.route('**/activities', delivered, { times: 1 });
    await chat.say('回执丢了');
    await chat.lastCard.getByText('回执丢了').last().waitFor();
    await chat.say('最后一问');
    await chat.lastCard.getByText('最后一问').last().waitFor();
    const rows = await storage.db.selectFrom('activities').select(['direction', 'activity']).execute();
    const said = rows
      .filter(({ direction }) => direction === 'in')
      .map(({ activity }) => JSON.parse(activity).text);
    expect(said.filter(Boolean)).toEqual(['没有送到', '服务正忙', '回执丢了', '最后一问']);
    await context.close();
  });

  test('begins another consultation on request, in the same conversation', async () => {
    const { url } = await openSampleService({ dialog: createMainDialog({ advisor: rulesAdvisor }) });
    const context = await browser!.newContext(VIEWPORTS.desktop);
    const chat = new ChatPage(await context.newPage());
    await chat.page.goto(url);
    await chat.connected();
    await chat.say('旧的问题');
    await chat.page.getByText('答：旧的问题').first().waitFor();
    await chat.page.getByRole('button', { name: pageTexts.fresh }).click();
    await chat.bubble(pageTexts.fresh).waitFor();
    await chat.page.getByText(freshTexts.begun).first().waitFor();
    await chat.examples.filter({ hasText: help.examples[0] }).waitFor();
    await chat.page.reload();
    await chat.bubble('旧的问题').waitFor();
    await chat.bubble(pageTexts.fresh).waitFor();
    await context.close();
  });

  test('can be used by keyboard alone', async () => {
    const { url } = await openSampleService();
    const context = await browser!.newContext(VIEWPORTS.desktop);
    const chat = new ChatPage(await context.newPage());
    await chat.page.goto(url);
    await chat.examples.first().waitFor();
    await chat.box.focus();
    await chat.page.keyboard.type('键盘提问');
    await chat.page.keyboard.press('Enter');
    const citation = chat.lastCard.getByRole('link', { name: /^\[1\]/ }).last();
    await citation.waitFor();
    await citation.focus();
    const [record] = await Promise.all([context.waitForEvent('page'), chat.page.keyboard.press('Enter')]);
    await record.getByRole('heading', { level: 1 }).waitFor();
    await context.close();
  });
});
