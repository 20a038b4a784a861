import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { texts } from '../../bot/console/app/texts.js';
import { findChromium, launchChromium, STILL, VIEWPORTS } from './chromium.js';
import { addMember, memberClient, PASSWORD, setUpCode } from './console-client.js';
import { openSampleService } from './page-service.js';

const CHROMIUM = findChromium();
const IN_CI = process.env.CI === 'true';
/** Given to the page by the debugger, since the content security policy lets no foreign script in. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Pictures for whoever looks at them: a folder, or nothing. */
const SHOTS = process.env.CONSOLE_SHOTS;

describe('the console in a browser', () => {
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

  test.each(['desktop', 'phone'] as const)(
    'on a %s: set-up, sign-out, sign-in, a person, a role, a binding code, a password link',
    async (device) => {
      const service = await openSampleService();
      const code = await setUpCode(service);
      const context = await browser!.newContext({ ...VIEWPORTS[device], locale: 'zh-CN' });
      const desk = await Desk.open(context, service.url, device);
      const { page } = desk;

      await page.goto(`${service.url}/console/set-up#${code}`);
      await desk.fill(texts.setUp.name, '王芳');
      await desk.fill(texts.setUp.login, 'wang');
      await desk.fill(texts.setUp.password, 'password123');
      await desk.fill(texts.setUp.again, 'password123');
      await desk.shot('set-up');
      expect(page.url()).not.toContain(code);
      await desk.press(texts.setUp.submit);
      await page.getByText('这个密码太常见').waitFor();
      await desk.look('set-up-refused');
      expect(await page.getByLabel(texts.setUp.name).inputValue()).toBe('王芳');
      await desk.fill(texts.setUp.password, PASSWORD);
      await desk.fill(texts.setUp.again, PASSWORD);
      await desk.press(texts.setUp.submit);
      await page.getByRole('heading', { level: 1, name: texts.people.title }).waitFor();

      await page.getByRole('button', { name: texts.userMenu('王芳') }).click();
      await desk.look('user-menu');
      await desk.press(texts.signOut);
      await page.getByRole('heading', { name: texts.signIn.title }).waitFor();
      await desk.look('sign-in');
      await desk.fill(texts.signIn.login, 'wang');
      await desk.fill(texts.signIn.password, PASSWORD);
      await page.keyboard.press('Enter');

      await page.getByRole('link', { name: '王芳' }).waitFor();
      await desk.look('people');
      await desk.press(texts.people.add);
      const dialog = page.getByRole('dialog', { name: texts.people.addTitle });
      await dialog.getByLabel(texts.people.name).fill('赵敏');
      await dialog.getByLabel(texts.people.phone).fill('138 0013 8000');
      await desk.choose(texts.people.role, texts.roles.expert);
      for (const [level, name] of ['浙江省', '杭州市', '西湖区'].entries()) {
        await desk.choose(texts.region.levels[level]!, name);
      }
      await desk.look('add-person');
      await dialog.getByRole('button', { name: texts.people.add }).click();

      await page.getByRole('heading', { level: 1, name: '赵敏' }).waitFor();
      await page.getByText('浙江省 杭州市 西湖区').waitFor();
      await page.getByText('138****8000').waitFor();
      await desk.look('person');
      await desk.press(texts.person.makeCode);
      await page.getByText(/还有 1[45] 分/).waitFor();
      await desk.look('binding-code');
      await page.keyboard.press('Escape');
      await desk.press(texts.person.makeLink);
      await page.getByText(`${service.url}/console/password#`).waitFor();
      await desk.look('password-link');
      await page.keyboard.press('Escape');
      await desk.press(texts.person.end);
      await page.getByLabel(texts.form.reason).fill('调离');
      await desk.look('end-role');
      await page.getByRole('dialog').getByRole('button', { name: texts.person.end }).click();
      await page.getByText(texts.person.noRoles).waitFor();
      await page.goto(`${service.url}/console/account`);
      await page.getByRole('heading', { level: 1, name: texts.account.title }).waitFor();
      await desk.look('account');
      expect(desk.trouble).toEqual([]);
      await context.close();
    },
  );

  test('a session that ends under one’s hands is resumed over the page, with what was typed; the list is live', async () => {
    const service = await openSampleService();
    const other = await memberClient(service, 'other', [['administrator', '100000']]);
    const member = await memberClient(service, 'admin', [['administrator', '100000']]);
    const context = await browser!.newContext({ ...VIEWPORTS.desktop, locale: 'zh-CN' });
    const [name = '', value = ''] = member.cookie.split('=');
    await context.addCookies([{ name, value, url: service.url, httpOnly: true, sameSite: 'Strict' }]);
    const desk = await Desk.open(context, service.url, 'desktop');
    const { page } = desk;
    const live = page.waitForResponse(/\/console\/api\/events/);
    await page.goto(`${service.url}/console/people`);
    await page.getByRole('link', { name: '姓名admin' }).waitFor();
    await live;
    await other.post('/people', { name: '刚刚添加', role: 'expert', region: '330000' });
    await page.getByRole('link', { name: '刚刚添加' }).waitFor();

    await desk.press(texts.people.add);
    await page.getByLabel(texts.people.name).last().fill('没有丢的名字');
    await member.call('DELETE', '/session');
    await page.getByRole('dialog').getByRole('button', { name: texts.people.add }).click();
    const again = page.getByRole('dialog', { name: texts.signIn.again });
    await again.getByLabel(texts.signIn.login).fill('admin');
    await again.getByLabel(texts.signIn.password).fill(PASSWORD);
    await desk.shot('sign-in-again');
    await again.getByRole('button', { name: texts.signIn.submit }).click();
    await again.waitFor({ state: 'detached' });
    expect(await page.getByLabel(texts.people.name).last().inputValue()).toBe('没有丢的名字');
    await context.close();
  });
});

describe('by keyboard alone', () => {
  test('one signs in, finds the menu, adds a person with a role, and leaves a dialog', async ({ skip }) => {
    if (CHROMIUM === null) return skip('没有找到 Chromium（可用 CHROMIUM_PATH 指定）');
    const service = await openSampleService();
    await addMember(service, 'admin', [['administrator', '100000']]);
    const browser = await launchChromium(CHROMIUM);
    onTestFinished(() => browser.close());
    const page = await browser.newPage({ ...VIEWPORTS.desktop, locale: 'zh-CN' });
    const { keyboard } = page;
    await page.goto(`${service.url}/console/`);
    await page.getByLabel(texts.signIn.login).focus();
    await keyboard.type('admin');
    await keyboard.press('Tab');
    await keyboard.insertText(PASSWORD);
    await keyboard.press('Enter');
    await page.getByRole('link', { name: '姓名admin' }).waitFor();
    const add = page.getByRole('button', { name: texts.people.add });
    await add.focus();
    await keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await expect
      .poll(() => page.evaluate('document.activeElement.id'))
      .toBe(await page.getByRole('dialog').getByLabel(texts.people.name).getAttribute('id'));
    await keyboard.insertText('赵敏');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    // The list opens, the second line is taken.
    await keyboard.press('Enter');
    await page.locator('.t-select-option:visible').first().waitFor();
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await page.locator('.t-select-option:visible').first().waitFor({ state: 'hidden' });
    expect(await page.getByRole('dialog').getByLabel(texts.people.role).inputValue()).not.toBe('');
    await keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe(texts.people.add);
  });
});

/** A page with what it complained of. */
class Desk {
  readonly trouble: string[] = [];
  #serial = 0;

  private constructor(
    readonly page: Page,
    readonly device: keyof typeof VIEWPORTS,
  ) {}

  static async open(context: BrowserContext, url: string, device: keyof typeof VIEWPORTS): Promise<Desk> {
    const desk = new Desk(await context.newPage(), device);
    const { page, trouble } = desk;
    page.on('pageerror', (error) => trouble.push(String(error)));
    page.on('console', (message) => {
      // The browser itself notes refused requests; those are looked at where they are made.
      const isRefusal = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isRefusal) trouble.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(url)) trouble.push(`asked ${request.url()}`);
    });
    return desk;
  }

  async fill(label: string, value: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).fill(value);
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).first().click();
  }

  /** Opens the list of that label and takes a line of it. */
  async choose(label: string, line: string): Promise<void> {
    await this.page.getByRole('dialog').getByLabel(label, { exact: true }).click();
    await this.page.locator('.t-select-option:visible', { hasText: line }).click();
  }

  /** No serious fault of accessibility, nothing wider than the screen; and a picture. */
  async look(name: string): Promise<void> {
    await this.shot(name);
    const width = await this.page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(VIEWPORTS[this.device].viewport.width);
    await this.page.evaluate(STILL);
    await this.page.evaluate(AXE);
    const faults = await this.page.evaluate(`axe.run().then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | ')))`);
    expect(faults, name).toEqual([]);
  }

  async shot(name: string): Promise<void> {
    this.#serial += 1;
    if (SHOTS === undefined) return;
    const path = `${SHOTS}/${this.device}-${String(this.#serial).padStart(2, '0')}-${name}.png`;
    // Hiding the caret would write a style element.
    await this.page.screenshot({ path, caret: 'initial' });
  }
}
