import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chatScriptTexts } from '../../bot/page/texts.js';
import { FILE_LIMITS } from '../../src/files/limits.js';
import { fileTexts } from '../../src/files/texts.js';
import { ChatPage } from './chat-page.js';
import { findChromium, launchChromium, VIEWPORTS } from './chromium.js';
import { openSampleService } from './page-service.js';
import { EXE, PDF, PNG } from './sample-files.js';

const CHROMIUM = findChromium();
const IN_CI = process.env.CI === 'true';
const { files: words } = chatScriptTexts;

const PICTURE = { name: '现场照片.png', mimeType: 'image/png', buffer: PNG };
const REPORT = { name: '监测报告.pdf', mimeType: 'application/pdf', buffer: PDF };

describe('files in a browser', () => {
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

  async function openChat(device: keyof typeof VIEWPORTS) {
    const { url } = await openSampleService();
    const context = await browser!.newContext({ ...VIEWPORTS[device], locale: 'zh-CN' });
    const chat = new ChatPage(await context.newPage());
    const trouble = ChatPage.watch(chat.page, url);
    await chat.page.goto(url);
    await chat.examples.first().waitFor();
    return { chat, context, trouble };
  }

  async function pick(page: Page, ...files: readonly { name: string; mimeType: string; buffer: Buffer }[]) {
    const button = page.getByRole('button', { name: words.pick });
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.press('Enter')]);
    expect(chooser.isMultiple()).toBe(true);
    await chooser.setFiles([...files]);
  }

  const chosen = (page: Page) => page.locator('#files-list li span');

  test.each(['phone', 'desktop'] as const)(
    'on a %s: two are chosen, sent with a word, seen in the transcript and downloaded',
    async (device) => {
      const { chat, context, trouble } = await openChat(device);
      const { page } = chat;
      await pick(page, REPORT);
      await pick(page, PICTURE);
      await expect
        .poll(() => chosen(page).allTextContents())
        .toEqual(['监测报告.pdf（1 KB）', '现场照片.png（1 KB）']);
      await chat.say('请看附件');
      await chat.bubble('请看附件').waitFor();
      const picture = page.locator('.webchat__bubble--from-user img');
      await picture.waitFor();
      await expect
        .poll(() => picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth))
        .toBe(1);
      expect(await chosen(page).count()).toBe(0);
      const link = page.locator('.webchat__fileContent__buttonLink').last();
      await expect.poll(() => link.getAttribute('href')).toMatch(/^http:.*\/files\//);
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
      expect(download.suggestedFilename()).toBe('监测报告.pdf');
      expect((await readFile(await download.path())).equals(PDF)).toBe(true);
      await chat.lastCard.getByText('请看附件').last().waitFor();
      expect(trouble).toEqual([]);
      await context.close();
    },
  );

  test('alone they are a message; one too many, too large or taken back is not sent', async () => {
    const { chat, context } = await openChat('phone');
    const { page } = chat;
    const large = {
      name: '大.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.alloc(FILE_LIMITS.fileBytes + 1),
    };
    await pick(page, REPORT, large, PICTURE);
    await page.getByText('“大.pdf”超过了 10 MB').waitFor();
    await expect.poll(() => chosen(page).count()).toBe(2);
    const remove = page.getByRole('button', { name: words.removeNamed.replace('{name}', PICTURE.name) });
    await remove.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => chosen(page).allTextContents()).toEqual(['监测报告.pdf（1 KB）']);
    expect(await page.evaluate('document.activeElement.textContent')).toBe(words.remove);
    const many = Array.from({ length: 9 }, (_, index) => ({ ...PICTURE, name: `${index}.png` }));
    await pick(page, ...many);
    await page.getByText(words.tooMany.replace('{max}', '9')).waitFor();
    await expect.poll(() => chosen(page).count()).toBe(9);
    await chat.box.press('Enter');
    await page
      .getByRole('link', { name: /监测报告\.pdf/ })
      .first()
      .waitFor();
    await expect.poll(() => page.locator('.webchat__bubble--from-user img').count()).toBe(8);
    await context.close();
  });

  test('a refused one gives text and the others back, with the reason', async () => {
    const { chat, context } = await openChat('desktop');
    const { page } = chat;
    await pick(page, REPORT, { name: '台账.xlsx', mimeType: 'application/vnd.ms-excel', buffer: EXE });
    await chat.say('这是我们的台账');
    await page.getByText(fileTexts.refused.executable('台账.xlsx')).waitFor();
    await expect.poll(() => chat.box.inputValue()).toBe('这是我们的台账');
    await expect.poll(() => chosen(page).allTextContents()).toEqual(['监测报告.pdf（1 KB）']);
    await chat.box.press('Enter');
    await chat.lastCard.getByText('这是我们的台账').last().waitFor();
    await context.close();
  });

  test('a line that breaks sends them again, and never twice', async () => {
    const { chat, context } = await openChat('desktop');
    const { page } = chat;
    await page.route('**/upload*', (route) => route.abort(), { times: 1 });
    await pick(page, REPORT);
    await chat.say('断线时发的');
    await chat.lastCard.getByText('断线时发的').last().waitFor();
    await expect.poll(() => page.locator('#files-status').textContent()).toBe('');
    expect(await chat.bubble('断线时发的').count()).toBe(1);
    await context.close();
  });
});
