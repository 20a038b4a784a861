import type { Locator, Page } from 'playwright-core';
import { chatScriptTexts } from '../../bot/page/texts.js';

/** The chat as a visitor sees it. */
export class ChatPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** What went wrong in the page, and whatever it asked of other hosts: both must stay empty. */
  static watch(page: Page, origin: string): string[] {
    const trouble: string[] = [];
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Refused to/.test(message.text())) {
        trouble.push(message.text());
      }
    });
    page.on('request', (request) => {
      const address = request.url();
      if (/^(https?|wss?):/.test(address) && new URL(address).host !== new URL(origin).host)
        trouble.push(address);
    });
    return trouble;
  }

  get box(): Locator {
    return this.page.getByPlaceholder(chatScriptTexts.placeholder);
  }

  get examples(): Locator {
    return this.page.locator('.webchat__suggested-action');
  }

  /** Each card is twice in the page, the first time as an inert copy. */
  get lastCard(): Locator {
    return this.page.locator('.ac-adaptiveCard').last();
  }

  bubble(text: string): Locator {
    return this.page.locator('.webchat__bubble--from-user', { hasText: text });
  }

  async say(text: string): Promise<void> {
    await this.box.fill(text);
    await this.box.press('Enter');
  }

  async connected(words: string = chatScriptTexts.status.online): Promise<void> {
    await this.page.locator('#status', { hasText: words }).waitFor({ state: 'attached' });
  }
}
