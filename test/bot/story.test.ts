import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { demandTexts as demandCardTexts } from '../../bot/cards/texts.js';
import { ACTIONS, demandTexts } from '../../bot/console/app/pages/demands/texts.js';
import { texts as consoleTexts } from '../../bot/console/app/texts.js';
import { formTexts, offerTexts, previewTexts } from '../../bot/dialogs/texts.js';
import { expertTexts } from '../../bot/expert/texts.js';
import { createOpened, openService, type Service } from '../../bot/service.js';
import { parseConfig } from '../../src/config.js';
import { EVENT_NAME } from '../../src/demand/texts.js';
import { makeCode } from '../../src/directory/binding-codes.js';
import { grantRole } from '../../src/directory/memberships.js';
import { codeDigest, readableCode } from '../../src/directory/one-time-code.js';
import { personOfRecord } from '../../src/directory/people.js';
import { randomIdentifiers } from '../../src/identifiers.js';
import { createLog } from '../../src/log.js';
import { projectRoot } from '../../src/project.js';
import * as demands from '../../src/storage/demands.js';
import { copyOfStarterIndex } from '../starter-index.js';
import { ChatPage } from './chat-page.js';
import { findChromium, launchChromium, VIEWPORTS } from './chromium.js';
import { PASSWORD } from './console-client.js';
import { ManualClock } from './manual-clock.js';
import { SECRET } from './page-service.js';

const CHROMIUM = findChromium();
const IN_CI = process.env.CI === 'true';
/** Where the pictures of docs/images go; nothing by default. */
const SHOTS = process.env.STORY_SHOTS;
/** For a busy machine; each wait ends as soon as what it waits for is there. */
const PATIENCE = { timeout: 30_000 };
const identifiers = randomIdentifiers();

/** Morning of Tuesday, 1 September 2026, in Beijing. */
const START = '2026-09-01T01:00:00.000Z';

/** The whole service, put together as by `npm start`, on a clock of its own that a ticker keeps going. */
class World {
  readonly clock = new ManualClock(START);
  service!: Service;
  url = '';
  #env: NodeJS.ProcessEnv = {};
  #ticker: NodeJS.Timeout | undefined;

  async open(dataDir: string): Promise<void> {
    const port = await freePort();
    this.#env = { ...process.env, NODE_ENV: 'test', YISHI_DATA_DIR: dataDir, PORT: String(port) };
    this.url = `http://localhost:${port}`;
    this.#ticker = setInterval(() => this.clock.advance(500), 50);
    await this.start();
  }

  async start(): Promise<void> {
    const opened = createOpened();
    this.service = await openService(
      {
        config: parseConfig(onlyOurs(this.#env)),
        secret: SECRET,
        clock: this.clock,
        identifiers,
        random: () => 0.5,
        log: createLog({ level: 'error', destination: process.stderr }),
        env: this.#env,
        root: projectRoot(),
      },
      opened,
    );
  }

  async close(): Promise<void> {
    await this.service.stop();
    clearInterval(this.#ticker);
  }
}

function onlyOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = ['NODE_ENV', 'PORT', 'YISHI_DATA_DIR'];
  return Object.fromEntries(Object.entries(env).filter(([name]) => names.includes(name)));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

describe.skipIf(CHROMIUM === null && !IN_CI)('the whole story in three windows', { timeout: 240_000 }, () => {
  const world = new World();
  let browser: Browser;
  let dataDir: string;
  let enterprise: Page;
  let coordinator: Page;
  let expert: Page;
  let chat: ChatPage;
  let expertName = '';

  beforeAll(async () => {
    dataDir = await copyOfStarterIndex();
    await world.open(dataDir);
    browser = await launchChromium(CHROMIUM!);
    [enterprise, coordinator, expert] = [
      await window('desktop'),
      await window('desktop'),
      await window('phone'),
    ];
    chat = new ChatPage(enterprise);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || SHOTS === undefined) return;
    for (const [name, page] of Object.entries({ enterprise, coordinator, expert }))
      await page.screenshot({ path: `${SHOTS}/failed-${name}.png` });
  });
  afterAll(async () => {
    await browser?.close();
    await world.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function window(device: keyof typeof VIEWPORTS): Promise<Page> {
    const context = await browser.newContext({
      ...VIEWPORTS[device],
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE.timeout);
    return page;
  }

  async function shot(page: Page, name: string): Promise<void> {
    if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png` });
  }

  /** The newest message of a chat that says `text`; it arrives without a reload. */
  async function arrives(page: Page, text: string | RegExp): Promise<void> {
    await page.locator('.webchat__bubble', { hasText: text }).last().waitFor();
  }

  /** The chat asks for the words that go with what was tapped. */
  const asked = () => chat.examples.filter({ hasText: '先不写' }).first().waitFor();
  const tap = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).last().click();
  const demand = async () => (await demands.findByReceipt(world.service.storage.db, '浙-2026-00001'))!;

  const queue = () => coordinator.getByRole('heading', { level: 1, name: demandTexts.queue.title });

  async function signIn(): Promise<void> {
    await coordinator.goto(`${world.url}/console`);
    await coordinator.getByLabel(consoleTexts.signIn.login).fill('wang');
    await coordinator.getByLabel(consoleTexts.signIn.password, { exact: true }).fill(PASSWORD);
    await coordinator.keyboard.press('Enter');
    await queue().waitFor();
  }

  /** Presses the button of an event on the demand page, fills what its form asks and sends it. */
  async function does(
    event: string,
    fill: (dialog: ReturnType<Page['getByRole']>) => Promise<void>,
  ): Promise<void> {
    const action = ACTIONS[event]!;
    await coordinator.getByRole('button', { name: action.button, exact: true }).first().click();
    const dialog = coordinator.getByRole('dialog');
    await fill(dialog);
    await dialog.getByRole('button', { name: action.send, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** To the expert in the third window; where somebody else is suggested first, with a reason. */
  async function dispatch(): Promise<void> {
    await coordinator.getByRole('button', { name: demandTexts.dispatch.title, exact: true }).first().click();
    const dialog = coordinator.getByRole('dialog');
    await dialog.locator('.ranked > li').first().waitFor();
    const suggested = dialog.locator('.ranked > li', { hasText: expertName });
    if ((await suggested.count()) > 0) {
      await suggested.getByRole('button', { name: demandTexts.dispatch.choose }).click();
    } else {
      await dialog.getByPlaceholder(demandTexts.dispatch.search).fill(expertName);
      const found = dialog.getByRole('list', { name: demandTexts.dispatch.found });
      await found.getByRole('button', { name: demandTexts.dispatch.choose }).click();
      await dialog.getByLabel(demandTexts.dispatch.reason).fill('第一次就是这位办理，情况最清楚');
    }
    await shot(coordinator, 'console-dispatch');
    await dialog.getByRole('button', { name: demandTexts.dispatch.send }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  async function opensDemand(): Promise<void> {
    await coordinator.goto(`${world.url}/console/demands/${(await demand()).id}`);
    await coordinator.getByRole('heading', { level: 1, name: '浙-2026-00001' }).waitFor();
  }

  async function expertPage(): Promise<void> {
    await expert.goto(`${world.url}/expert/demands/${(await demand()).id}`);
  }

  async function replies(text: string): Promise<void> {
    await expertPage();
    const take = expert.getByRole('button', { name: expertTexts.take.button, exact: true });
    if ((await take.count()) > 0) await take.tap();
    await expert.getByLabel(expertTexts.reply.label).fill(text);
    await expert.getByRole('button', { name: expertTexts.reply.button }).tap();
    await expert.getByText(expertTexts.done.reply).waitFor();
  }

  test('the first administrator sets the console up and works for 浙江', async () => {
    const link = /http\S+set-up#\S+/.exec(world.service.notice ?? '')![0];
    await coordinator.goto(link);
    const { setUp } = consoleTexts;
    await coordinator.getByLabel(setUp.name).fill('王芳');
    await coordinator.getByLabel(setUp.login).fill('wang');
    await coordinator.getByLabel(setUp.password, { exact: true }).fill(PASSWORD);
    await coordinator.getByLabel(setUp.again).fill(PASSWORD);
    await tap(coordinator, setUp.submit);
    await coordinator.getByRole('heading', { level: 1, name: consoleTexts.people.title }).waitFor();
    const { storage } = world.service;
    const { person_id: personId } = await storage.db
      .selectFrom('accounts')
      .select('person_id')
      .executeTakeFirstOrThrow();
    const now = world.clock.now().toISOString();
    for (const role of ['coordinator', 'editor'] as const) {
      const grant = { id: identifiers.next(), personId, role, region: '330000', by: personId, now };
      await storage.write((tx) => grantRole(tx, grant));
    }
    await coordinator.goto(`${world.url}/console/queue`);
    await queue().waitFor();
    await coordinator.getByText(demandTexts.queue.emptyMine).waitFor();
    await shot(coordinator, 'console-queue-empty');
  });

  test('an enterprise asks, is not helped, and files a demand', async () => {
    await enterprise.goto(world.url);
    await chat.connected();
    await chat.say('家具厂喷漆废气，风量2万，浓度300毫克，活性炭总饱和怎么办');
    await arrives(enterprise, '可以考虑的技术');
    await tap(enterprise, offerTexts.answer);
    await arrives(enterprise, '在什么地方');
    await chat.say('浙江省湖州市长兴县，上个月开始的');
    await arrives(enterprise, '想达到什么效果');
    await chat.say('能稳定达标，预算50万以内');
    await arrives(enterprise, '手机号');
    await tap(enterprise, formTexts.chips.noPhone);
    await arrives(enterprise, previewTexts.file);
    await shot(enterprise, 'chat-preview');
    await tap(enterprise, previewTexts.file);
    await arrives(enterprise, '浙-2026-00001');
    await shot(enterprise, 'chat-receipt');
    expect(await demand()).toMatchObject({ state: 'submitted', profile: { region: '330522' } });
  });

  test('the coordinator sees it without a reload, accepts it and chooses an expert', async () => {
    await coordinator.getByText('浙-2026-00001').first().waitFor();
    await shot(coordinator, 'console-queue');
    await coordinator.getByText('浙-2026-00001').first().click();
    await coordinator.getByRole('heading', { level: 1, name: '浙-2026-00001' }).waitFor();
    await shot(coordinator, 'console-demand');
    await does('accept', async () => {});
    await arrives(enterprise, '已经受理');
    await bindExpert();
    await dispatch();
    await arrives(expert, '查看并处理');
    await shot(expert, 'expert-card');
  });

  /** Whoever is suggested first gets a chat before the dispatch. */
  async function bindExpert(): Promise<void> {
    const { storage } = world.service;
    await coordinator.getByRole('button', { name: demandTexts.dispatch.title, exact: true }).first().click();
    const first = coordinator.getByRole('dialog').locator('.ranked > li').first();
    expertName = /示例专家[^\s（(，]*/.exec((await first.textContent()) ?? '')![0];
    await coordinator.keyboard.press('Escape');
    const row = await storage.db
      .selectFrom('people')
      .select(['id', 'record_id'])
      .where('name', 'like', `%${expertName}%`)
      .executeTakeFirstOrThrow();
    expect((await personOfRecord(storage.db, row.record_id!))?.id).toBe(row.id);
    const code = readableCode();
    const now = world.clock.now().toISOString();
    const digest = codeDigest(SECRET, code);
    const id = identifiers.next();
    await storage.write((tx) =>
      makeCode(tx, { id, digest, purpose: 'bind', personId: row.id, by: row.id, now }),
    );
    const theirs = new ChatPage(expert);
    await expert.goto(world.url);
    await theirs.connected();
    await theirs.say(`绑定 ${code}`);
    await arrives(expert, '绑定');
  }

  test('the expert takes it and asks back; the answer comes from the same chat', async () => {
    await expertPage();
    await shot(expert, 'expert-demand');
    await expert.getByRole('button', { name: expertTexts.take.button, exact: true }).tap();
    await expert.getByText(expertTexts.done.take).waitFor();
    await expert.locator('summary', { hasText: expertTexts.askBack.title }).tap();
    await expert.getByLabel(expertTexts.askBack.label).fill('活性炭是颗粒还是蜂窝？多久换一次？');
    await expert.getByRole('button', { name: expertTexts.askBack.button }).tap();
    await arrives(enterprise, '活性炭是颗粒还是蜂窝');
    await shot(enterprise, 'chat-ask-back');
    expect((await demand()).clock.pausedAt).not.toBeNull();
    await tap(enterprise, demandCardTexts.actions.answer);
    await asked();
    await chat.say('蜂窝炭，一个月换一次');
    await expect.poll(async () => (await demand()).state, PATIENCE).toBe('in_progress');
  });

  test('the server restarts, ten working days pass, and the reply arrives in the chat without a reload', async () => {
    await world.service.stop();
    await world.start();
    await chat.connected();
    // 1 September and ten working days, over two weekends.
    world.clock.moveTo(Date.parse('2026-09-15T01:30:00.000Z'));
    await expect
      .poll(async () => (await demand()).clock.stages.firstReply?.overdueAt ?? null, PATIENCE)
      .not.toBeNull();
    await signIn();
    await opensDemand();
    await coordinator
      .getByText(/逾期 \d+ 天/)
      .first()
      .waitFor();
    await shot(coordinator, 'console-overdue');
    await replies('建议改为沸石转轮浓缩加催化燃烧，活性炭只作应急。');
    await arrives(enterprise, '沸石转轮浓缩加催化燃烧');
    await shot(enterprise, 'chat-reply');
    await expect.poll(async () => (await demand()).state, PATIENCE).toBe('awaiting_confirmation');
  });

  test('not satisfied: it is done once more, then confirmed and rated', async () => {
    await tap(enterprise, demandCardTexts.actions.reject);
    await asked();
    await chat.say('转轮太贵，50万不够');
    await expect.poll(async () => (await demand()).state, PATIENCE).toBe('reopened');
    await dispatch();
    await replies('可先用可再生吸附箱加集中脱附，投资约30万元。');
    await arrives(enterprise, '可再生吸附箱加集中脱附');
    await tap(enterprise, demandCardTexts.actions.confirm);
    await expect.poll(async () => (await demand()).state, PATIENCE).toBe('closed');
    await chat.examples.filter({ hasText: '★★★★★' }).first().click();
    await expect.poll(async () => (await demand()).outcome.rating, PATIENCE).toBe(5);
    await shot(enterprise, 'chat-rated');
  });

  test('it becomes a case, which the next asker finds', { timeout: 180_000 }, async () => {
    await opensDemand();
    await does('propose_case', async () => {});
    await coordinator.goto(`${world.url}/console/demands/${(await demand()).id}/case`);
    await shot(coordinator, 'console-case');
    await coordinator.getByLabel(demandTexts.case.fields.results!).fill('VOCs 稳定达标，三个月没有异味投诉');
    await tap(coordinator, EVENT_NAME.submit_case);
    const dialog = coordinator.getByRole('dialog');
    await dialog.getByRole('button', { name: ACTIONS.submit_case!.send, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await tap(coordinator, demandTexts.case.publish);
    await coordinator.getByRole('dialog').getByRole('button', { name: demandTexts.case.publish }).click();
    await expect.poll(async () => (await demand()).state, PATIENCE).toBe('case_published');
    const other = await window('desktop');
    await other.goto(world.url);
    const next = new ChatPage(other);
    await next.connected();
    await expect
      .poll(
        async () => {
          await next.say('有没有家具厂喷漆废气活性炭饱和的案例');
          await other.locator('.webchat__bubble', { hasText: '案例' }).last().waitFor();
          return other.getByText('来自需求').count();
        },
        { timeout: 150_000, interval: 5000 },
      )
      .toBeGreaterThan(0);
    await shot(other, 'chat-case');
  });
});
