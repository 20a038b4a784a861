import { expect, test } from 'vitest';
import { createMainDialog } from '../../bot/dialogs/main.js';
import { formTexts, offerTexts, previewTexts, referralTexts } from '../../bot/dialogs/texts.js';
import * as demands from '../../src/storage/demands.js';
import { buttonsIn, rulesAdvisor } from './asker-bench.js';
import { DirectLineClient, type Opened, type Received } from './directline-client.js';
import { openSampleService, startSampleService, temporaryDataDir } from './page-service.js';

const dialog = createMainDialog({ advisor: rulesAdvisor });

/** A client of Direct Line that says a text, or taps what the last answer offers, and reads the answer. */
class Talker {
  readonly #client: DirectLineClient;
  readonly #opened: Opened;
  #watermark: string;
  #last: readonly Received[] = [];

  constructor(url: string, opened: Opened, watermark = '') {
    this.#client = new DirectLineClient(url);
    this.#opened = opened;
    this.#watermark = watermark;
  }

  get watermark(): string {
    return this.#watermark;
  }

  async say(text: string, value?: unknown): Promise<string> {
    const activity = { type: 'message', text, ...(value === undefined ? {} : { value }) };
    await this.#client.post(this.#opened, activity);
    const [, ...answers] = await this.#client.collect(this.#opened, 2, this.#watermark);
    const { watermark } = await this.#client.after(this.#opened, this.#watermark);
    this.#watermark = watermark;
    this.#last = answers;
    return JSON.stringify(answers);
  }

  tap(title: string, answers: readonly unknown[] = this.#last): Promise<string> {
    const button = buttonsIn(answers).find((each) => each.title === title);
    if (button === undefined) throw new Error(`no button ${title}`);
    return this.say(button.title, button.value);
  }

  get last(): readonly Received[] {
    return this.#last;
  }
}

test('from a question to the receipt and my demands over the front door, with a restart before the last tap', async () => {
  const dataDir = temporaryDataDir();
  const first = await startSampleService({ dataDir, dialog });
  const opened = await new DirectLineClient(first.url).open();
  const talker = new Talker(first.url, opened);
  await talker.say('家具厂喷漆废气总超标，风量2万方每小时，怎么治理');
  expect(await talker.tap(offerTexts.answer)).toContain('messageBack');
  await talker.say('浙江省海宁市，上个月开始的');
  await talker.say('能达标就行');
  expect(await talker.tap(formTexts.chips.noPhone)).toContain(previewTexts.file);
  const { last, watermark } = talker;
  await first.close();

  const second = await openSampleService({ dataDir, dialog });
  const after = new Talker(second.url, opened, watermark);
  expect(await after.tap(previewTexts.file, last)).toContain('浙-2026-00001');
  expect(await after.say('我的需求')).toContain('待受理');
  const said = await new DirectLineClient(second.url).after(opened);
  expect(said.activities.filter(({ from }) => from.role === 'user').map(({ text }) => text)).toContain(
    previewTexts.file,
  );
});

test('an official files the wish for an expert; for an enterprise the same button leads to a demand', async () => {
  const service = await openSampleService({ dialog });
  const value = { do: 'referral', experts: ['E001'], backup: 'E002' };
  const cookie = await sessionOf(service.url);
  const enterprise = new Talker(service.url, cookie.opened);
  await enterprise.say('家具厂喷漆废气怎么治理');
  expect(await enterprise.say('请这位', value)).toContain(referralTexts.officialsOnly);
  await fetch(`${service.url}/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: service.url, cookie: cookie.header },
    body: JSON.stringify({ role: 'official', province: '330000' }),
  });
  await enterprise.say('下周现场，推荐一位家具喷漆废气专家');
  await enterprise.say('请这位', value);
  await enterprise.tap(formTexts.chips.noPhone);
  expect(await enterprise.tap(previewTexts.file)).toContain('浙-2026-00001');
  const row = await demands.findByReceipt(service.storage.db, '浙-2026-00001');
  expect(row).toMatchObject({
    kind: 'referral',
    state: 'submitted',
    profile: { referral: { experts: ['E001'], backup: 'E002', mode: 'onsite' } },
  });
});

async function sessionOf(url: string): Promise<{ opened: Opened; header: string }> {
  const response = await fetch(`${url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: '{}',
  });
  const header = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { opened: (await response.json()) as Opened, header };
}
