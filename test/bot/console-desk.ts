import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { STILL, VIEWPORTS } from './chromium.js';

/** Given to the page by the debugger, since the content security policy lets no foreign script in. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Pictures for whoever looks at them: a folder, or nothing. */
const SHOTS = process.env.CONSOLE_SHOTS;

/** A page with what it complained of. */
export class Desk {
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
