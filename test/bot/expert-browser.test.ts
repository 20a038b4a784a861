import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { expertTexts as texts } from '../../bot/expert/texts.js';
import { ChatPage } from './chat-page.js';
import { findChromium, launchChromium, VIEWPORTS } from './chromium.js';
import { file, must, openStage, Phone, SERVICE, type Stage } from './expert-stage.js';
import { PDF, PNG } from './sample-files.js';

const CHROMIUM = findChromium();
const IN_CI = process.env.CI === 'true';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const MOST_TAPS = 6;
const D1 = '/expert/demands/d1';
const REPLY = '建议先测苯系物和臭气浓度，再定吸附工艺。\n\n一、……';
/** Set by hand to look at the pages; a folder. */
const SHOTS = process.env.EXPERT_SHOTS;

const summary = (page: Page, title: string) => page.locator('summary', { hasText: title });

describe('the page of the assigned side in a browser', () => {
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

  async function open(
    stage: Stage,
    phone: Phone,
    options: BrowserContextOptions = VIEWPORTS.phone,
  ): Promise<Page> {
    const context = await browser!.newContext({ ...options, locale: 'zh-CN' });
    onTestFinished(() => context.close());
    const [name = '', value = ''] = phone.cookie.split('=');
    await context.addCookies([{ name, value, url: stage.service.url }]);
    return context.newPage();
  }

  async function look(page: Page, name: string): Promise<void> {
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width, name).toBe(page.viewportSize()!.width);
    await page.evaluate(AXE);
    const faults = await page.evaluate(`axe.run().then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`);
    expect(faults, name).toEqual([]);
    if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
  }

  test('from the card to the sent reply in at most six taps, without a script as well', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const stage = await openStage();
      const page = await open(stage, stage.expert, { ...VIEWPORTS.phone, javaScriptEnabled });
      const trouble = ChatPage.watch(page, stage.service.url);
      let taps = 1; // On the card.
      const tap = async (target: Locator) => {
        taps += 1;
        await target.tap();
      };
      await page.goto(stage.service.url + D1);
      await tap(page.getByRole('button', { name: texts.take.button, exact: true }));
      await page.getByText(texts.done.take).waitFor();
      const box = page.getByLabel(texts.reply.label);
      const place = (await box.boundingBox())!;
      expect(place.y).toBeGreaterThanOrEqual(0);
      expect(place.y + place.height).toBeLessThan(844);
      await tap(box);
      await page.keyboard.type(REPLY.replaceAll('\n', ' '));
      await tap(page.getByRole('button', { name: texts.reply.button }));
      await page.getByText(texts.done.reply).waitFor();
      expect(taps).toBeLessThanOrEqual(MOST_TAPS);
      expect(taps).toBe(4);
      await page.reload();
      expect(await page.getByText(REPLY.slice(0, 12)).count()).toBe(1);
      expect(await stage.demand()).toMatchObject({ state: 'replied' });
      expect(trouble).toEqual([]);
    }
  });

  test.each(['phone', 'desktop'] as const)('every page fits a %s, and axe finds nothing', async (device) => {
    const stage = await openStage();
    await file(stage, 'd2', 'expert', 'emergency');
    const page = await open(stage, stage.expert, VIEWPORTS[device]);
    const shot = (name: string) => look(page, `${device}-${name}`);
    await page.goto(`${stage.service.url}/expert`);
    await shot('1-list');
    await summary(page, texts.availability.title).click();
    await page.getByLabel(texts.availability.loadLimit).fill('-3');
    await page.getByRole('button', { name: texts.availability.button }).click();
    await page.getByText(texts.availability.badLimit(50)).first().waitFor();
    await shot('2-availability');
    await page.goto(stage.service.url + D1);
    await shot('3-dispatched');
    await summary(page, texts.decline.title).click();
    await page.getByLabel(texts.decline.reasons[0]).check();
    await shot('4-decline');
    await page.getByRole('button', { name: texts.take.button, exact: true }).click();
    await page.getByText(texts.done.take).waitFor();
    await shot('5-taken');
    await summary(page, texts.askBack.title).click();
    await page.getByRole('button', { name: texts.askBack.button }).click();
    await page.getByText(texts.form.empty).first().waitFor();
    await shot('6-empty-question');
    await page.getByLabel(texts.askBack.label).fill('风机功率多少？有没有近三个月的检测报告？');
    await page.getByRole('button', { name: texts.askBack.button }).click();
    await page.getByText(texts.deadline.paused).waitFor();
    await shot('7-awaiting-facts');
    await page.getByLabel(texts.reply.label).fill(REPLY);
    await must(stage.say(stage.askerActor, 'answer', { text: '风机 15 千瓦，报告见附件' }));
    await page.getByLabel(texts.reply.files).setInputFiles([
      { name: '治理方案.pdf', mimeType: 'application/pdf', buffer: PDF },
      { name: '现场.png', mimeType: 'image/png', buffer: PNG },
    ]);
    await page.getByRole('button', { name: texts.reply.button }).click();
    await page.getByText('治理方案.pdf').waitFor();
    expect(await page.getByLabel(texts.reply.label).inputValue()).toBe(REPLY);
    await shot('8-conflict');
    await page.getByRole('button', { name: texts.reply.button }).click();
    await page.getByText(texts.done.reply).waitFor();
    await must(stage.say(SERVICE, 'reply_delivered', { by: 'chat' }));
    await page.reload();
    await summary(page, texts.timeline.title).click();
    await shot('9-replied');
    await page.goto(`${stage.service.url}/expert/demands/none`);
    await shot('10-gone');
    const stranger = await open(stage, await new Phone(stage.service.url).arrive(), VIEWPORTS[device]);
    await stranger.goto(`${stage.service.url}/expert`);
    await look(stranger, `${device}-11-bind`);
  });

  test('what is typed survives a reload, is counted, and is forgotten once sent', async () => {
    const stage = await openStage();
    await stage.expert.send(await stage.expert.page(D1), 'take');
    const page = await open(stage, stage.expert);
    await page.goto(stage.service.url + D1);
    await summary(page, texts.askBack.title).tap();
    await page.getByLabel(texts.askBack.label).fill('问到一半');
    await page.getByLabel(texts.reply.label).fill('长'.repeat(4001));
    await page.getByText(texts.form.counted(4001, 4000)).waitFor();
    await page.reload();
    expect(await page.getByLabel(texts.askBack.label).inputValue()).toBe('问到一半');
    expect(await page.getByLabel(texts.reply.label).inputValue()).toBe('长'.repeat(4001));
    await page.getByRole('button', { name: texts.reply.button }).tap();
    await page.getByText(texts.form.tooLong(4000)).first().waitFor();
    await page.getByLabel(texts.reply.label).fill('短了');
    await page.getByRole('button', { name: texts.reply.button }).tap();
    await page.getByText(texts.done.reply).waitFor();
    expect(await page.getByLabel(texts.reply.label).inputValue()).toBe('');
    await page.goto(stage.service.url + D1);
    expect(await page.getByLabel(texts.reply.label).inputValue()).toBe('');
  });

  test('退单 asks first; by keyboard alone it goes as well', async () => {
    const stage = await openStage();
    const page = await open(stage, stage.expert, VIEWPORTS.desktop);
    await page.goto(stage.service.url + D1);
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void (asked.length === 1 ? dialog.dismiss() : dialog.accept());
    });
    await summary(page, texts.decline.title).press('Enter');
    await page.getByLabel(texts.decline.reasons[1]).press('Space');
    const button = page.getByRole('button', { name: texts.decline.button });
    await button.press('Enter');
    expect(await stage.demand()).toMatchObject({ state: 'dispatched' });
    await button.press('Enter');
    await page.getByText(texts.done.decline).waitFor();
    expect(asked).toEqual([texts.decline.confirm, texts.decline.confirm]);
    expect(await stage.demand()).toMatchObject({ state: 'declined' });
  });
});
