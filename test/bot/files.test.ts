import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Request } from 'express';
import { describe, expect, test } from 'vitest';
import { directLineTexts } from '../../bot/channels/directline/texts.js';
import type { Dialog, DialogInput } from '../../bot/dialogs/dialog.js';
import { createMainDialog } from '../../bot/dialogs/main.js';
import { strangerInput } from '../../bot/dialogs/stranger.js';
import { filesTexts } from '../../bot/dialogs/texts.js';
import { openFiles } from '../../bot/files/open-files.js';
import { uploadTexts } from '../../bot/files/texts.js';
import type { Advisor } from '../../knowledge/advisor.js';
import { systemClock } from '../../src/clock.js';
import { FILE_LIMITS } from '../../src/files/limits.js';
import { fileTexts } from '../../src/files/texts.js';
import { randomIdentifiers } from '../../src/identifiers.js';
import { DirectLineClient, type Received } from './directline-client.js';
import { echo } from './echo.js';
import { openSampleService, type ServiceOptions, temporaryDataDir } from './page-service.js';
import { DOCX, EXE, JPEG, office, PDF, PNG, zip } from './sample-files.js';

interface Attachment {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly contentUrl: string;
  readonly thumbnailUrl?: string;
}

interface Upload {
  readonly name: string;
  readonly content: Buffer;
  readonly type?: string;
}

/** A browser with the page's session: its cookie downloads, its token talks. */
class Visitor {
  readonly #url: string;
  readonly client: DirectLineClient;
  cookie = '';
  opened = { conversationId: '', token: '', streamUrl: '', expires_in: 0 };

  constructor(url: string) {
    this.#url = url;
    this.client = new DirectLineClient(url);
  }

  async arrive(): Promise<this> {
    const response = await fetch(`${this.#url}/session`, {
      method: 'POST',
      headers: { cookie: this.cookie },
    });
    this.cookie = response.headers.get('set-cookie')!.split(';')[0]!;
    this.opened = { ...this.opened, ...((await response.json()) as object) };
    return this;
  }

  /** As Web Chat does it: the message is a part of its own, sent as a file. */
  upload(
    files: readonly Upload[],
    activity: object | null = { type: 'message', text: '' },
  ): Promise<Response> {
    const form = new FormData();
    if (activity !== null) {
      form.append(
        'activity',
        new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }),
      );
    }
    for (const { name, content, type = 'application/octet-stream' } of files) {
      form.append('file', new Blob([content as Uint8Array<ArrayBuffer>], { type }), name);
    }
    return this.send(form);
  }

  send(body: FormData | string, headers: Record<string, string> = {}): Promise<Response> {
    const { conversationId, token } = this.opened;
    return fetch(`${this.#url}/v3/directline/conversations/${conversationId}/upload?userId=x`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, ...headers },
      body,
    });
  }

  get(path: string): Promise<Response> {
    return fetch(new URL(path, this.#url), { headers: { cookie: this.cookie } });
  }

  /** The attachments of the messages with files, in order. */
  async attachments(count: number): Promise<Attachment[]> {
    const all = await this.client.collect(this.opened, count);
    return all.filter(({ from }) => from.role === 'user').flatMap(attachmentsOf);
  }
}

function attachmentsOf({ attachments = [] }: Received): Attachment[] {
  return attachments as unknown as Attachment[];
}

async function refusal(response: Response) {
  const body = (await response.json()) as { error: { message: string }; refused?: number[] };
  return { status: response.status, sentence: body.error.message, refused: body.refused };
}

async function open(options: Partial<ServiceOptions> = {}) {
  const dataDir = options.dataDir ?? temporaryDataDir();
  const service = await openSampleService({ ...options, dataDir });
  return { ...service, dataDir, visitor: await new Visitor(service.url).arrive() };
}

const blobsIn = async (dataDir: string) =>
  (await readdir(join(dataDir, 'files'), { recursive: true })).filter((name) => /^..[/\\].{62}$/.test(name));

describe('files in a turn', () => {
  const heard: DialogInput[] = [];
  const listening: Dialog = (input) => {
    heard.push(input);
    return echo(1)(input);
  };

  test('reach the dialog, also without a word, and are kept with the consultation', async () => {
    const { visitor, storage } = await open({ dialog: listening });
    await visitor.upload([
      { name: '乙.png', content: PNG },
      { name: '甲.pdf', content: PDF },
    ]);
    const attachments = await visitor.attachments(2);
    expect(heard[0]).toMatchObject({ kind: 'message', text: '' });
    expect(heard[0]!.files.map(({ id }) => id).sort()).toEqual(attachments.map(({ id }) => id).sort());
    expect(heard[0]!.files).toContainEqual(
      expect.objectContaining({ name: '甲.pdf', mediaType: 'application/pdf', size: PDF.length }),
    );
    await visitor.client.say(visitor.opened, '再问一句');
    await visitor.client.collect(visitor.opened, 4);
    expect(heard[1]!.files).toEqual([]);
    const consultation = await storage.db.selectFrom('consultations').select('id').executeTakeFirstOrThrow();
    const rows = await storage.db.selectFrom('files').select(['subject', 'added_by']).execute();
    const { userId } = visitor.opened as unknown as { userId: string };
    expect(rows).toEqual(
      [1, 2].map(() => ({ subject: `consultation:${consultation.id}`, added_by: userId })),
    );
    const [file] = attachments;
    expect((await visitor.get(file!.contentUrl)).status).toBe(200);
    visitor.cookie = '';
    await visitor.arrive();
    expect((await visitor.get(file!.contentUrl)).status).toBe(404);
  });

  test('are together as many as one consultation may have, and no more', async () => {
    const { visitor, storage } = await open({ dialog: listening });
    const large = { name: '大.txt', content: Buffer.alloc(FILE_LIMITS.fileBytes, 'a') };
    for (let messages = 1; messages <= 2; messages += 1) {
      expect((await visitor.upload([large, large])).status).toBe(200);
      await visitor.client.collect(visitor.opened, 2 * messages);
    }
    expect((await visitor.upload([large])).status).toBe(200);
    expect(await refusal(await visitor.upload([{ name: 'a.pdf', content: PDF }]))).toEqual({
      status: 413,
      sentence: fileTexts.full,
      refused: [],
    });
    expect(await storage.db.selectFrom('files').select('id').execute()).toHaveLength(5);
    expect(await storage.db.selectFrom('inbox').select('id').execute()).toHaveLength(3);
  });

  test('are acknowledged by the main dialog, which asks for words where there are none', async () => {
    const advise = async () => {
      throw new Error('nothing was asked');
    };
    const dialog = createMainDialog({ advisor: { advise } as unknown as Advisor });
    const files = [{ id: 'f', name: '报告.pdf', mediaType: 'application/pdf', size: 3 }];
    const output = await dialog(strangerInput({ text: '', files }));
    expect(output.replies.map(({ text }) => text)).toEqual([filesTexts.kept(files, true)]);
    expect(output.consultation).toMatchObject({ state: 'open' });
  });
});

describe('the store of files', () => {
  test('has a content that was erased elsewhere while the same was being kept', async () => {
    const dataDir = temporaryDataDir();
    const { blobs, receiver } = openFiles({
      dataDir,
      clock: systemClock(),
      identifiers: randomIdentifiers(),
    });
    const path = join(dataDir, 'upload');
    await writeFile(path, PDF);
    const request = { files: [{ fieldname: 'file', originalname: 'a.pdf', path }] } as unknown as Request;
    const reception = await receiver.receive(request, async ([file]) => {
      expect(await blobs.remove(file!.hash, async () => false)).toBe(true);
      return file!.hash;
    });
    expect(reception).toMatchObject({ kind: 'kept', value: expect.any(String) });
    if (reception.kind === 'kept') expect(await blobs.has(reception.value)).toBe(true);
  });

  test('is swept when the service starts', async () => {
    const dataDir = temporaryDataDir();
    const unfinished = join(dataDir, 'files', 'unfinished');
    await mkdir(unfinished, { recursive: true });
    await writeFile(join(unfinished, '1-crashed.part'), 'half');
    await openSampleService({ dataDir });
    await expect.poll(() => readdir(unfinished)).toEqual([]);
  });
});

describe('an upload', () => {
  test('becomes a message with its files, which come back as downloads, byte for byte', async () => {
    const { visitor, url } = await open();
    const response = await visitor.upload(
      [
        { name: '监测报告.pdf', content: PDF, type: 'text/html' },
        { name: '现场.png', content: PNG },
        { name: '方案.docx', content: DOCX },
      ],
      { type: 'message', text: '请看附件' },
    );
    expect(response.status).toBe(200);
    const { id } = (await response.json()) as { id: string };
    const [message] = await visitor.client.collect(visitor.opened, 2);
    expect(message).toMatchObject({
      id,
      text: '请看附件',
      channelData: { attachmentSizes: [PDF.length, PNG.length, DOCX.length] },
    });
    const [pdf, png, docx] = attachmentsOf(message!);
    expect(pdf).toMatchObject({
      name: '监测报告.pdf',
      contentType: 'application/pdf',
      contentUrl: `${url}/files/${pdf!.id}`,
    });
    expect(pdf!.thumbnailUrl).toBeUndefined();
    expect(png!.thumbnailUrl).toBe(png!.contentUrl);

    const download = await visitor.get(`/files/${pdf!.id}`);
    expect(download.status).toBe(200);
    expect(Buffer.from(await download.arrayBuffer()).equals(PDF)).toBe(true);
    expect(Object.fromEntries(download.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="????.pdf"; filename*=UTF-8''${encodeURIComponent('监测报告.pdf')}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': 'sandbox',
      'cache-control': 'private, no-store',
    });
    const other = await visitor.get(`/files/${docx!.id}`);
    expect(Buffer.from(await other.arrayBuffer()).equals(DOCX)).toBe(true);
  });

  test('is read by nobody but its own asker', async () => {
    const { visitor, url, storage } = await open();
    await visitor.upload([{ name: 'a.pdf', content: PDF }]);
    const [file] = await visitor.attachments(2);
    const path = `/files/${file!.id}`;
    const stranger = await new Visitor(url).arrive();
    const statuses = async (...visitors: Visitor[]) =>
      Promise.all(visitors.map(async (each) => (await each.get(path)).status));
    const forged = new Visitor(url);
    forged.cookie = `yishi=${'A'.repeat(43)}`;
    expect(await statuses(visitor, stranger, new Visitor(url), forged)).toEqual([200, 404, 404, 404]);
    for (const id of ['unknown', '%00', '..%2f..%2fyishi.db', `${file!.id}x`]) {
      expect((await visitor.get(`/files/${id}`)).status).toBe(404);
    }
    const token = { authorization: `Bearer ${visitor.opened.token}` };
    expect((await fetch(url + path, { headers: token })).status).toBe(404);
    await storage.write((tx) =>
      tx.updateTable('files').set({ visibility: 'internal' }).where('id', '=', file!.id).execute(),
    );
    expect(await statuses(visitor)).toEqual([404]);
  });

  test('needs the token of its conversation', async () => {
    const { visitor, url, storage } = await open();
    const stranger = await new Visitor(url).arrive();
    const form = new FormData();
    form.append('file', new Blob([PDF as Uint8Array<ArrayBuffer>]), 'a.pdf');
    const address = `${url}/v3/directline/conversations/${visitor.opened.conversationId}/upload`;
    const post = (headers: Record<string, string>) => fetch(address, { method: 'POST', headers, body: form });
    expect((await post({})).status).toBe(401);
    expect((await post({ authorization: `Bearer ${stranger.opened.token}` })).status).toBe(403);
    expect(await storage.db.selectFrom('files').selectAll().execute()).toEqual([]);
  });

  test('that comes twice with one client id is one message with one set of files', async () => {
    const { visitor, storage, dataDir } = await open();
    const activity = { type: 'message', text: '', channelData: { clientActivityID: 'c-1' } };
    const send = () => visitor.upload([{ name: 'a.pdf', content: PDF }], activity);
    const ids = await Promise.all(
      [send(), send(), send()].map(
        async (response) => ((await (await response).json()) as { id: string }).id,
      ),
    );
    expect(new Set(ids).size).toBe(1);
    expect(await storage.db.selectFrom('files').select('name').execute()).toEqual([{ name: 'a.pdf' }]);
    expect(await blobsIn(dataDir)).toHaveLength(1);
    expect(await visitor.attachments(2)).toHaveLength(1);
  });

  test('of the same content by many at once is one blob with a row for each', async () => {
    const { url, storage, dataDir } = await open();
    const visitors = await Promise.all(Array.from({ length: 8 }, () => new Visitor(url).arrive()));
    const statuses = await Promise.all(
      visitors.map(async (each) => (await each.upload([{ name: 'a.png', content: PNG }])).status),
    );
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await storage.db.selectFrom('files').select('hash').execute()).toHaveLength(8);
    expect(await blobsIn(dataDir)).toHaveLength(1);
  });

  test('keeps names safe', async () => {
    const { visitor } = await open();
    await visitor.upload([
      { name: '../../../etc/cron.d/job', content: PDF },
      { name: '发票\u202efdp.exe', content: PDF },
      { name: 'a"; filename="x.html', content: PDF },
    ]);
    const attachments = await visitor.attachments(2);
    expect(attachments.map(({ name }) => name)).toEqual([
      'job.pdf',
      '发票fdp.exe.pdf',
      'a_; filename=_x.html.pdf',
    ]);
    const disposition = (await visitor.get(attachments[2]!.contentUrl)).headers.get('content-disposition');
    expect(disposition).toBe('attachment; filename="a_; filename=_x.html.pdf"');
  });

  test('is refused whole when one file is bad, saying which and why; nothing of it stays', async () => {
    const { visitor, storage, dataDir } = await open();
    const { refused } = fileTexts;
    const docm = office('word', { mainType: 'application/vnd.ms-word.document.macroEnabled' });
    const response = await visitor.upload([
      { name: '好.pdf', content: PDF },
      { name: '报告.pdf', content: EXE, type: 'application/pdf' },
      { name: '方案.docx', content: docm },
      { name: '夹.jpg', content: Buffer.concat([JPEG, zip({ 'a.class': 'a' })]) },
      { name: '图.svg', content: Buffer.from('<svg onload="alert(1)"/>'), type: 'image/png' },
    ]);
    expect(await refusal(response)).toEqual({
      status: 415,
      refused: [1, 2, 3, 4],
      sentence: [
        refused.executable('报告.pdf'),
        refused.macros('方案.docx'),
        refused.mixed('夹.jpg'),
        refused.markup('图.svg'),
      ].join('\n'),
    });
    expect(await storage.db.selectFrom('files').selectAll().execute()).toEqual([]);
    expect(await storage.db.selectFrom('inbox').selectAll().execute()).toEqual([]);
    expect(await blobsIn(dataDir)).toEqual([]);
    await expect.poll(() => readdir(join(dataDir, 'files', 'unfinished'))).toEqual([]);
  });

  test('has limits of size and number, told in words', async () => {
    const { visitor, dataDir } = await open();
    const most = Buffer.alloc(FILE_LIMITS.fileBytes, '甲');
    const full = { name: '大.txt', content: most.subarray(0, most.length - 1) };
    expect((await visitor.upload([full])).status).toBe(200);
    const over = { name: '超\u202e.txt', content: Buffer.concat([most, Buffer.from('a')]) };
    expect(await refusal(await visitor.upload([over]))).toMatchObject({
      status: 413,
      sentence: fileTexts.refused.too_large('超.txt'),
    });
    const small = { name: 'a.pdf', content: PDF };
    for (const count of [FILE_LIMITS.filesPerMessage + 1, FILE_LIMITS.filesPerMessage + 2]) {
      const response = await visitor.upload(Array.from({ length: count }, () => small));
      expect(await refusal(response)).toMatchObject({ status: 413, sentence: fileTexts.tooMany });
    }
    const large = { name: '大.txt', content: most };
    expect(await refusal(await visitor.upload(Array.from({ length: 6 }, () => large)))).toMatchObject({
      status: 413,
      sentence: fileTexts.full,
    });
    await expect.poll(() => readdir(join(dataDir, 'files', 'unfinished'))).toEqual([]);
  });

  test('of a bad form gets an answer in words', async () => {
    const { visitor } = await open();
    const form = 'multipart/form-data; boundary=b';
    const cases = [
      ['{}', 'application/json', 415, uploadTexts.wrongForm],
      [
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF',
        form,
        400,
        uploadTexts.badForm,
      ],
      ['nothing', form, 400, uploadTexts.badForm],
      [
        '--b\r\nContent-Disposition: form-data; name="x"\r\n\r\ny\r\n--b--\r\n',
        form,
        400,
        directLineTexts.noFile,
      ],
    ] as const;
    for (const [body, type, status, sentence] of cases) {
      expect(await refusal(await visitor.send(body, { 'content-type': type }))).toMatchObject({
        status,
        sentence,
      });
    }
    const bad = new FormData();
    bad.append('activity', '{');
    bad.append('file', new Blob([PDF as Uint8Array<ArrayBuffer>]), 'a.pdf');
    expect(await refusal(await visitor.send(bad))).toMatchObject({
      status: 400,
      sentence: directLineTexts.badActivity,
    });
  });

  test('needs no message beside the files; a message by itself brings none', async () => {
    const { visitor, storage } = await open();
    expect((await visitor.upload([{ name: 'a.pdf', content: PDF }], null)).status).toBe(200);
    const [file] = await visitor.attachments(2);
    const attachments = [{ contentType: 'image/png', contentUrl: 'https://example.com/x.png', name: 'x' }];
    await visitor.client.post(visitor.opened, { type: 'message', text: '看', attachments });
    const all = await visitor.client.collect(visitor.opened, 4);
    expect(attachmentsOf(all.find(({ text }) => text === '看')!)).toEqual([]);
    const rows = await storage.db.selectFrom('files').select('id').execute();
    expect(rows).toEqual([{ id: file!.id }]);
  });
});
