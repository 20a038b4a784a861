import { expect, test } from 'vitest';
import * as audit from '../../src/audit/audit.js';
import * as demands from '../../src/storage/demands.js';
import * as jobs from '../../src/storage/jobs.js';
import * as records from '../../src/storage/records.js';
import { addMember, type ConsoleClient, memberClient } from './console-client.js';
import { fileDemand, happen, openTalk, PHONE } from './console-demand.js';
import { openSampleService, type TestService } from './page-service.js';

const HERE = '330000';

interface Desk {
  readonly service: TestService;
  readonly coordinator: ConsoleClient;
}

async function desk(): Promise<Desk> {
  const service = await openSampleService();
  await openTalk(service.storage);
  await addMember(service, 'expert', [['expert', HERE]]);
  await addMember(service, 'second', [['expert', HERE]]);
  const coordinator = await memberClient(service, 'coordinator', [['coordinator', HERE]]);
  return { service, coordinator };
}

let keys = 0;
const key = () => `form-${++keys}`;

function actOn(
  client: ConsoleClient,
  id: string,
  event: string,
  version: number,
  data: object = {},
  formKey = key(),
) {
  return client.post(`/demands/${id}/acts`, { event, data, version, key: formKey });
}

test('the queue shows what waits, counts every tab and finds by receipt and text', async () => {
  const { service, coordinator } = await desk();
  const filed = await fileDemand(service.storage, 'd1');
  await fileDemand(service.storage, 'd2', { kind: 'emergency', problem: '储罐泄漏' });
  await fileDemand(service.storage, 'd3', { province: '440000' });
  const { body } = await coordinator.get('/queue');
  expect(body).toMatchObject({
    rows: [
      { id: 'd2', kind: 'emergency', waiting: ['accept'], provinceName: '浙江' },
      { id: 'd1', receipt: filed.receipt, due: { deadline: 'accept' }, domain: '细颗粒物与臭氧污染协同防控' },
    ],
    counts: { mine: 2, working: 0, all: 2 },
    next: null,
    provinces: [{ code: HERE, name: '浙江' }],
  });
  expect((await coordinator.get('/queue?text=储罐')).body.rows).toHaveLength(1);
  expect((await coordinator.get(`/queue?tab=all&text=${filed.receipt}`)).body.rows).toHaveLength(1);
  expect((await coordinator.get('/queue?tab=ended')).body.rows).toEqual([]);
  expect((await coordinator.get('/queue?cursor=rubbish&state=submitted')).body.rows).toHaveLength(2);
  expect((await coordinator.get('/queue?province=440000')).status).toBe(404);
  expect((await coordinator.get('/demands/d3')).status).toBe(404);
  expect((await coordinator.post('/demands/d3/acts', { event: 'accept', version: 2, key: 'k' })).status).toBe(
    404,
  );
});

test('a demand is accepted once by two clicks, and who comes late is told what happened', async () => {
  const { service, coordinator } = await desk();
  await fileDemand(service.storage, 'd1');
  const page = (await coordinator.get('/demands/d1')).body;
  expect(page).toMatchObject({
    maskedPhone: '139****5678',
    stateName: '待受理',
    slots: [{ name: '问题' }, {}, {}, {}, {}],
    offered: [{ title: '沸石转轮吸附浓缩', path: '/records/T0001?edition=1' }],
    actions: [{ event: 'return' }, { event: 'refuse' }, { event: 'transfer' }, { event: 'accept' }],
  });
  const same = key();
  const both = await Promise.all([1, 2].map(() => actOn(coordinator, 'd1', 'accept', 2, {}, same)));
  expect(both.map(({ status, body }) => [status, body])).toEqual([
    [200, { version: 3, state: 'accepted' }],
    [200, { version: 3, state: 'accepted' }],
  ]);
  const colleague = await memberClient(service, 'colleague', [['coordinator', '330100']]);
  const late = await actOn(colleague, 'd1', 'transfer', 2, { mode: 'city', reason: '整个城市的问题' });
  expect(late).toMatchObject({
    status: 409,
    body: { code: 'conflict', changes: [{ sentence: '姓名coordinator受理了需求', quote: null }] },
  });
  const wrong = await actOn(colleague, 'd1', 'transfer', 3, { mode: '', reason: ' ' });
  expect(wrong.status).toBe(400);
  expect(Object.keys(Object(wrong.body.fields))).toEqual(['mode', 'reason']);
  expect((await actOn(colleague, 'd1', 'withdraw', 3)).status).toBe(400);
  expect((await actOn(colleague, 'd1', 'publish_case', 3, { recordId: 'X' })).status).toBe(400);
});

test('a dispatch takes the first suggestion as it is, and another one with a reason', async () => {
  const { service, coordinator } = await desk();
  await fileDemand(service.storage, 'd1');
  await actOn(coordinator, 'd1', 'accept', 2);
  const suggestions = await coordinator.get('/demands/d1/suggestions');
  expect(suggestions.body).toMatchObject({ version: 3, shortfall: expect.stringContaining('查找') });
  expect((await actOn(coordinator, 'd1', 'dispatch', 3, { assigneeId: '' })).body.fields).toHaveProperty(
    'assigneeId',
  );
  expect(
    (await actOn(coordinator, 'd1', 'dispatch', 3, { assigneeId: 'expert' })).body.fields,
  ).toHaveProperty('reason');
  const reason = '做过同类项目';
  expect((await actOn(coordinator, 'd1', 'dispatch', 3, { assigneeId: 'coordinator', reason })).status).toBe(
    400,
  );
  expect(await actOn(coordinator, 'd1', 'dispatch', 3, { assigneeId: 'expert', reason })).toMatchObject({
    status: 200,
  });
  const { body } = await coordinator.get('/demands/d1');
  expect(body).toMatchObject({ assignee: '姓名expert', stateName: '已分派' });
  expect(JSON.stringify(body.timeline)).toContain('姓名coordinator分派给姓名expert');
  expect((await coordinator.get('/experts?text=second')).body.experts).toMatchObject([
    { personId: 'second', load: 0 },
  ]);
  const saved = await coordinator.call('PUT', '/experts/second', {
    version: 0,
    loadLimit: 2,
    awayUntil: '2027-01-01',
    recusals: [{ party: '', reason: '亲属在该企业' }],
  });
  expect(saved.body).toEqual({ version: 1 });
  expect((await coordinator.get('/experts/second')).body).toMatchObject({
    recusals: [{ party: null }],
    version: 1,
  });
});

test('the asker’s number is shown to a coordinator once they ask, and that is written down', async () => {
  const { service, coordinator } = await desk();
  await fileDemand(service.storage, 'd1');
  const editor = await memberClient(service, 'editor', [['editor', HERE]]);
  expect(JSON.stringify((await editor.get('/demands/d1')).body)).not.toContain(PHONE);
  expect((await editor.post('/demands/d1/contact')).status).toBe(404);
  expect((await coordinator.post('/demands/d1/contact')).body).toEqual({ phone: PHONE });
  const trail = await coordinator.get('/audit/demand/d1');
  // Neither the number of the demand nor the one in the asker's words: that would be a way around.
  expect(JSON.stringify(trail.body)).not.toMatch(/13912345678|13712345678/);
  expect(trail.body).toMatchObject({
    verdict: { kind: 'intact', length: 3, erased: 0 },
    events: [
      { action: '新建草稿' },
      { action: '提交需求' },
      { action: '查看了电话号码', who: '姓名coordinator' },
    ],
  });
});

test('notes are for those who work on it: once each, and not for the asker or the expert', async () => {
  const { service, coordinator } = await desk();
  await fileDemand(service.storage, 'd1');
  const note = { body: '已电话核实', key: key() };
  await coordinator.post('/demands/d1/notes', note);
  await coordinator.post('/demands/d1/notes', note);
  expect((await coordinator.get('/demands/d1')).body.notes).toMatchObject([
    { body: '已电话核实', author: '姓名coordinator' },
  ]);
  const expert = await memberClient(service, 'third', [['expert', HERE]]);
  for (const path of ['/demands/d1', '/queue', '/call-tasks', '/figures', '/audit/demand/d1'])
    expect((await expert.get(path)).status, path).toBe(404);
});

test('files go with the reply that a coordinator writes down for a caller', async () => {
  const { service, coordinator } = await desk();
  await fileDemand(service.storage, 'd1');
  await actOn(coordinator, 'd1', 'accept', 2);
  const form = new FormData();
  form.append('file', new Blob(['试验数据：苯系物 12 mg/m³']), '数据.txt');
  const upload = async (id: string) => {
    const response = await fetch(`${service.url}/console/api/demands/${id}/files`, {
      method: 'POST',
      headers: { cookie: coordinator.cookie, 'x-csrf-token': coordinator.csrf },
      body: form,
    });
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  const { body, status } = await upload('d1');
  expect(status).toBe(200);
  expect((await upload('none')).status).toBe(404);
  const [file] = body.files;
  const reply = { text: '建议先测苯系物', files: [file.id], onBehalfOf: '王工，11 月 24 日来电' };
  expect(
    (await actOn(coordinator, 'd1', 'reply', 3, { ...reply, files: ['other'] })).body.fields,
  ).toHaveProperty('files');
  expect((await actOn(coordinator, 'd1', 'reply', 3, reply)).status).toBe(200);
  const page = (await coordinator.get('/demands/d1')).body;
  expect(page.files).toMatchObject([{ name: '数据.txt', isInternal: false }]);
  expect(JSON.stringify(page.timeline)).toContain('代为记录答复（王工，11 月 24 日来电）');
  const download = (client: ConsoleClient) =>
    fetch(`${service.url}/files/${file.id}`, { headers: { cookie: client.cookie } });
  expect((await download(coordinator)).status).toBe(200);
  const stranger = await memberClient(service, 'stranger', [['coordinator', '440000']]);
  expect((await download(stranger)).status).toBe(404);
});

test('a confirmed demand becomes a case without names, is sent back, and is found by the next asker', async () => {
  const { service, coordinator } = await desk();
  const { storage } = service;
  await fileDemand(storage, 'd1');
  await actOn(coordinator, 'd1', 'accept', 2);
  await actOn(coordinator, 'd1', 'reply', 3, {
    text: '请李经理换沸石转轮。电话 13812345678',
    onBehalfOf: '王工',
  });
  await happen(storage, 'd1', 'service', 'reply_delivered', { by: 'chat' });
  await happen(storage, 'd1', 'asker', 'confirm', { rating: 5 });
  expect((await actOn(coordinator, 'd1', 'propose_case', 6)).status).toBe(200);
  const draft = (await coordinator.get('/demands/d1/case')).body;
  expect(JSON.stringify(draft.content)).not.toMatch(/1381234|1371234|张小明|李经理|萧山/);
  expect(draft).toMatchObject({
    version: 1,
    suspicious: [],
    masked: expect.arrayContaining([
      { kind: 'person', was: '张小明' },
      { kind: 'phone', was: '13812345678' },
    ]),
    content: { domain: 'D2', medium: '大气', region: '浙江杭州', industry: '家具制造' },
  });
  const content = Object(draft.content);
  const save = (version: number, changes: object) =>
    coordinator.call('PUT', '/demands/d1/case', { version, content: { ...content, ...changes } });
  expect((await save(1, { title: '' })).body).toEqual({ version: 2 });
  expect((await save(1, { title: '旧的' })).status).toBe(409);
  expect((await actOn(coordinator, 'd1', 'submit_case', 7)).body.fields).toHaveProperty('title');
  await save(2, { title: '家具喷漆废气异味治理', results: ['异味消除'] });
  await actOn(coordinator, 'd1', 'submit_case', 7);
  const editor = await memberClient(service, 'editor', [['editor', HERE]]);
  expect((await editor.get('/queue')).body.rows).toMatchObject([{ id: 'd1', waiting: ['review'] }]);
  expect((await actOn(coordinator, 'd1', 'return_case', 8, { reason: '补数据' })).status).toBe(403);
  await actOn(editor, 'd1', 'return_case', 8, { reason: '请补数据' });
  expect((await coordinator.get('/demands/d1/case')).body).toMatchObject({ returnedFor: '请补数据' });
  await actOn(coordinator, 'd1', 'submit_case', 9);
  const publish = { key: key(), version: 3, demandVersion: 10 };
  expect((await coordinator.post('/demands/d1/case/publish', publish)).status).toBe(409);
  const published = await editor.post('/demands/d1/case/publish', publish);
  expect(published).toMatchObject({
    status: 200,
    body: { recordId: `case-330000-${new Date().getFullYear()}-00001` },
  });
  expect((await editor.post('/demands/d1/case/publish', publish)).body).toEqual(published.body);
  const edition = await records.edition(storage.db, String(published.body.recordId));
  expect(edition).toMatchObject({ status: 'published', visibility: 'public', region: HERE });
  expect(JSON.stringify(edition?.content)).toContain('来自需求 浙-');
  expect(await jobs.open(storage.db, jobs.REINDEX)).toHaveLength(1);
  expect(await demands.find(storage.db, 'd1')).toMatchObject({ state: 'case_published' });
});

test('a province sets its terms, its own administrators alone', async () => {
  const { service, coordinator } = await desk();
  const administrator = await memberClient(service, 'boss', [['administrator', HERE]]);
  expect((await administrator.get('/settings')).body.provinces).toMatchObject([{ code: HERE }]);
  const { body } = await administrator.get(`/settings/${HERE}`);
  expect(body).toMatchObject({
    version: 0,
    coordinators: [{ id: 'coordinator' }],
    settings: { acceptDays: 1 },
  });
  const save = (changes: object, province = HERE) =>
    administrator.call('PUT', `/settings/${province}`, {
      version: 0,
      settings: { ...Object(body.settings), ...changes },
      dutyCoordinatorId: 'coordinator',
    });
  expect((await save({ acceptDays: 0 })).body.fields).toHaveProperty(['settings.acceptDays']);
  expect((await save({ acceptDays: 2 })).body).toEqual({ version: 1 });
  expect((await save({ acceptDays: 3 })).status).toBe(409);
  expect((await save({}, '440000')).status).toBe(404);
  expect((await coordinator.get(`/settings/${HERE}`)).status).toBe(404);
});

test('figures are of the province, and the audit of an erased asker still holds', async () => {
  const { service, coordinator } = await desk();
  const { storage } = service;
  await fileDemand(storage, 'd1');
  await fileDemand(storage, 'd2', { province: '440000' });
  await actOn(coordinator, 'd1', 'accept', 2);
  expect((await coordinator.get('/figures')).body).toMatchObject({
    filed: 1,
    replied: 0,
    medianDaysToReply: null,
  });
  const administrator = await memberClient(service, 'boss', [['administrator', HERE]]);
  expect((await administrator.post('/demands/d1/erase', { reason: '' })).status).toBe(400);
  expect((await coordinator.post('/demands/d1/erase', { reason: '本人来信' })).status).toBe(404);
  expect(await administrator.post('/demands/d1/erase', { reason: '本人来信' })).toMatchObject({
    status: 200,
  });
  expect(await demands.find(storage.db, 'd1')).toMatchObject({ state: 'withdrawn', phone: null });
  expect(await audit.verify(storage.db, 'demand:d1')).toMatchObject({ kind: 'intact', erased: 4 });
});
