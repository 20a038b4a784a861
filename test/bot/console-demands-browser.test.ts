import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { demandTexts } from '../../bot/console/app/pages/demands/texts.js';
import { texts } from '../../bot/console/app/texts.js';
import * as demands from '../../src/storage/demands.js';
import { findChromium, launchChromium, VIEWPORTS } from './chromium.js';
import { addMember, PASSWORD } from './console-client.js';
import { addExperts, fileDemand, happen, openTalk, PHONE, PROBLEM } from './console-demand.js';
import { Desk } from './console-desk.js';
import { openSampleService } from './page-service.js';

const CHROMIUM = findChromium();
const HERE = '330000';
const { queue, demand, dispatch, overview, experts, settings } = demandTexts;

describe('the work on demands in a browser', () => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (CHROMIUM !== null) browser = await launchChromium(CHROMIUM);
  });
  beforeEach(({ skip }) => {
    if (CHROMIUM !== null) return;
    if (process.env.CI === 'true')
      expect.fail('with CI=true these tests must run: install Chromium or set CHROMIUM_PATH');
    skip('没有找到 Chromium（可用 CHROMIUM_PATH 指定）');
  });
  afterAll(() => browser?.close());

  test.each(['desktop', 'phone'] as const)(
    'on a %s: queue, demand, a conflict, acceptance, dispatch, a reply, overview, terms',
    async (device) => {
      const service = await openSampleService();
      const { storage, url } = service;
      await openTalk(storage);
      await addExperts(storage);
      await addMember(service, 'li', [
        ['coordinator', HERE],
        ['administrator', HERE],
      ]);
      await addMember(service, 'wu', [['coordinator', HERE]]);
      await fileDemand(storage, 'd1');
      await fileDemand(storage, 'd2', { kind: 'emergency', problem: '储罐泄漏，围堰里有含苯废水' });
      const context = await browser!.newContext({ ...VIEWPORTS[device], locale: 'zh-CN' });
      const desk = await Desk.open(context, url, device);
      const { page } = desk;
      await page.goto(`${url}/console/`);
      await desk.fill(texts.signIn.login, 'li');
      await desk.fill(texts.signIn.password, PASSWORD);
      await page.keyboard.press('Enter');

      await page.getByRole('heading', { level: 1, name: queue.title }).waitFor();
      await page.getByText(PROBLEM).waitFor();
      await desk.look('queue');
      // Filed while the page is open, by somebody else: it comes by itself.
      await fileDemand(storage, 'd3', { problem: '污泥脱水后含水率降不下来' });
      await page.getByText('污泥脱水后含水率降不下来').waitFor();
      if (device === 'desktop') {
        await page.keyboard.press('j');
        await page.keyboard.press('j');
        expect(await page.evaluate('document.activeElement.dataset.queueRow')).toBe('d1');
        await page.keyboard.press('Enter');
      } else await page.getByText(PROBLEM).locator('xpath=ancestor::tr').getByRole('link').click();

      await page.getByRole('heading', { level: 1, name: /需求 浙-/ }).waitFor();
      await page.getByText('139****5678').waitFor();
      await desk.look('demand');
      await desk.press(demand.showPhone);
      await page.getByText(PHONE).waitFor();
      await desk.press('不予受理');
      await page.getByRole('dialog').getByLabel(demand.ground).click();
      await page.locator('.t-select-option:visible', { hasText: '属于投诉举报' }).click();
      const address = page.getByRole('dialog').getByLabel(demand.address);
      expect(await address.inputValue()).toContain('12345');
      await page
        .getByRole('dialog')
        .getByLabel(demand.reason, { exact: true })
        .fill('居民反映异味，属于投诉');
      await desk.look('refuse');
      // Meanwhile a colleague accepts it.
      await happen(storage, 'd1', { person: 'wu' }, 'accept');
      await page.getByRole('dialog').getByRole('button', { name: '不予受理' }).click();
      await page.getByText('姓名wu受理了需求').first().waitFor();
      await desk.look('conflict');
      expect(
        await page.getByRole('dialog').getByLabel(demand.reason, { exact: true }).inputValue(),
      ).toContain('居民');
      await desk.press(texts.form.cancel);

      await desk.press(demand.dispatch);
      await page
        .getByText(/^\d+ 分$/)
        .first()
        .waitFor();
      await desk.look('dispatch');
      await page
        .getByRole('button', { name: new RegExp(`^${dispatch.choose} `) })
        .nth(1)
        .click();
      await page.getByLabel(dispatch.reason).fill('做过同类项目');
      await desk.look('dispatch-other');
      const send = page.getByRole('button', { name: dispatch.send });
      await send.dblclick();
      await page.getByText('已分派').first().waitFor();
      expect(await demands.find(storage.db, 'd1')).toMatchObject({ state: 'dispatched', version: 4 });

      await desk.press('代为记录答复');
      await page.getByLabel(demand.onBehalfOf).fill('王工，11 月 24 日来电');
      await page.getByLabel(demand.reply).fill('建议先测苯系物，再定吸附工艺。');
      await desk.look('reply');
      await page.getByRole('button', { name: '发给提出人' }).click();
      await page.getByText('已答复').first().waitFor();
      await page.getByLabel(demand.addNote).fill('<img src=x onerror=alert(1)>已电话核实');
      await desk.press(demand.saveNote);
      await page.getByText('<img src=x onerror=alert(1)>已电话核实').waitFor();
      await desk.look('demand-replied');
      await page.getByRole('link', { name: demand.audit }).click();
      await page.getByText(/完整，共 \d+ 条/).waitFor();
      await desk.look('audit');

      for (const [path, title] of [
        ['/overview', overview.title],
        ['/calls', demandTexts.calls.title],
        ['/experts', experts.title],
        ['/settings', settings.title],
      ] as const) {
        await page.goto(`${url}/console${path}`);
        await page.getByRole('heading', { level: 1, name: title }).waitFor();
        await page.locator('.loading').waitFor({ state: 'detached' });
        await desk.look(path.slice(1));
      }
      expect(desk.trouble).toEqual([]);
      await context.close();
    },
  );

  test('a case is written, saved by itself, handed in, and published by an editor', async () => {
    const service = await openSampleService();
    const { storage, url } = service;
    await openTalk(storage);
    await addMember(service, 'li', [
      ['coordinator', HERE],
      ['editor', HERE],
    ]);
    await fileDemand(storage, 'd1');
    const li = { person: 'li' };
    await happen(storage, 'd1', li, 'accept');
    await happen(storage, 'd1', li, 'reply', { text: '请李经理换沸石转轮，先测苯系物。' });
    await happen(storage, 'd1', 'service', 'reply_delivered', { by: 'chat' });
    await happen(storage, 'd1', 'asker', 'confirm', { rating: 5 });
    const context = await browser!.newContext({ ...VIEWPORTS.desktop, locale: 'zh-CN' });
    const desk = await Desk.open(context, url, 'desktop');
    const { page } = desk;
    await page.goto(`${url}/console/demands/d1`);
    await desk.fill(texts.signIn.login, 'li');
    await desk.fill(texts.signIn.password, PASSWORD);
    await page.keyboard.press('Enter');
    await desk.press('做成案例');
    await desk.press('生成草稿');
    await page.getByRole('link', { name: demand.openCase }).click();
    await page.getByText('张小明').waitFor();
    await desk.look('case');
    await page.getByLabel(demandTexts.case.fields.title).fill('家具喷漆废气异味治理');
    await page.getByText(/已自动保存/).waitFor();
    await desk.press('提交案例审核');
    await page.getByRole('dialog').getByRole('button', { name: '提交审核' }).click();
    await desk.press(demandTexts.case.publish);
    await desk.look('case-publish');
    await page.getByRole('dialog').getByRole('button', { name: demandTexts.case.publish }).click();
    await page.getByText('已入案例库').first().waitFor();
    expect(await demands.find(storage.db, 'd1')).toMatchObject({ state: 'case_published' });
    expect(desk.trouble).toEqual([]);
    await context.close();
  });
});
