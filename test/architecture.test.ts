import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { budgetBreaches } from './architecture/budgets.js';
import { importBreaches } from './architecture/imports.js';
import { mannerBreaches } from './architecture/manner.js';
import { PRODUCT } from './architecture/rules.js';
import { readSources } from './architecture/sources.js';

describe('the project', () => {
  test('keeps import directions and sole owners, and has no cycle', async () => {
    expect(await importBreaches(process.cwd())).toEqual([]);
  });

  test('keeps the manner of the code in every file', () => {
    expect(readSources(process.cwd(), PRODUCT).flatMap(mannerBreaches)).toEqual([]);
  });

  test('keeps the budgets of size', () => {
    expect(budgetBreaches(readSources(process.cwd(), PRODUCT))).toEqual([]);
  });
});

/** A project that breaks every rule once, and beside it does what is allowed. */
const BROKEN: Readonly<Record<string, string>> = {
  'src/clock.ts': 'export const clock = 1;',
  'src/down.ts': "import '../knowledge/lookup.js';",
  'src/sql.ts': "import { sql } from 'kysely';\nexport const one = sql;",
  'src/here.ts': "import type { There } from './there.js';\nexport type Here = There | 1;",
  'src/there.ts': "import type { Here } from './here.js';\nexport type There = Here | 2;",
  'src/region/names.ts': "export const name = '浙江省';",
  'src/types.ts': "export type Kind = '技术';\nexport const pattern = /氨氮/;",
  'knowledge/lookup.ts': "import { clock } from '../src/clock.js';\nexport const at = clock;",
  'knowledge/up.ts': "import '../bot/main.js';",
  'knowledge/sql.ts': "import type { Kysely } from 'kysely';\nexport type Db = Kysely<unknown>;",
  'knowledge/loud.ts': "export const sentence = '请稍候';",
  'knowledge/loud-template.ts': `export const sentence = (n: number) => \`共\${n}\`;`,
  'knowledge/texts.ts': "export const sentence = '请稍候';",
  'ingest/main.ts': 'process.exitCode = 1;',
  'ingest/sideways.ts': "import '../bot/main.js';",
  'ingest/model.ts': "import 'onnxruntime-node';",
  'bot/main.ts': "import '../ingest/main.js';\nprocess.exit(Number(process.env.CODE));",
  'bot/turn/adapter.ts': "import { BotAdapter } from 'botbuilder';\nexport const adapter = BotAdapter;",
  'bot/cards/card.ts': "import { CardFactory } from 'botbuilder';\nexport const card = CardFactory;",
  'bot/tested.ts': "import { test } from 'vitest';\nexport const t = test;",
  'bot/port.ts': 'export const port = process.env.PORT;',
  'bot/process.ts': "import { argv } from 'node:process';\nexport const args = argv;",
  'bot/loose.ts': 'export const loose: any = 1;',
  'bot/sure.ts': 'export const sure = (a: string | null) => a!.length;',
  'bot/later.ts': '// TODO finish\nexport const later = 1;',
  'bot/hushed.ts': '// @ts-expect-error because\nexport const hushed = 1;',
  'bot/eager.ts': "console.log('loaded');",
  'bot/embed-worker.ts': "console.log('a worker may');",
  'bot/long.ts': `export function long() {\n${'  //\n'.repeat(260)}}`,
  'test/all.ts': "import '../bot/main.js';\nimport '../ingest/main.js';\nimport 'kysely';",
};

describe('each rule can fail', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'yishi-architecture-'));
    for (const [path, text] of Object.entries(BROKEN)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test('imports', async () => {
    const breaches = (await importBreaches(root)).map((breach) => breach.replace(/ → .*/, ''));
    expect(breaches.sort()).toEqual([
      'cycle: src/here.ts',
      'direction-bot: bot/main.ts',
      'direction-ingest: ingest/sideways.ts',
      'direction-knowledge: knowledge/up.ts',
      'direction-src: src/down.ts',
      'owner-@node-rs/jieba: ingest/model.ts',
      'owner-botbuilder: bot/cards/card.ts',
      'owner-kysely: knowledge/sql.ts',
      'owner-vitest: bot/tested.ts',
    ]);
  });

  test('manner', () => {
    expect(readSources(root, PRODUCT).flatMap(mannerBreaches).sort()).toEqual([
      'any: bot/loose.ts:1',
      'chinese: knowledge/loud-template.ts:1',
      'chinese: knowledge/loud.ts:1',
      'import-time: bot/eager.ts:1',
      'non-null: bot/sure.ts:1',
      'process: bot/port.ts:1',
      'process: bot/process.ts:1',
      'silenced: bot/hushed.ts:1',
      'unfinished: bot/later.ts:1',
    ]);
  });

  test('budgets', () => {
    const [long] = readSources(root, ['bot']).filter(({ path }) => path === 'bot/long.ts');
    expect(budgetBreaches([long!])).toEqual([
      'file-lines: bot/long.ts has 262',
      'median-file-lines: 262',
      'function-lines-p90: 262',
    ]);
  });
});
