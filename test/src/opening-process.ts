import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import ts from 'typescript';
import { projectRoot } from '../../src/project.js';
import type { Place } from './backend.js';

/** Opens the storage once it is told to, and says what it found. */
const PROGRAM = `
import { createInterface } from 'node:readline';
import { systemClock } from './src/clock.js';
import { openStorage } from './src/storage/storage.js';
const [databaseUrl, dataDir] = JSON.parse(process.argv[2]);
console.log('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const storage = await openStorage({ databaseUrl, dataDir, clock: systemClock() });
  const { count } = await storage.db.selectFrom('regions').select((eb) => eb.fn.countAll().as('count')).executeTakeFirst();
  console.log(count + ' regions');
  await storage.close();
  break;
}
process.exit();
`;

/** Opens one place in so many processes at the same moment; what each said, or its error output. */
export async function openInProcesses(place: Place, count: number): Promise<string[]> {
  const folder = compiledSources();
  const argument = JSON.stringify([place.databaseUrl, place.dataDir]);
  try {
    const processes = await Promise.all(
      Array.from({ length: count }, () =>
        ready(spawn(process.execPath, ['open.mjs', argument], { cwd: folder })),
      ),
    );
    for (const each of processes) each.go();
    return await Promise.all(processes.map((each) => each.said));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Ready {
  go(): void;
  readonly said: Promise<string>;
}

async function ready(child: ChildProcess): Promise<Ready> {
  let errors = '';
  child.stderr!.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const exit = once(child, 'exit');
  await lines.next();
  return {
    go: () => child.stdin!.end('go\n'),
    said: (async () => {
      const { value } = await lines.next();
      await exit;
      return value ?? errors;
    })(),
  };
}

/** The sources of src/ as they stand, as JavaScript in a folder of their own: no build is needed, none is stale. */
function compiledSources(): string {
  const root = projectRoot();
  const folder = mkdtempSync(join(tmpdir(), 'yishi-sources-'));
  const options = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2022,
    verbatimModuleSyntax: true,
  };
  for (const name of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const source = readFileSync(join(root, 'src', name), 'utf8');
    const target = join(folder, 'src', name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, ts.transpileModule(source, { compilerOptions: options }).outputText);
  }
  for (const file of ['package.json', 'src/region/regions.tsv']) cpSync(join(root, file), join(folder, file));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'open.mjs'), PROGRAM);
  return folder;
}
